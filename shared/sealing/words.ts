// The six words that open a sealed ballot: 60 random bits and 6 check bits, eleven bits a word, from the English list of BIP 39.
// The check bits tell a slip of the pen from the words of another ballot, without a stored digest that would go round the slow key.
import { countInWords } from '../domain/format.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { wordlist } from '@scure/bip39/wordlists/english.js';

/** 2,048 words of 3 to 8 letters, sorted; the first four letters of each are its own. */
export const wordList: readonly string[] = wordlist;

const COUNT = 6;
const BITS = 11n;
const CHECK_BITS = 6n;
const ENTROPY_MASK = (1n << 60n) - 1n;
/** Letters that name a word of the list, so that no more need to be typed. */
const ENOUGH_LETTERS = 4;

const placeOf = new Map(wordList.map((word, i) => [word, i]));

/**
 * Six words, one blank between them: also what the key is made from.
 *
 * @param random eight random bytes; their lowest 60 bits count.
 */
export function wordsFrom(random: Uint8Array): string {
  if (random.length !== 8) throw new RangeError('Six words are made from eight bytes.');
  const entropy = random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) & ENTROPY_MASK;
  const bits = (entropy << CHECK_BITS) | checkOf(entropy);
  const words = Array.from({ length: COUNT }, (_, i) => {
    const place = (bits >> (BITS * BigInt(COUNT - 1 - i))) & ((1n << BITS) - 1n);
    return wordList[Number(place)]!;
  });
  return words.join(' ');
}

/** The top 6 bits of SHA-256("parley-words-1" ‖ the 60 bits as eight bytes, big-endian). */
function checkOf(entropy: bigint): bigint {
  const bytes = Uint8Array.from({ length: 8 }, (_, i) => Number((entropy >> BigInt(8 * (7 - i))) & 0xffn));
  return BigInt(sha256(concatBytes(utf8ToBytes('parley-words-1'), bytes))[0]! >> 2);
}

function checkPasses(places: readonly number[]): boolean {
  const bits = places.reduce((sum, place) => (sum << BITS) | BigInt(place), 0n);
  return checkOf(bits >> CHECK_BITS) === (bits & ((1n << CHECK_BITS) - 1n));
}

/** A typed word that is not on the list, its place from 1, and the words it may be. */
interface UnknownWord {
  at: number;
  word: string;
  near: string[];
}

export type ReadWords =
  | { ok: true; words: string }
  | { ok: false; why: 'count'; count: number; sentence: string }
  | { ok: false; why: 'unknown'; unknown: UnknownWord[]; sentence: string }
  /** `offer`: the same words in an order that passes the check, or null. */
  | { ok: false; why: 'check'; offer: string | null; sentence: string };

/**
 * Reads words as people type or paste them: capitals, numbers, commas and line ends do not matter, and four letters are enough.
 * Whether they open a ballot only the ballot can tell.
 */
export function readWords(typed: string): ReadWords {
  const parts = typed
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part !== '');
  if (parts.length !== COUNT) {
    return { ok: false, why: 'count', count: parts.length, sentence: countSentence(parts.length) };
  }
  const places = parts.map(placeFor);
  const unknown = parts.flatMap((word, i) => (places[i] === null ? [{ at: i + 1, word, near: nearWords(word) }] : []));
  if (unknown.length > 0) {
    const settled = unknown.length === 1 ? [withCheck(unknown[0]!, places)] : unknown;
    return { ok: false, why: 'unknown', unknown: settled, sentence: settled.map(unknownSentence).join(' ') };
  }
  const found = places as number[];
  const wordsOf = (order: readonly number[]) => order.map((place) => wordList[place]!).join(' ');
  if (checkPasses(found)) return { ok: true, words: wordsOf(found) };
  const swapped = found.slice(1).map((_, i) => found.with(i, found[i + 1]!).with(i + 1, found[i]!));
  const offered = swapped.find(checkPasses);
  const offer = offered ? wordsOf(offered) : null;
  const sentence = 'One of these words, or their order, is not as it was given.';
  return { ok: false, why: 'check', offer, sentence: offer ? `${sentence} Did you mean “${offer}”?` : sentence };
}

/** The place on the list, by the whole word or by its beginning; null where it is not there. */
function placeFor(word: string): number | null {
  const place = placeOf.get(word);
  if (place !== undefined) return place;
  return word.length < ENOUGH_LETTERS ? null : placeBeginningWith(word);
}

/** null where none begins so, or several do. */
function placeBeginningWith(start: string): number | null {
  const first = wordList.findIndex((word) => word.startsWith(start));
  return first < 0 || wordList[first + 1]?.startsWith(start) ? null : first;
}

/** The word that letters typed so far can only become, for completing it in the field; null while there are several or none. */
export function completeWord(start: string): string | null {
  const place = placeFor(start.toLowerCase());
  return place === null ? null : wordList[place]!;
}

/** Words at one slip: a letter missing, too many, another, or two neighbours swapped. */
function nearWords(word: string): string[] {
  return wordList.filter((listed) => isOneSlip(word, listed));
}

function isOneSlip(typed: string, listed: string): boolean {
  if (Math.abs(typed.length - listed.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === listed[start]) start++;
  const rest = typed.slice(start);
  const other = listed.slice(start);
  if (rest.slice(1) === other || rest === other.slice(1) || rest.slice(1) === other.slice(1)) return true;
  return rest.length > 1 && rest.slice(2) === other.slice(2) && rest[0] === other[1] && rest[1] === other[0];
}

/** Of several near words those with which the six pass the check; all of them where none does. */
function withCheck(unknown: UnknownWord, places: readonly (number | null)[]): UnknownWord {
  if (unknown.near.length < 2) return unknown;
  const passing = unknown.near.filter((word) =>
    checkPasses(places.map((place, i) => (i === unknown.at - 1 ? placeOf.get(word)! : place!))),
  );
  return passing.length === 0 ? unknown : { ...unknown, near: passing };
}

function unknownSentence({ word, near }: UnknownWord): string {
  const sentence = `“${word}” is not one of Parley's words.`;
  if (near.length === 0 || near.length > 3) return sentence;
  const offered = near.map((each) => `“${each}”`);
  const last = offered.pop()!;
  return `${sentence} Did you mean ${offered.length === 0 ? last : `${offered.join(', ')} or ${last}`}?`;
}

function countSentence(count: number): string {
  if (count === 0) return 'Six words are needed.';
  return `Six words are needed; ${count === 1 ? 'this is' : 'these are'} ${countInWords(count)}.`;
}
