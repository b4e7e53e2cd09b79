// Where values came from, in words.
import { momentText } from '../../../shared/domain/day.ts';
import { formatCount } from '../../../shared/domain/format.ts';
import type { Source } from '../../../shared/domain/catalog.ts';

export const howEntered: Record<Source['kind'], string> = {
  file: 'Imported from a file',
  paste: 'Pasted',
  hand: 'Entered by hand',
  sample: 'Sample data',
};

/** "14 Jun 2027, 09:05", where the person is. */
export const timeText = (at: string): string => momentText(new Date(at));

/** "runs.csv, row 12", or how it was entered where there is no file to name. */
export function originText(source: Source, row: number | null): string {
  const name = source.kind === 'hand' || source.name === '' ? howEntered[source.kind] : source.name;
  return row === null ? name : `${name}, row ${formatCount(row)}`;
}
