// The tally of what a model does to answer one request, and the list of what it did to be fitted. Latency and cost are
// worked out from these counts, so that they are the same on every machine.

export interface Work {
  /** Multiplications with an addition, and steps as costly. */
  multiplyAdds: number;
  /** Reads of memory at unforeseeable places: table look-ups, nodes of trees. */
  lookups: number;
  /** Round trips to the store of diners' profiles: vectors, past visits. One after another. */
  profileTrips: number;
  /** Round trips to the store of restaurants' live features. */
  featureTrips: number;
  /** Rows read from either store. */
  rows: number;
  /** Network hops to further services behind the first. */
  hops: number;
}

export const noWork = (): Work => ({ multiplyAdds: 0, lookups: 0, profileTrips: 0, featureTrips: 0, rows: 0, hops: 0 });
