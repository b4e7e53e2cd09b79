// Nothing of a ballot is anywhere before its reveal: canaries in weights, words and bounds of many sealed ballots are looked for in
// every file of the installation, in copies, in what operations answer whoever asks, in refusals, and in the log.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import type { Principal } from '../../../shared/contract/caller.ts';
import { contract, type OpName } from '../../../shared/contract/contract.ts';
import { newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { lastRound, openRound, unseal, vote, type Sealed } from '../testing/voting.ts';

afterAll(removeFolders);

/** Texts and bytes that stand in a ballot and nowhere else. */
interface Canaries {
  texts: string[];
  bytes: Buffer[];
}

function float64(value: number): Buffer[] {
  const little = Buffer.alloc(8);
  little.writeDoubleLE(value);
  return [little, Buffer.from(little).reverse()];
}

/** A ballot's canaries, and the ballot's parts that hold them. */
function canaryBallot(n: number) {
  const weight = 0.123456789 + (n + 1) / 1e7 + randomBytes(2).readUInt16LE() / 1e13;
  const bound = 100.0987654321 + n / 1e6;
  const word = `canary${randomBytes(6).toString('hex')}`;
  return {
    ballot: {
      weights: [
        { objective: 1, weight },
        { objective: 2, weight: 1 - weight },
      ],
      rationale: `Because of ${word}`,
      requirements: [{ metric: 2, comparator: '<=' as const, bound, level: 'must' as const, reason: `${word}-reason` }],
      holds: [
        {
          scope: { kind: 'all' as const },
          until: null,
          condition: `${word}-condition`,
          effect: 'warns' as const,
          reason: '',
          cleared: false,
        },
      ],
      note: `${word}-note`,
    },
    canaries: {
      texts: [word, String(weight), String(1 - weight), String(bound), weight.toFixed(6), (weight * 100).toFixed(4)],
      bytes: [...float64(weight), ...float64(1 - weight), ...float64(bound)],
    },
  };
}

/** How many canaries stand in these bytes. */
function found(content: Buffer, { texts, bytes }: Canaries): number {
  const utf16 = texts.map((text) => Buffer.from(text, 'utf16le'));
  return [...texts.map((text) => Buffer.from(text)), ...utf16, ...bytes].filter((each) => content.includes(each))
    .length;
}

const filesUnder = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** Every file of the installation, and what review files hold in compressed form. */
function contentsOf(folder: string): Buffer[] {
  return filesUnder(folder).flatMap((file) => {
    const content = fs.readFileSync(file);
    return content.subarray(0, 15).toString() === 'SQLite format 3' ? [content, ...inflated(content)] : [content];
  });
}

function inflated(content: Buffer): Buffer[] {
  const database = new Database(content);
  try {
    // The lock beside a review is a database too, and has no tables.
    if (database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'frozen'`).get() === undefined) return [];
    const blobs = database.prepare<[], { bytes: Buffer }>(`SELECT bytes FROM frozen WHERE kind <> 'column'`).all();
    return blobs.map(({ bytes }) => inflateSync(bytes));
  } finally {
    database.close();
  }
}

/** What every query answers, whoever asks, and what refusals say. */
async function answersOf(app: TestApp, review: string): Promise<Buffer> {
  const principals: Principal[] = [
    { kind: 'owner' },
    { kind: 'facilitator', review, name: 'Fred' },
    ...[1, 2, 3, 4].map((roleId) => ({ kind: 'seat' as const, review, name: `Seat ${roleId}`, roleId })),
    { kind: 'screen', review, name: 'The wall' },
    { kind: 'guest', review, name: 'Gus' },
  ];
  const inputs: Record<string, unknown> = {
    round: 1,
    roleId: 1,
    id: 1,
    candidateId: 1,
    receipt: null,
    text: '',
    log: 1,
  };
  const parts: string[] = [];
  for (const principal of principals) {
    const { dispatch } = app.as('looking-on', principal);
    for (const name of Object.keys(contract) as OpName[]) {
      if (contract[name].kind !== 'query') continue;
      const shape = Object.keys((contract[name].input as unknown as { shape: object }).shape);
      const input = Object.fromEntries(shape.map((key) => [key, key === 'review' ? review : inputs[key]]));
      parts.push(JSON.stringify(await dispatch(name, input)));
    }
    for (const [name, input] of [
      ['review.undo', {}],
      ['ballots.setRationale', { roleId: 1, rationale: '' }],
      ['round.open', { by: 'Bo' }],
      ['ballot.openWithKey', { roleId: 1, round: 1, key: randomBytes(32) }],
      ['round.results', { round: 1 }],
    ] as const) {
      parts.push(JSON.stringify(await dispatch(name, { review, ...input })));
    }
  }
  return Buffer.from(parts.join('\n'));
}

it('shows none of 100 sealed ballots before the reveal, and all that count afterwards', async () => {
  const folder = newFolder();
  const logged: string[] = [];
  const app = testApp(folder, { log: (message, error) => logged.push(`${message} ${String(error)}`) });
  const review = await openRound(app.call);
  const roles = (await lastRound(app.call, review)).ballots.map(({ roleId }) => roleId);
  const all: { canaries: Canaries; made: Sealed; roleId: number }[] = [];
  const size = () => fs.statSync(path.join(app.libraryFolder, 'Which-recommender.parley')).size;
  for (let n = 0; n < 100; n++) {
    const roleId = roles[n % roles.length]!;
    const { ballot, canaries } = canaryBallot(n);
    const made = await vote(app.call, review, roleId, ballot);
    all.push({ canaries, made, roleId });
    if (n === roles.length) await app.call('ballot.withdraw', { review, roleId, round: 1, by: 'Ana' });
    if (n === roles.length) await vote(app.call, review, roleId, ballot);
  }
  const everything = async () => {
    const { bytes } = await app.call('library.copy', { review });
    const copy = Buffer.from(bytes);
    return [
      ...contentsOf(folder),
      copy,
      ...inflated(copy),
      await answersOf(app, review),
      Buffer.from(logged.join('\n')),
    ];
  };
  const count = (contents: readonly Buffer[]) =>
    all.reduce((sum, { canaries }) => sum + contents.reduce((each, content) => each + found(content, canaries), 0), 0);
  const secrets = (contents: readonly Buffer[]) =>
    all.filter(({ made }) =>
      contents.some((content) => content.includes(Buffer.from(made.key)) || content.includes(made.words)),
    ).length;

  const open = await everything();
  expect([count(open), secrets(open)]).toEqual([0, 0]);
  await app.call('round.close', { review, round: 1, by: 'Bo' });
  // The last one of each role counts.
  const counting = roles.map((roleId) => all.findLast((each) => each.roleId === roleId)!);
  for (const { made } of counting) expect(await unseal(app.call, review, made)).toMatchObject({ state: 'unsealed' });
  const revealing = await everything();
  expect([count(revealing), secrets(revealing)]).toEqual([0, 0]);
  await app.call('round.reveal', { review, round: 1, by: 'Bo' });
  const revealed = await everything();
  for (const { canaries } of counting) {
    expect(revealed.reduce((sum, content) => sum + found(content, canaries), 0)).toBeGreaterThan(0);
  }
  // Those that were replaced are never told, and no key is.
  const replaced = all.filter((each) => !counting.includes(each));
  expect(
    replaced.flatMap(({ canaries }) => revealed.filter((content) => content.includes(canaries.texts[0]!))),
  ).toEqual([]);
  expect(secrets(revealed)).toBe(0);
  expect(size()).toBeGreaterThan(0);
  await app.close();
  console.info(`${all.length} sealed ballots, ${open.length + revealing.length} places, 0 canaries before the reveal`);
});

it('has a file of the same size whoever has voted, and rows that look alike', async () => {
  const sizes = [];
  for (const voters of [0, 1, 3]) {
    const app = testApp(newFolder());
    const review = await openRound(app.call);
    for (let roleId = 1; roleId <= 3; roleId++) {
      await vote(app.call, review, roleId, { note: 'x'.repeat(voters * 9000) });
      if (roleId > voters) await app.call('ballot.withdraw', { review, roleId, round: 1, by: 'Ana' });
    }
    await app.call('library.close', { review });
    const database = new Database(path.join(app.libraryFolder, 'Which-recommender.parley'), { readonly: true });
    const rows = database
      .prepare(
        'SELECT length(box) AS box, length(salt) AS salt, length(nonce) AS nonce, length(commitment) AS c FROM sealed_ballot',
      )
      .all();
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
      new Set(['{"box":32784,"salt":16,"nonce":12,"c":32}']),
    );
    sizes.push(database.prepare('SELECT sum(length(box)) FROM sealed_ballot').pluck().get());
    database.close();
    await app.close();
  }
  expect(new Set(sizes).size).toBe(1);
});
