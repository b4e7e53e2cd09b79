// In which parts a cube counts, and how much it is at most. Apart from its schema, so that measures carry no schema library.

/** Weights are counted in millionths, and scores in so many parts of the width of their range. */
export const WEIGHT_PARTS = 1_000_000;
export const SCORE_PARTS = 2 ** 32;
/** Bins of equal width: ten times a power of two, so that ten bins of calibration are each made of whole ones. */
export const SCORE_BINS = 5120;
/** Up to so many different scores are counted each by itself, and nothing is lost. */
export const MOST_SCORES = 65_536;
/** More cells than this are no summary. */
export const MOST_CELLS = 100_000;

/** More rows than this are not measured: samples of them are drawn as 32-bit counts. */
export const MOST_ROWS = 2 ** 31 - 1;
