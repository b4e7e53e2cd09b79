// The scale of comparisons, 1 to 9 in both directions, and the words for it (after Saaty's verbal scale, 1977).

/** 2 to 9: the first matters that many times as much as the second; −2 to −9: the second as the first; 1: both alike. */
export type Judgement = number;

const words: Readonly<Record<number, string>> = {
  1: 'as much as',
  2: 'a little more than',
  3: 'somewhat more than',
  4: 'noticeably more than',
  5: 'clearly more than',
  6: 'considerably more than',
  7: 'much more than',
  8: 'very much more than',
  9: 'overwhelmingly more than',
};

/** From 1 (alike) to 9. */
export const oneWay: readonly Judgement[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** From the first mattering most, over alike, to the second mattering most. */
export const bothWays: readonly Judgement[] = [9, 8, 7, 6, 5, 4, 3, 2, 1, -2, -3, -4, -5, -6, -7, -8, -9];

/** How many times as much the first matters as the second: 9 down to 1/9. */
export function ratioOf(judgement: Judgement): number {
  return judgement > 0 ? judgement : -1 / judgement;
}

/** The same judgement said from the other side. */
export function reversed(judgement: Judgement): Judgement {
  return judgement === 1 ? 1 : -judgement;
}

/** The judgement nearest to a ratio, by how many times it is off. */
export function nearestJudgement(ratio: number): Judgement {
  const far = (judgement: Judgement) => Math.abs(Math.log(ratioOf(judgement) / ratio));
  return bothWays.reduce((best, judgement) => (far(judgement) < far(best) ? judgement : best));
}

/** "Accuracy matters clearly more than p95 latency"; whoever matters more is named first. */
export function sentenceOf(judgement: Judgement, first: string, second: string): string {
  const [a, b] = judgement > 0 ? [first, second] : [second, first];
  return `${a} matters ${words[Math.abs(judgement)] ?? ''} ${b}`;
}

/** "5 : 1", "1 : 1", "1 : 5". */
export function ratioText(judgement: Judgement): string {
  return judgement > 0 ? `${judgement}\u00a0:\u00a01` : `1\u00a0:\u00a0${-judgement}`;
}
