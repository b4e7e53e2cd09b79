// Results and benchmarks of timm: its columns mean what their names say, so its tables are only called by their name.
import type { Format } from './format.ts';
import { tableAsItIs } from './table.ts';

const known = [
  ['model', 'top1', 'top5', 'param_count'],
  ['model', 'infer_samples_per_sec', 'infer_step_time'],
];

export const timm: Format = {
  name: 'timm results',
  looksLike: async (evidence) => {
    const table = await evidence.table();
    if (table?.sheet !== null) return false;
    return known.some((names) => names.every((header) => table.headers.includes(header)));
  },
  read: async (evidence) => tableAsItIs((await evidence.table())!, evidence.sha256(), { format: timm.name }),
};
