// The seed of every bootstrap, stated on screen and in the provenance, so that anybody gets the same intervals.
export const SEED = 1;
