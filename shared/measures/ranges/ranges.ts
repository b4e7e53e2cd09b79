// Ranges that are to hold a number: how many hold it, how wide they are, and what both cost together.

/** Whether the range holds the label, both ends included. */
export const holds = (label: number, low: number, high: number): boolean => low <= label && label <= high;

/**
 * The interval score of one case: the width, and where the label is outside 2/α times how far, α being the share that may be missed.
 * Smaller is better; on average it is smallest for the ends of the true central range. Winkler (1972), J. Am. Stat. Assoc.
 * 67(337):187–191; Gneiting & Raftery (2007), J. Am. Stat. Assoc. 102(477):359–378, section 6.2.
 * @param level  the share of cases that ranges are to hold, within 0 … 1.
 */
export function intervalScore(label: number, low: number, high: number, level: number): number {
  const missed = label < low ? low - label : label > high ? label - high : 0;
  return high - low + (2 / (1 - level)) * missed;
}
