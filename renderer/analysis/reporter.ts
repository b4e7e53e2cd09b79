// How an analysis tells of its progress while it runs. Apart from the protocol, which names every analysis.

export interface Reporter<T> {
  /** 0 to 1. */
  progress(fraction: number): void;
  /** A whole result of less work: shown at once, replaced by the next. */
  partial(output: T): void;
}
