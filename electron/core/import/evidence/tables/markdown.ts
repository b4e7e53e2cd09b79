// Tables in Markdown (GitHub's), alone or in prose.
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gridOf } from './grid.ts';
import type { DocumentTable } from './grid.ts';

/** What of the tree is of use here; the library's own types say more. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
  position?: { start: { line: number } } | undefined;
}

/** The tables, each with the line it begins on. O(characters). */
export function markdownTables(text: string): DocumentTable[] {
  const tree: Node = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  return tablesIn(tree).flatMap((table) => {
    const rows = (table.children ?? []).map((row) => ({
      cells: (row.children ?? []).map(textOf),
      line: row.position?.start.line ?? 1,
    }));
    return split(rows).map((part) => ({
      line: part[0]?.line ?? 1,
      grid: {
        ...gridOf(
          part.map(({ cells }) => cells),
          1,
        ),
        places: part.map(({ line }) => line),
      },
    }));
  });
}

const tablesIn = (node: Node): Node[] =>
  node.type === 'table' ? [node] : (node.children ?? []).flatMap((child) => tablesIn(child));

interface Row {
  cells: string[];
  line: number;
}

/** Without a blank line between them two tables are one to a parser: a row of dashes says where the second began, one row earlier. */
function split(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = [[]];
  for (const row of rows) {
    if (row.cells.every((cell) => /^:?-+:?$/.test(cell.trim()))) {
      const header = parts.at(-1)!.pop();
      parts.push(header ? [header] : []);
    } else parts.at(-1)!.push(row);
  }
  return parts.filter((part) => part.length > 1);
}

/** The words of a cell: without its emphasis, its links' addresses, and what is raised as a footnote mark. */
function textOf(cell: Node): string {
  let text = '';
  let raised = 0;
  const walk = (node: Node): void => {
    if (node.type === 'html') {
      if (/^<sup/i.test(node.value ?? '')) raised += 1;
      else if (/^<\/sup/i.test(node.value ?? '')) raised -= 1;
      else if (/^<br/i.test(node.value ?? '')) text += ' ';
    } else if (node.type === 'break') text += ' ';
    else if (node.value !== undefined && raised <= 0) text += node.value;
    for (const child of node.children ?? []) walk(child);
  };
  walk(cell);
  return text;
}
