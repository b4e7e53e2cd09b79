// Which language a text with tables in it is written in, and its tables. A parser is loaded only for the text that needs it.
import type { DocumentTable } from './grid.ts';

const page = /^\s*\ufeff?</;
const html = /<table[\s>]/i;
const latex = /\\begin\{(?:tabular\*?|tabularx|tabulary|longtable|array)\}/;
/** A line of dashes under a line of cells. */
const markdown = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$/m;

/**
 * The tables in a page, a paper or a Markdown text, in order.
 *
 * @returns null where the text is none of them.
 * O(characters).
 */
export async function documentTables(text: string): Promise<DocumentTable[] | null> {
  if (page.test(text) && html.test(text)) return (await import('./html.ts')).htmlTables(text);
  if (latex.test(text)) return (await import('./latex.ts')).latexTables(text);
  if (markdown.test(text)) return (await import('./markdown.ts')).markdownTables(text);
  return null;
}
