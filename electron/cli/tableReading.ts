// What is to be said of how a table was read.

/** Remarks, and the metrics by which nobody is compared. */
export interface TableReading {
  notes: readonly string[];
  /** Metrics that are no objectives: another one counts the same, or there are enough without them. */
  doubles: readonly string[];
  beyond: readonly string[];
  /** All candidates have the same value. */
  constant: readonly string[];
  /** Nobody has said which way is better. */
  undirected: readonly string[];
  /** Most candidates have no value. */
  sparse: readonly string[];
}

/** Of a review, which is not read from a table. */
export const noReading: TableReading = { notes: [], doubles: [], beyond: [], constant: [], undirected: [], sparse: [] };
