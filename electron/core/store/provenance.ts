// How the sources of a metric's values are stored: as runs ("rows 2 to 100,001 of source 3"), which take hardly any room, or as
// one entry per candidate where runs would take more.

interface Provenance {
  /** The source of each value; 0 where it has none. */
  sourceIds: Int32Array;
  /** Its 1-based record there; 0 where it has none. */
  sourceRows: Int32Array;
}

/** First element of the form with runs. No source or record is below 0, so it cannot be mistaken. */
const runsFollow = -1;

/**
 * The shorter of both forms. As runs: after the mark, per run two numbers each: source and how many candidates; first record and
 * by how much it grows from one candidate to the next, 0 or 1. Both arrays stay equally long. O(candidates).
 */
export function packed({ sourceIds, sourceRows }: Provenance): Provenance {
  const ids = [runsFollow];
  const rows = [runsFollow];
  for (let from = 0; from < sourceIds.length;) {
    if (ids.length + 2 >= sourceIds.length) return { sourceIds, sourceRows };
    const source = sourceIds[from]!;
    const first = sourceRows[from]!;
    const step = sourceIds[from + 1] === source && sourceRows[from + 1] === first + 1 ? 1 : 0;
    let to = from + 1;
    while (sourceIds[to] === source && sourceRows[to] === first + step * (to - from)) to += 1;
    ids.push(source, to - from);
    rows.push(first, step);
    from = to;
  }
  return ids.length < sourceIds.length
    ? { sourceIds: Int32Array.from(ids), sourceRows: Int32Array.from(rows) }
    : { sourceIds, sourceRows };
}

/**
 * One entry per candidate, from either form. Runs that do not add up to that many, as in a file that somebody tampered with, are
 * returned as they are; vetting then notices that their number is not that of the candidates. O(candidates).
 */
export function unpacked(kept: Provenance, candidates: number): Provenance {
  const { sourceIds: ids, sourceRows: rows } = kept;
  if (ids[0] !== runsFollow) return kept;
  let sum = 0;
  for (let at = 1; at < ids.length; at += 2) {
    const count = ids[at + 1] ?? 0;
    if (count < 1) return kept;
    sum += count;
  }
  if (sum !== candidates || ids.length !== rows.length) return kept;
  const sourceIds = new Int32Array(candidates);
  const sourceRows = new Int32Array(candidates);
  for (let at = 1, place = 0; at < ids.length; at += 2) {
    const [source, first, step] = [ids[at]!, rows[at]!, rows[at + 1]!];
    for (const end = place + ids[at + 1]!, from = place; place < end; place += 1) {
      sourceIds[place] = source;
      sourceRows[place] = first + step * (place - from);
    }
  }
  return { sourceIds, sourceRows };
}
