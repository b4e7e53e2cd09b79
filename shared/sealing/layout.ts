// The bytes of a sealed ballot, all of fixed size, so that a sealed row looks like an empty one. Lengths are in bytes.
//
//   aad    88      "parley-ballot-1" 0x00 | review UUID 16 | round u32 BE | role u32 BE | basis 32 | form id 16
//   inner  32,768  blind 32 | canonical JSON, 1 to 32,000, then blanks up to the end
//   box    32,784  AES-256-GCM(key, nonce 12, aad) of inner, then its tag 16
import { concatBytes, createView, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export const KEY_LENGTH = 32;
export const SALT_LENGTH = 16;
export const NONCE_LENGTH = 12;
export const FORM_ID_LENGTH = 16;
export const COMMITMENT_LENGTH = 32;
export const TAG_LENGTH = 16;
export const BLIND_LENGTH = 32;
const INNER_LENGTH = 32_768;
export const BOX_LENGTH = INNER_LENGTH + TAG_LENGTH;
/** Most bytes of a ballot's JSON. */
export const MOST_BALLOT_BYTES = 32_000;

const BLANK = 0x20;
const CLOSING_BRACE = 0x7d;

/** What a ballot is given for. A box opens for exactly this. */
export interface BallotPlace {
  /** UUID of the review, lower case. */
  review: string;
  round: number;
  role: number;
  /** Digest of the round's basis, hexadecimal. */
  basis: string;
  formId: Uint8Array;
}

/** The additional data that the cipher binds the box to. */
export function aadOf({ review, round, role, basis, formId }: BallotPlace): Uint8Array {
  const numbers = new Uint8Array(8);
  const view = createView(numbers);
  view.setUint32(0, round, false);
  view.setUint32(4, role, false);
  const id = hexToBytes(review.replaceAll('-', ''));
  const digest = hexToBytes(basis);
  if (id.length !== 16 || digest.length !== 32 || formId.length !== FORM_ID_LENGTH) {
    throw new RangeError('A ballot is bound to a review, a basis and a form of fixed lengths.');
  }
  return concatBytes(utf8ToBytes('parley-ballot-1\0'), id, numbers, digest, formId);
}

/** @param json canonical, at most `MOST_BALLOT_BYTES`. */
export function innerOf(blind: Uint8Array, json: Uint8Array): Uint8Array {
  if (blind.length !== BLIND_LENGTH || json.length === 0 || json.length > MOST_BALLOT_BYTES) {
    throw new RangeError('This does not fit into a box.');
  }
  const inner = new Uint8Array(INNER_LENGTH).fill(BLANK);
  inner.set(blind);
  inner.set(json, BLIND_LENGTH);
  return inner;
}

/** Copies of the two parts of an opened box; the JSON ends at its last closing brace, and is empty where there is none. */
export function partsOf(inner: Uint8Array): { blind: Uint8Array; json: Uint8Array } {
  const end = inner.lastIndexOf(CLOSING_BRACE);
  // Not slice(), which in a Buffer of Node is no copy.
  const copy = (from: number, to: number) => Uint8Array.from(inner.subarray(from, to));
  return { blind: copy(0, BLIND_LENGTH), json: copy(BLIND_LENGTH, Math.max(end + 1, BLIND_LENGTH)) };
}
