// Parquet files: their columns as they are.
import type { Format } from '../format.ts';

export const parquet: Format = {
  name: 'Parquet file',
  looksLike: ({ kind }) => kind === 'Parquet',
  read: async ({ bytes, fileName, onProgress }) => {
    onProgress(0, 'Reading the columns');
    const { readParquet } = await import('./columns.ts');
    return readParquet(bytes, fileName);
  },
};
