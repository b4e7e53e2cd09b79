// Where values came from, in words.
import type { Source } from '../../../shared/domain/catalog.ts';

export const howEntered: Record<Source['kind'], string> = {
  file: 'Imported from a file',
  paste: 'Pasted',
  hand: 'Entered by hand',
  sample: 'Sample data',
};

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** "14 Jun 2027, 09:05", where the person is. */
export function timeText(at: string): string {
  return time.format(new Date(at));
}

/** "runs.csv, row 12", or how it was entered where there is no file to name. */
export function originText(source: Source, row: number | null): string {
  const name = source.kind === 'hand' || source.name === '' ? howEntered[source.kind] : source.name;
  return row === null ? name : `${name}, row ${row.toLocaleString('en')}`;
}
