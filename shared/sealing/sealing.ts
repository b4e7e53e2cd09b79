// Sealing and opening a ballot, the same for the page, the core and the form. Two implementations of the cipher stand behind it
// (noble here, node:crypto in the core); both give the same bytes.
import { concatBytes } from '@noble/hashes/utils.js';
import type { RoundBasis } from '../domain/round.ts';
import { ballotBytes, ballotProblem, readBallot, type PlainBallot } from './ballot.ts';
import {
  BLIND_LENGTH,
  BOX_LENGTH,
  KEY_LENGTH,
  NONCE_LENGTH,
  SALT_LENGTH,
  aadOf,
  innerOf,
  partsOf,
  type BallotPlace,
} from './layout.ts';

/** The parameters of scrypt belong to version 1 of a ballot. They are never read from a file: N = 2^30 in one would stop the host. */
export const SCRYPT = { N: 2 ** 16, r: 8, p: 1, dkLen: KEY_LENGTH } as const;

/** AES-256-GCM and SHA-256. */
export interface SealingCipher {
  digest: (bytes: Uint8Array) => Uint8Array;
  encrypt: (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plain: Uint8Array) => Uint8Array;
  /** null where the tag does not fit: another key, another place, or a changed box. */
  decrypt: (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, box: Uint8Array) => Uint8Array | null;
}

/** A ballot in its box, as the review file holds it. */
export interface SealedBox {
  salt: Uint8Array;
  nonce: Uint8Array;
  commitment: Uint8Array;
  box: Uint8Array;
}

/** Random bytes of a seal; every sealing takes fresh ones, also of the same ballot. */
export interface SealRandom {
  salt: Uint8Array;
  nonce: Uint8Array;
  blind: Uint8Array;
}

/** @param random cuts so many bytes from a cryptographic source. */
export const sealRandom = (random: (length: number) => Uint8Array): SealRandom => ({
  salt: random(SALT_LENGTH),
  nonce: random(NONCE_LENGTH),
  blind: random(BLIND_LENGTH),
});

/**
 * @param key made from the words and `random.salt`.
 * @throws RangeError where the ballot is too long for a box, or is given for another place.
 */
export function sealBallot(
  cipher: SealingCipher,
  key: Uint8Array,
  ballot: PlainBallot,
  formId: Uint8Array,
  { salt, nonce, blind }: SealRandom,
): SealedBox {
  const json = ballotBytes(ballot);
  const { review, round, role, basis } = ballot;
  const inner = innerOf(blind, json);
  const box = cipher.encrypt(key, nonce, aadOf({ review, round, role, basis, formId }), inner);
  inner.fill(0);
  return { salt, nonce, box, commitment: cipher.digest(concatBytes(blind, json)) };
}

/** Why an opened box holds no ballot of this round. */
export type VoidReason =
  /** It is not what the trail was told when it was sealed. */
  | 'commitment'
  /** It is no ballot, or is not written as Parley writes one. */
  | 'unreadable'
  /** It was given for another review, round, role or basis. */
  | 'elsewhere'
  /** It does not answer what was asked. */
  | 'content';

export type OpenedBox =
  | { state: 'opened'; ballot: PlainBallot; json: Uint8Array }
  | { state: 'refused' }
  | { state: 'void'; why: VoidReason };

/** Opens a box. `refused`: not with this key, or the box was changed; only what fails after that makes a ballot void. */
export function openBox(
  cipher: SealingCipher,
  key: Uint8Array,
  { nonce, commitment, box }: Omit<SealedBox, 'salt'>,
  place: BallotPlace,
  basis: Pick<RoundBasis, 'objectives' | 'metrics' | 'candidates'>,
): OpenedBox {
  const inner = box.length === BOX_LENGTH ? cipher.decrypt(key, nonce, aadOf(place), box) : null;
  if (!inner) return { state: 'refused' };
  const { blind, json } = partsOf(inner);
  inner.fill(0);
  if (!sameDigest(cipher.digest(concatBytes(blind, json)), commitment)) return { state: 'void', why: 'commitment' };
  const ballot = readBallot(json);
  if (!ballot) return { state: 'void', why: 'unreadable' };
  const { review, round, role } = place;
  if (ballot.review !== review || ballot.round !== round || ballot.role !== role || ballot.basis !== place.basis) {
    return { state: 'void', why: 'elsewhere' };
  }
  if (ballotProblem(ballot, basis) !== null) return { state: 'void', why: 'content' };
  return { state: 'opened', ballot, json };
}

/** In a time that does not depend on where they differ. */
function sameDigest(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ (b[i] ?? 0);
  return difference === 0;
}
