// The `.ballot` file, and the same as text to paste into a mail. Writing is exact; reading takes what mail programs do to text.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesToUtf8 } from '@noble/ciphers/utils.js';
import { deflateSync, inflateSync } from 'fflate';
import { z } from 'zod';
import { digest } from '../domain/ids.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { BOX_LENGTH, COMMITMENT_LENGTH, FORM_ID_LENGTH, NONCE_LENGTH, SALT_LENGTH } from './layout.ts';
import type { SealedBox } from './sealing.ts';

/** Most characters of a file's JSON. */
const MOST_TEXT = 65_536;
/** Most characters of a mail with a ballot in it: quoting and double spacing make it longer. */
export const MOST_PASTED = 400_000;
const LINE = 64;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const shortText = z.string().max(200);

const ballotHeader = z.strictObject({
  parley: z.literal('ballot'),
  v: z.literal(1),
  /** UUID and title of the review. */
  review: z.uuid(),
  title: shortText,
  round: z.int().min(1).max(20),
  roundBasis: digest,
  role: z.strictObject({ id: z.int().min(1).max(2_147_483_647), name: shortText }),
  formId: hex(FORM_ID_LENGTH),
  by: shortText,
  madeAt: z.iso.datetime({ precision: 3 }),
  commitment: hex(COMMITMENT_LENGTH),
  salt: hex(SALT_LENGTH),
  nonce: hex(NONCE_LENGTH),
});
const ballotFile = ballotHeader.extend({ box: z.string().max(50_000) });

/** What a ballot file says outside its seal. */
export type BallotHeader = Omit<z.infer<typeof ballotHeader>, 'commitment' | 'salt' | 'nonce' | 'parley' | 'v'>;

export interface BallotFile {
  header: BallotHeader;
  sealed: SealedBox;
}

/** The JSON of a `.ballot` file, about 44 kB. Equal content gives equal text. */
export function writeBallotFile({ header, sealed }: BallotFile): string {
  return JSON.stringify({
    parley: 'ballot',
    v: 1,
    review: header.review,
    title: header.title,
    round: header.round,
    roundBasis: header.roundBasis,
    role: { id: header.role.id, name: header.role.name },
    formId: header.formId,
    by: header.by,
    madeAt: header.madeAt,
    commitment: bytesToHex(sealed.commitment),
    salt: bytesToHex(sealed.salt),
    nonce: bytesToHex(sealed.nonce),
    box: toBase64(sealed.box),
  });
}

/** The same to paste into a mail: about 45 kB in 700 lines. */
export function writeBallotText(file: BallotFile): string {
  const json = utf8ToBytes(writeBallotFile(file));
  const base64 = toBase64(deflateSync(json));
  const lines = base64.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return ['-----BEGIN PARLEY BALLOT-----', ...lines, `-----END PARLEY BALLOT ${checksum(json)}-----`, ''].join('\n');
}

const checksum = (json: Uint8Array) => bytesToHex(sha256(json)).slice(0, 8);

export type ReadBallotFile =
  { ok: true; file: BallotFile } | { ok: false; why: 'notBallot' | 'newer' | 'cutOff' | 'damaged'; sentence: string };

const failures = {
  notBallot: 'This is no ballot of Parley.',
  newer: 'This ballot was made by a newer Parley. Update this one, then bring the ballot in.',
  cutOff: 'This text was cut off: its last line is missing. Copy all of it, from BEGIN to END.',
  damaged: 'This file was cut off or changed on its way (its seal does not fit). Ask for it again.',
} as const;
const failed = (why: keyof typeof failures): ReadBallotFile => ({ ok: false, why, sentence: failures[why] });

/** Reads the text of a file, or of a mail that a ballot was pasted into. Says nothing about whether the ballot counts. */
export function readBallotFile(text: string): ReadBallotFile {
  if (text.length > MOST_PASTED) return failed('notBallot');
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  return trimmed.startsWith('{') ? readJson(trimmed) : readPasted(trimmed);
}

function readPasted(text: string): ReadBallotFile {
  const begin = /BEGIN PARLEY BALLOT/.exec(text);
  if (!begin) return failed('notBallot');
  const rest = text.slice(begin.index + begin[0].length);
  const end = /END\s+PARLEY\s+BALLOT\s+([0-9a-f]{8})/.exec(rest);
  if (!end) return failed('cutOff');
  // A line may be quoted, indented, or end in the "=" of quoted-printable; what is no base64 is not the ballot's.
  const base64 = rest
    .slice(0, end.index)
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^[>\s\u00a0]+/, '').replace(/=?\s*$/, ''))
    .join('')
    .replaceAll(/[^A-Za-z0-9+/]/g, '');
  const bytes = fromBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
  if (!bytes || base64.length > 2 * MOST_TEXT) return failed('damaged');
  try {
    const json = inflateSync(bytes, { out: new Uint8Array(MOST_TEXT) });
    return checksum(json) === end[1] ? readJson(bytesToUtf8(json)) : failed('damaged');
  } catch {
    return failed('damaged');
  }
}

function readJson(text: string): ReadBallotFile {
  if (text.length > MOST_TEXT) return failed('damaged');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed(text.includes('"parley"') ? 'damaged' : 'notBallot');
  }
  if (typeof value !== 'object' || value === null || !('parley' in value) || value.parley !== 'ballot') {
    return failed('notBallot');
  }
  if ('v' in value && typeof value.v === 'number' && value.v > 1) return failed('newer');
  const read = ballotFile.safeParse(value);
  const box = read.success ? fromBase64(read.data.box) : null;
  if (!read.success || box?.length !== BOX_LENGTH) return failed('damaged');
  const { review, title, round, roundBasis, role, formId, by, madeAt, commitment, salt, nonce } = read.data;
  return {
    ok: true,
    file: {
      header: { review, title, round, roundBasis, role, formId, by, madeAt },
      sealed: { commitment: hexToBytes(commitment), salt: hexToBytes(salt), nonce: hexToBytes(nonce), box },
    },
  };
}
