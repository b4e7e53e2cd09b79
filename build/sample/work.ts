// The tally of what a model does to answer one request, and the list of what it did to be fitted. Latency and cost are
// worked out from these counts, so that they are the same on every machine.

export interface Work {
  /** Multiplications with an addition, and steps as costly. */
  multiplyAdds: number;
  /** Reads of memory at unforeseeable places: table look-ups, nodes of trees. */
  lookups: number;
  /** Restaurants whose live features were read from the feature store. */
  rows: number;
  /** Round trips to the feature store, one after another. */
  trips: number;
  /** Network hops to further services behind the first. */
  hops: number;
}

export const noWork = (): Work => ({ multiplyAdds: 0, lookups: 0, rows: 0, trips: 0, hops: 0 });
