// What evidence is called that is offered while a round is voted on, and how it is offered again when the round is over.
import { countText } from '../../../shared/domain/format.ts';

/** A table that was pasted has no name of its own: "pasted table, 14 rows", without the row of column names. */
export function pastedName(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length;
  return `pasted table, ${countText(Math.max(0, lines - 1), 'row')}`;
}

/** A prediction log is told from a table of the same name. */
export const logName = (fileName: string): string => `log ${fileName}`;

/** A cube is told by its name: what it holds it says itself. */
export const isCubeName = (fileName: string): boolean => /\.cube\.json$/i.test(fileName);

/** Where something that came late is asked for again. */
export function wayOf(name: string): 'file' | 'paste' | 'predictions' {
  if (/^pasted table, [\d\p{Zs},.’']+ rows?$/u.test(name)) return 'paste';
  return name.startsWith(logName('')) ? 'predictions' : 'file';
}
