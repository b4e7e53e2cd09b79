// Tags in a cell: words set apart by commas or semicolons, as Weights & Biases and people write them.
import { words } from '../text/problems.ts';

const longestTag = 200;
const mostTags = 100;
/** A list as Python or JSON writes it: "['a', 'b']". */
const quoted = /^(["'])(.*)\1$/;

/** The tags in the cells of one row, each once, in their order. */
export function tagsIn(cells: readonly string[]): string[] {
  const tags = new Set<string>();
  for (const cell of cells) {
    const body = cell.trim();
    const inside = body.startsWith('[') && body.endsWith(']') ? body.slice(1, -1) : body;
    for (const part of inside.split(/[,;]/)) {
      const tag = words(words(part).replace(quoted, '$2'));
      if (tag !== '' && tag.length <= longestTag && tags.size < mostTags) tags.add(tag);
    }
  }
  return [...tags];
}
