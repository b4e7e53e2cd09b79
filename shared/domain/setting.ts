// What a person at a screen has chosen for how things read there, and everybody else has not.

let everybody = 0;

export interface Setting<T> {
  /** What counts now. Where the source is reactive, whoever asks follows it. */
  now(): T;
  /** Says where the choice is to be read from. The page does so once; nothing else of the app ever does. */
  follow(source: () => T): void;
}

/** @param standard  what counts where nobody chose: in files, records, exports and the command line. */
export function setting<T>(standard: T): Setting<T> {
  let source: (() => T) | null = null;
  return {
    now: () => (everybody > 0 || source === null ? standard : source()),
    follow(read) {
      source = read;
    },
  };
}

/** Runs `make` without anybody's choices: for text that is kept in a review, copied or handed over, and read by others. */
export function forEverybody<T>(make: () => T): T {
  everybody += 1;
  try {
    return make();
  } finally {
    everybody -= 1;
  }
}
