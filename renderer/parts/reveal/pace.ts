// How far the show of a reveal has got: whoever leads may skip a part, and the windows for the room on the same computer follow.

/** One show in one window. */
export interface Pace {
  /** Tells the windows for the room how far it has got. */
  tell: (step: number) => void;
  /** Ends it. */
  close: () => void;
}

/**
 * @param review  the handle of the review, which is random: other reviews, and other windows of this browser, hear nothing.
 * @param heard   is told how far the leader's window has got, where this window follows it.
 */
export function paceOf(review: string, round: number, heard: ((step: number) => void) | null): Pace {
  const channel = new BroadcastChannel(`parley.reveal.${review}.${round}`);
  if (heard) {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'number' && Number.isInteger(data)) heard(data);
    };
  }
  return { tell: (step) => channel.postMessage(step), close: () => channel.close() };
}
