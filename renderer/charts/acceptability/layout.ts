// Rows and cells of the rank-acceptability table: how often each finalist comes at each rank, and how dark its cell is.

interface AcceptabilityCell {
  /** 1-based; 0 stands for every rank after those shown. */
  rank: number;
  /** 0 to 1. */
  probability: number;
  /** Percent as written: "71", "<1", "" for never. */
  text: string;
  /** 0 to 1 for the shade, by the square root, so that a few percent are seen. */
  shade: number;
}

export interface AcceptabilityRow {
  /** Candidate index. */
  candidate: number;
  cells: readonly AcceptabilityCell[];
}

/**
 * @param candidates    in the order of the rows.
 * @param probabilities of each candidate for each rank, first rank first; what is missing to 1 went to ranks not counted.
 * @param most          ranks with a column of their own; the rest shares one where it ever happens.
 */
export function acceptabilityRows(
  candidates: readonly number[],
  probabilities: readonly ArrayLike<number>[],
  most: number,
): { ranks: readonly number[]; rows: readonly AcceptabilityRow[] } {
  const counted = probabilities.reduce((longest, row) => Math.max(longest, row.length), 0);
  const shown = Math.min(most, counted);
  const later = probabilities.map((row) => {
    let sum = 0;
    for (let rank = 0; rank < Math.min(shown, row.length); rank++) sum += row[rank]!;
    return Math.max(0, 1 - sum);
  });
  // Rounding leaves crumbs; a column for them would say something that never happened.
  const ranks = Array.from({ length: shown }, (_, rank) => rank + 1);
  if (later.some((share) => share > 1e-9)) ranks.push(0);
  const rows = candidates.map((candidate, k) => ({
    candidate,
    cells: ranks.map((rank) => cell(rank, rank === 0 ? later[k]! : (probabilities[k]![rank - 1] ?? 0))),
  }));
  return { ranks, rows };
}

function cell(rank: number, probability: number): AcceptabilityCell {
  return { rank, probability, text: percentText(probability), shade: Math.sqrt(Math.min(1, probability)) };
}

/** "71", "<1", ">99", "100", "" for never: in percent, without the sign. */
export function percentText(probability: number): string {
  if (Number.isNaN(probability)) return '—';
  if (probability <= 1e-9) return '';
  if (probability >= 1 - 1e-9) return '100';
  const rounded = Math.round(probability * 100);
  return rounded === 0 ? '<1' : rounded === 100 ? '>99' : String(rounded);
}
