// The words of a name → what each means, with the longest phrases first; words of other languages are put into English.
import { longestPhrase, phraseOf, wordOf } from './lexicon.ts';
import type { WordSense } from './lexicon.ts';
import { inEnglish } from './otherLanguages.ts';
import type { NameToken } from './tokens.ts';

export type NameItem =
  | { sense: WordSense; text: string }
  /** A number, an unknown word, the end of a part. */
  | { sense: { as: 'figure' | 'unknown' | 'break' }; text: string };

/** A number with or without letters behind ("10", "95th", "128k"), or a kind of number ("fp16", "int8"). */
const figure = /^(?:\d+(?:point\d+)?(?:\p{L}{1,3})?|(?:fp|bf|int|uint|tf|nf)\d{1,2})$/u;
const percentile = /^(?:p|q|pct|perc|percentile|quantile)\d{1,3}(?:point\d+|_\d)?$|^\d{2}(?:point\d+)?th$|^\d{1,2}th$/;
/** "P@5", "R_100", "HR@10": short for precision, recall and hit rate only before a number. */
const beforeFigure: Record<string, string> = {
  p: 'precision',
  r: 'recall',
  hr: 'hit rate',
  err: 'ndcg',
  acc: 'acc',
  rank: 'rank1',
  recall: 'recall',
  h: 'hit rate',
};

/** The phrases of a name, in order. O(words × longest phrase). */
export function itemsOf(pieces: readonly NameToken[]): NameItem[] {
  const tokens = translated(pieces);
  const items: NameItem[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]!;
    if (token.break) {
      items.push({ sense: { as: 'break' }, text: token.text });
      at += 1;
      continue;
    }
    const found = longestAt(tokens, at);
    const single = found === null || found.words === 1 ? cutoff(tokens, at) : null;
    if (single) {
      items.push(single);
      at += 1;
    } else if (found) {
      items.push({ sense: found.sense, text: found.text });
      at += found.words;
    } else {
      items.push(alone(token.text));
      at += 1;
    }
  }
  return items;
}

function alone(text: string): NameItem {
  if (percentile.test(text)) return { sense: { as: 'statistic' }, text };
  if (figure.test(text)) return { sense: { as: 'figure' }, text };
  const word = wordOf(text);
  return word ? { sense: word.sense, text: word.phrase } : { sense: { as: 'unknown' }, text };
}

/** A short name before "@" and a number, or before a number: "R@1", "P_30", "HR@10", "Rank-1". */
function cutoff(tokens: readonly NameToken[], at: number): NameItem | null {
  const long = beforeFigure[tokens[at]!.text];
  if (long === undefined) return null;
  const next = tokens[at + 1]?.text;
  const number = next === 'at' ? tokens[at + 2]?.text : next;
  const isCutoff =
    number !== undefined && /^(?:\d{1,4}|k)$/.test(number) && (next === 'at' || tokens[at]!.text !== 'err');
  // "R 2" is the coefficient of determination; both are wanted large.
  return isCutoff ? { sense: { as: 'measure', wanted: 'max', share: true }, text: long } : null;
}

function longestAt(tokens: readonly NameToken[], at: number): { sense: WordSense; text: string; words: number } | null {
  for (let words = Math.min(longestPhrase + 2, tokens.length - at); words > 0; words -= 1) {
    const window = tokens.slice(at, at + words);
    if (window.some((token) => token.break)) continue;
    const texts = window.map(({ text }) => text);
    const found = phraseOf(texts.join(''));
    if (!found) continue;
    // "time s" is not "times": letters are put together only as they are listed, or where a capital letter alone parts them.
    const listed = texts.join(' ') === found.phrase;
    const apart = window.slice(1).some(({ glued }) => !glued);
    if (!listed && apart && texts.some((text) => text.length < 2 && !/\d/.test(text))) continue;
    if (!listed && words > 1 && found.words === 1 && apart && found.phrase.length < 5 && !/^\d+$/.test(texts.at(-1)!))
      continue;
    return { sense: found.sense, text: found.phrase, words };
  }
  return null;
}

/** English words stay; others are looked up, alone and with the word behind. */
function translated(pieces: readonly NameToken[]): NameToken[] {
  const tokens: NameToken[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]!;
    const next = pieces[at + 1];
    const pair = piece.break || !next || next.break ? null : inEnglish(`${piece.text} ${next.text}`);
    const isEnglish = piece.break || figure.test(piece.text) || wordOf(piece.text) !== null;
    const words = pair ?? (isEnglish ? null : inEnglish(piece.text));
    if (words === null) tokens.push(piece);
    else tokens.push(...words.map((text) => ({ text, glued: false })));
    if (pair) at += 1;
  }
  return tokens;
}
