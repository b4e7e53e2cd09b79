// Sealing in both implementations against vectors made elsewhere, in both directions; and the file that carries a ballot.
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../../shared/sealing/base64.ts';
import { ballotBytes, ballotProblem, readBallot, type PlainBallot } from '../../../shared/sealing/ballot.ts';
import {
  readBallotFile,
  writeBallotFile,
  writeBallotText,
  type BallotFile,
} from '../../../shared/sealing/ballotFile.ts';
import { BOX_LENGTH, aadOf, innerOf } from '../../../shared/sealing/layout.ts';
import { nobleCipher, nobleKeyOf } from '../../../shared/sealing/noble.ts';
import { openBox, sealBallot, sealRandom, type SealingCipher } from '../../../shared/sealing/sealing.ts';
import { nodeCipher, nodeKeyOf } from './nodeCipher.ts';

interface Golden {
  good: {
    header: Record<string, unknown> & {
      review: string;
      round: number;
      roundBasis: string;
      role: { id: number; name: string };
      formId: string;
      by: string;
      madeAt: string;
      title: string;
      commitment: string;
      salt: string;
      nonce: string;
    };
    words: string;
    key: string;
    aad: string;
    blind: string;
    json: string;
    jsonBytes: number;
    innerSha256: string;
    boxSha256: string;
    box: string;
  };
  longest: { noteLength: number; jsonBytes: number; commitment: string; boxSha256: string };
  changed: {
    name: string;
    change: {
      words?: string;
      roundBasis?: string;
      boxBytes?: number;
      role?: number;
      round?: number;
      flipBit?: { byte: number; bit: number };
      salt?: string;
    };
    expect: string;
    gcm: string;
  }[];
  void: { name: string; blind: string; json: string; commitment: string; boxSha256: string }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../shared/sealing/fixtures/ballot.json', import.meta.url), 'utf8'),
) as Golden;
const { good } = golden;
const { header } = good;
const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const place = {
  review: header.review,
  round: header.round,
  role: header.role.id,
  basis: header.roundBasis,
  formId: hex(header.formId),
};
const basis = {
  objectives: [1, 2, 3].map((id) => ({
    id,
    name: `objective ${id}`,
    metric: id,
    direction: 'max' as const,
    valueFunction: { shape: 'linear' as const, worst: 0, best: 1 },
    missing: 'exclude' as const,
  })),
  metrics: [1, 2, 3, 4].map((id) => ({ id, name: `metric ${id}`, unit: '', formula: '' })),
  candidates: [],
};
const sealed = {
  salt: hex(header.salt),
  nonce: hex(header.nonce),
  commitment: hex(header.commitment),
  box: fromBase64(good.box)!,
};
const random = { salt: sealed.salt, nonce: sealed.nonce, blind: hex(good.blind) };
const ballot = JSON.parse(good.json) as PlainBallot;
const digestOf = (bytes: Uint8Array) => toHex(nodeCipher.digest(bytes));

const implementations: [string, SealingCipher, (words: string, salt: Uint8Array) => Promise<Uint8Array>][] = [
  ['noble', nobleCipher, nobleKeyOf],
  ['node', nodeCipher, nodeKeyOf],
];

describe.each(implementations)('sealing by %s', (_name, cipher, keyOf) => {
  let key: Uint8Array;
  beforeAll(async () => {
    key = await keyOf(good.words, sealed.salt);
  });

  it('makes the key, the bytes around the ballot and the box of the vector', () => {
    expect(toHex(key)).toBe(good.key);
    expect(toHex(aadOf(place))).toBe(good.aad);
    expect(digestOf(innerOf(random.blind, new TextEncoder().encode(good.json)))).toBe(good.innerSha256);
    const made = sealBallot(cipher, key, ballot, place.formId, random);
    expect(digestOf(made.box)).toBe(good.boxSha256);
    expect(toHex(made.commitment)).toBe(header.commitment);
    expect(made.box).toHaveLength(BOX_LENGTH);
  });

  it('opens the box of the vector', () => {
    expect(openBox(cipher, key, sealed, place, basis)).toMatchObject({ state: 'opened', ballot });
  });

  it.each(golden.changed)('refuses what was changed: $name', async ({ change, gcm }) => {
    const box = Uint8Array.from(sealed.box.subarray(0, change.boxBytes ?? BOX_LENGTH));
    if (change.flipBit) box[change.flipBit.byte]! ^= 1 << change.flipBit.bit;
    const salt = change.salt === undefined ? sealed.salt : hex(change.salt);
    const other = change.words !== undefined || change.salt !== undefined;
    const found = openBox(
      cipher,
      other ? await keyOf(change.words ?? good.words, salt) : key,
      { ...sealed, box },
      {
        ...place,
        round: change.round ?? place.round,
        role: change.role ?? place.role,
        basis: change.roundBasis ?? place.basis,
      },
      basis,
    );
    expect(found.state).toBe(gcm === 'opens' ? 'opened' : 'refused');
  });

  const reasons: Record<string, string> = {
    'commitment does not match': 'commitment',
    'inside says another role': 'elsewhere',
    'not canonical': 'unreadable',
    'weights add up to 0.97': 'content',
  };
  it.each(golden.void)('takes for void: $name', ({ name, blind, json, commitment, boxSha256 }) => {
    const box = cipher.encrypt(key, sealed.nonce, aadOf(place), innerOf(hex(blind), new TextEncoder().encode(json)));
    expect(digestOf(box)).toBe(boxSha256);
    const found = openBox(cipher, key, { ...sealed, box, commitment: hex(commitment) }, place, basis);
    expect(found).toEqual({ state: 'void', why: reasons[name] });
  });

  it('seals the longest ballot, and refuses one byte more', () => {
    const longest = { ...ballot, note: 'x'.repeat(golden.longest.noteLength) };
    const length = ballotBytes(longest).length;
    expect(length).toBe(golden.longest.jsonBytes);
    const made = sealBallot(cipher, key, longest, place.formId, random);
    expect([toHex(made.commitment), digestOf(made.box)]).toEqual([golden.longest.commitment, golden.longest.boxSha256]);
    expect(openBox(cipher, key, made, place, basis).state).toBe('opened');
    expect(() => ballotBytes({ ...longest, note: `${longest.note}x` })).toThrow('takes 32001 bytes, and 32000');
  });

  it('opens what the other implementation sealed, and nothing whose place or bytes differ', () => {
    const other = cipher === nodeCipher ? nobleCipher : nodeCipher;
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.nat(BOX_LENGTH - 1),
        fc.nat(7),
        fc.constantFrom('round' as const, 'role' as const),
        (typed, byte, bit, moved) => {
          const note = typed.replaceAll(/\p{C}/gu, '').normalize('NFC');
          const made = sealBallot(other, key, { ...ballot, note }, place.formId, sealRandom(randomBytes));
          expect(openBox(cipher, key, made, place, basis)).toMatchObject({ state: 'opened', ballot: { note } });
          const changed = Uint8Array.from(made.box);
          changed[byte]! ^= 1 << bit;
          expect(openBox(cipher, key, { ...made, box: changed }, place, basis).state).toBe('refused');
          const elsewhere = { ...place, [moved]: place[moved] + 1 };
          expect(openBox(cipher, key, made, elsewhere, basis).state).toBe('refused');
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a plain ballot', () => {
  it('is read only as Parley writes it', () => {
    const bytes = new TextEncoder().encode(good.json);
    expect(readBallot(bytes)).toEqual(ballot);
    expect(readBallot(bytes.subarray(0, -1))).toBe(null);
    expect(readBallot(Uint8Array.from([...bytes.subarray(0, -1), 0xff, 0x7d]))).toBe(null);
    expect(readBallot(new TextEncoder().encode(JSON.stringify({ ...ballot, more: 1 })))).toBe(null);
  });
  it('says what is wrong with its answer', () => {
    const problem = (weights: number[], more: Partial<PlainBallot> = {}) =>
      ballotProblem({ ...ballot, ...more, weights: weights.map((weight, i) => ({ objective: i + 1, weight })) }, basis);
    expect(problem([0.5, 0.47, 0])).toBe('These weights add up to 97 %, not 100.');
    expect(problem([0.5, 0.5])).toBe('objective 3 has no weight.');
    expect(problem([0.5, 0.5, 0, 0])).toMatch(/not part of this round/);
    expect(problem([0.2, 0.3, 0.5])).toBe(null);
    expect(problem([1, 0, 0], { requirements: [{ metric: 9, comparator: '<=', bound: 1, level: 'must' }] })).toBe(
      'A requirement is about a metric that is not part of this round.',
    );
  });
});

describe('a ballot file', () => {
  const file: BallotFile = {
    header: {
      review: header.review,
      title: header.title,
      round: header.round,
      roundBasis: header.roundBasis,
      role: header.role,
      formId: header.formId,
      by: header.by,
      madeAt: header.madeAt,
    },
    sealed,
  };
  const read = (text: string) => {
    const found = readBallotFile(text);
    return found.ok ? found.file : found.why;
  };
  const pasted = writeBallotText(file);

  it('holds the header of the vector, and is read back', () => {
    const text = writeBallotFile(file);
    expect(JSON.parse(text)).toEqual({ ...header, box: good.box });
    expect(text.length).toBeLessThan(65_536);
    expect(read(text)).toEqual(file);
    expect(read(`\uFEFF${text}\r\n`)).toEqual(file);
  });

  it.each<[string, (text: string) => string]>([
    ['as it is', (text) => text],
    ['within a mail', (text) => `Hello Ana,\n\nhere it is:\n\n${text}\n-- \nBo`],
    ['quoted twice', (text) => text.replaceAll(/^/gm, '>> ')],
    ['with Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['double spaced', (text) => text.replaceAll('\n', '\n\n')],
    ['on one line', (text) => text.replaceAll('\n', ' ')],
    ['with no-break spaces and long dashes', (text) => text.replaceAll('-----', '—').replaceAll(/^/gm, '\u00a0')],
    ['as quoted-printable wraps it', (text) => text.replaceAll(/^([A-Za-z0-9+/]{40})/gm, '$1=\n')],
    [
      'wrapped again',
      (text) => text.replaceAll(/([A-Za-z0-9+/]{64})\n/g, '$1').replaceAll(/([A-Za-z0-9+/]{76})/g, '$1\n'),
    ],
  ])('is read from pasted text, %s', (_how, change) => {
    expect(read(change(pasted))).toEqual(file);
  });

  it('is refused in a sentence where it is none, cut off, changed or newer', () => {
    const text = writeBallotFile(file);
    expect(read('model,accuracy\nAlpha,0.9')).toBe('notBallot');
    expect(read('{"parley":"review"}')).toBe('notBallot');
    expect(read('')).toBe('notBallot');
    expect(read(text.slice(0, 20_000))).toBe('damaged');
    expect(read(text.replace('"v":1', '"v":2'))).toBe('newer');
    expect(read(text.replace('"by"', '"BY"'))).toBe('damaged');
    expect(read(text.replace(good.box, good.box.slice(0, -8)))).toBe('damaged');
    expect(read(pasted.slice(0, 30_000))).toBe('cutOff');
    expect(read(pasted.replace(/\n[A-Za-z0-9+/]{64}\n/, '\n'))).toBe('damaged');
    const sentence = readBallotFile(text.slice(0, 20_000));
    expect(sentence).toMatchObject({
      sentence: 'This file was cut off or changed on its way (its seal does not fit). Ask for it again.',
    });
  });

  it('inflates no more than a ballot can have', async () => {
    const { deflateSync } = await import('fflate');
    const bomb = toBase64(deflateSync(new Uint8Array(50_000_000)));
    const text = `-----BEGIN PARLEY BALLOT-----\n${bomb}\n-----END PARLEY BALLOT 00000000-----`;
    expect(read(text)).toBe('damaged');
  });

  it('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.nat(pasted.length - 1), fc.string({ unit: 'binary' }), (at, text) => {
        readBallotFile(pasted.slice(0, at) + text + pasted.slice(at + 1));
        readBallotFile(text);
      }),
    );
  });
});

it('writes base64 as the standard does, and takes no other form', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(text)).toEqual(bytes);
    }),
  );
  for (const loose of ['QQ', 'QR==', 'Q===', 'Q Q=', 'QQ==QQ==']) expect(fromBase64(loose)).toBe(null);
});
