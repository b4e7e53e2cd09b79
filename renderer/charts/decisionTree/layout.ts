// Where the nodes of a tree stand when it is read from left to right: a column per question, a row per end.
import type { Tree } from '../../../shared/measures/surrogate/tree.ts';
import { isLeaf } from '../../../shared/measures/surrogate/tree.ts';

export interface TreePlace {
  node: number;
  /** Questions asked before. */
  level: number;
  leaf: boolean;
  /** Left edge and middle. */
  x: number;
  y: number;
  width: number;
}
export interface TreeBranch {
  to: number;
  path: string;
  /** As thick as the share of rows that goes this way. */
  thickness: number;
}
export interface TreeLayout {
  places: TreePlace[];
  branches: TreeBranch[];
  height: number;
}

export const ROW = 46;
const GAP = 30;
const THICKEST = 12;

/**
 * The tree cut at `depth`; places in reading order, each before its children.
 * @param rows  per node how many rows pass it.
 * @param wide  how wide the text of a node is at most; its branches start behind it.
 */
export function treeLayout(
  tree: Tree,
  depth: number,
  rows: Int32Array,
  width: number,
  wide: (node: number) => number,
): TreeLayout {
  const places: TreePlace[] = [];
  let ends = 0;
  let deepest = 0;
  const walk = (node: number, level: number): TreePlace => {
    deepest = Math.max(deepest, level);
    const leaf = isLeaf(tree, node, depth);
    const place = { node, level, leaf, x: 0, y: 0, width: 0 };
    places.push(place);
    if (leaf) place.y = (ends++ + 0.5) * ROW;
    else {
      const [left, right] = [0, 1].map((side) => walk(tree.left[node]! + side, level + 1));
      place.y = (left!.y + right!.y) / 2;
    }
    return place;
  };
  walk(0, 0);
  // The root says little, an end says most.
  const column = width / (deepest + 1.4);
  const startOf = (level: number) => (level === 0 ? 0 : (level - 0.2) * column);
  for (const place of places) {
    place.x = startOf(place.level);
    const end = place.leaf ? width : startOf(place.level + 1) - GAP;
    place.width = Math.max(0, Math.min(end, place.x + 1.7 * column) - place.x);
  }
  const byNode = new Map(places.map((place) => [place.node, place]));
  const total = Math.max(1, rows[0] ?? 0);
  const branches = places.flatMap(({ node, leaf, x, y, width: own }) => {
    if (leaf) return [];
    return [0, 1].map((side) => {
      const child = byNode.get(tree.left[node]! + side)!;
      const from = x + Math.min(own, wide(node)) + 6;
      const to = child.x - 6;
      const middle = (from + to) / 2;
      return {
        to: child.node,
        path: `M${from} ${y}C${middle} ${y} ${middle} ${child.y} ${to} ${child.y}`,
        thickness: Math.max(1, (THICKEST * rows[child.node]!) / total),
      };
    });
  });
  return { places, branches, height: ends * ROW };
}
