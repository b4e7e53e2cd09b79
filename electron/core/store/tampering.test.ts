// Whoever changes a recorded review behind Parley's back is found out: by the chain, by digests, by a receipt, by what this
// computer remembers. What cannot be told is said to be so.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrailEntry } from '../../../shared/domain/trail.ts';
import { prepare, record } from '../testing/decided.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';
import { readFrozen } from './frozenContent.ts';
import { readableHandle } from './handle.ts';
import { hashOf } from './trail.ts';
import { verify } from './verify.ts';

afterAll(removeFolders);

let bytes: Buffer;
let receipt: string;
let remembered: { n: number; hash: string };
let uuid: string;

beforeAll(async () => {
  const app = testApp();
  const review = await prepare(app.call);
  const { id } = await record(app.call, review, async () => {
    const definition = {
      kind: 'after' as const,
      what: 'Roll-back',
      owner: 'Li',
      due: null,
      holdId: null,
      check: null,
      expected: null,
    };
    await app.call('decision.setCondition', { review, id: null, definition });
  });
  receipt = (await app.call('decision.receipts', { review, id }))[0]!.text;
  const [condition] = (await app.call('decision.get', { review })).recorded[0]!.conditions;
  await app.call('decision.closeCondition', { review, id: condition!.id, state: 'met', by: 'Li', why: '' });
  remembered = (await app.call('decision.get', { review })).head!;
  uuid = (await app.call('review.get', { review })).settings.id;
  await app.close();
  bytes = fs.readFileSync(path.join(app.libraryFolder, 'Which-recommender.parley'));
});

const changed = (sql: string | ((database: Database.Database) => void)): Database.Database => {
  const database = new Database(Buffer.from(bytes));
  if (typeof sql === 'function') sql(database);
  else database.exec(sql);
  return database;
};
const found = (database: Database.Database, by: 'receipt' | 'memory' | null = null) =>
  verify(readableHandle(database), by === 'receipt' ? receipt : null, by === 'memory' ? remembered : null);

/** Changes entries and chains them again, as somebody would who knows how. */
function rewritten(database: Database.Database, change: (entry: TrailEntry) => TrailEntry): void {
  let prev: string | null = null;
  for (const entry of database.prepare<[], TrailEntry>('SELECT * FROM trail ORDER BY n').all()) {
    const next: TrailEntry = { ...change(entry), prev: prev ?? entry.prev };
    next.hash = hashOf(uuid, next);
    prev = next.hash;
    database
      .prepare<[TrailEntry]>('UPDATE trail SET who = @who, body = @body, prev = @prev, hash = @hash WHERE n = @n')
      .run(next);
  }
}

it('has nothing to object to as it was written', () => {
  const untouched = changed('');
  expect(found(untouched)).toMatchObject({ ok: true, state: 'asRecorded', head: 'cannotTell', entries: 3 });
  expect(found(untouched, 'receipt')).toMatchObject({ ok: true, head: 'matchesReceipt', upTo: 2 });
  expect(found(untouched, 'memory')).toMatchObject({ ok: true, head: 'matchesRemembered', upTo: 3 });
});

it.each([
  ["UPDATE decision SET rationale = 'Another'", ['decision']],
  ["UPDATE decision SET recorded_at = '2020-01-01T00:00:00.000Z'", ['decision']],
  ["UPDATE decision SET state = 'superseded'", ['decision']],
  ["UPDATE decision_stance SET stance = 'livesWith' WHERE role_id = 1", ['decision_stance']],
  ["UPDATE decision_stance SET words = 'x' WHERE role_id = 1", ['decision_stance']],
  ['DELETE FROM decision_stance WHERE role_id = 2', ['decision_stance']],
  ["UPDATE decision_condition SET state = 'failed'", ['decision_condition']],
  ["UPDATE decision_condition SET owner = 'x'", ['decision_condition']],
  ["UPDATE decision_condition SET bound = 1, metric_id = 1, comparator = '<='", ['decision_condition']],
  ["INSERT INTO decision_release VALUES (1, 1, 1, 'x', 'x', '2026-01-01T00:00:00.000Z')", ['decision_release']],
  ["UPDATE frozen SET bytes = x'00' WHERE kind = 'decision'", ['frozen']],
  ["UPDATE frozen SET bytes = zeroblob(length(bytes)) WHERE kind = 'column'", ['frozen']],
  ["DELETE FROM frozen WHERE kind = 'ballot'", ['frozen']],
])('finds %s', (sql, tables) => {
  const { ok, state, tables: named, sentences } = found(changed(sql));
  expect([ok, state, named]).toEqual([false, 'changedSince', tables]);
  expect(sentences.join(' ')).toMatch(/What was recorded is not as it was/);
});

describe('the trail', () => {
  it('shows a changed entry, a missing one, and a new hash at the entry after it', () => {
    expect(found(changed("UPDATE trail SET who = 'x' WHERE n = 1")).sentences[0]).toMatch(
      /^Entry 1 \(ML engineers’ stance, \d\d:\d\d\) was changed after it was written\.$/,
    );
    expect(found(changed('DELETE FROM trail WHERE n = 2')).sentences[0]).toBe('Entry 2 is missing.');
    const own = changed((database) => {
      const [first] = database.prepare<[], TrailEntry>('SELECT * FROM trail ORDER BY n').all();
      const entry = { ...first!, who: 'x' };
      database.prepare('UPDATE trail SET who = ?, hash = ? WHERE n = 1').run('x', hashOf(uuid, entry));
    });
    expect(found(own).sentences[0]).toBe('Entry 2 does not follow from entry 1: one of the two was changed.');
  });

  it('shows a tail that was cut only against what remembers it', () => {
    const cut = changed(
      "DELETE FROM trail WHERE n = 3; UPDATE decision_condition SET state = 'open', closed_by = '', closed_at = NULL",
    );
    expect(found(cut)).toMatchObject({ ok: true, head: 'cannotTell' });
    expect(found(cut).sentences.at(-1)).toMatch(/^Nothing outside this file vouches for it/);
    expect(found(cut, 'receipt')).toMatchObject({ ok: true, head: 'matchesReceipt' });
    expect(found(cut, 'memory').sentences).toContain(
      'The trail ends earlier than this computer remembers (2 of 3 entries): somebody shortened it, or this is an older copy.',
    );
    expect(found(cut, 'memory')).toMatchObject({ ok: false, head: 'shorterThanRemembered' });
  });

  it('shows a chain that was rewritten as a whole only against what remembers it', () => {
    const forged = changed((database) =>
      rewritten(database, (entry) => (entry.n === 1 ? { ...entry, who: 'x' } : entry)),
    );
    expect(found(forged)).toMatchObject({ ok: true, head: 'cannotTell', firstBad: null });
    expect(found(forged, 'receipt')).toMatchObject({ ok: false, head: 'rewritten' });
    expect(found(forged, 'memory')).toMatchObject({ ok: false, head: 'rewritten' });
  });
});

it('finds every one of 5,000 changed bytes in what was recorded', () => {
  const database = changed('');
  const texts = ['decision', 'decision_stance', 'decision_condition', 'trail', 'frozen'].flatMap((table) =>
    (database.pragma(`table_info(${table})`) as { name: string; type: string }[])
      .filter(({ name, type }) => (type === 'TEXT' || type === 'BLOB') && !(table === 'frozen' && name === 'kind'))
      .flatMap(({ name }) =>
        database
          .prepare<[], { key: string | number; value: Buffer | string | null }>(
            table === 'frozen'
              ? `SELECT sha256 AS key, ${name} AS value FROM frozen`
              : table === 'trail'
                ? `SELECT n AS key, ${name} AS value FROM trail`
                : table === 'decision_stance'
                  ? `SELECT role_id AS key, ${name} AS value FROM decision_stance`
                  : `SELECT id AS key, ${name} AS value FROM ${table}`,
          )
          .all()
          .filter(({ value }) => value !== null && value.length > 0)
          .map(({ key, value }) => ({ table, column: name, key, value: value! })),
      ),
  );
  const keys: Record<string, string> = { frozen: 'sha256', trail: 'n', decision_stance: 'role_id' };
  let random = 1;
  const next = (below: number) => (random = (random * 48271) % 2147483647) % below;
  database.pragma('ignore_check_constraints = ON');
  database.pragma('foreign_keys = OFF');
  const missed: string[] = [];
  for (let round = 0; round < 5000; round++) {
    const { table, column, key, value } = texts[next(texts.length)]!;
    const altered = Buffer.from(value);
    const at = next(altered.length);
    // In text another letter, in bytes another byte.
    altered[at] = typeof value === 'string' ? (altered[at] === 0x7a ? 0x79 : 0x7a) : altered[at]! ^ (1 << next(8));
    const to = typeof value === 'string' ? altered.toString('utf8') : altered;
    database.exec('SAVEPOINT one');
    database.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${keys[table] ?? 'id'} = ?`).run(to, key);
    const { ok } = found(database, 'memory');
    // A few bits of what is compressed are padding: without a digest of the compressed bytes nobody misses them.
    const unharmed = column === 'bytes' && readFrozen(readableHandle(database), String(key)) !== null;
    if (ok && !unharmed) missed.push(`${table}.${column} of ${key} at ${at}`);
    database.exec('ROLLBACK TO one; RELEASE one');
  }
  expect(missed).toEqual([]);
});

it('says at opening what was changed, and what this computer remembers otherwise', async () => {
  const app = testApp();
  const file = path.join(newFolder(), 'review.parley');
  const put = (database: Database.Database) => fs.writeFileSync(file, database.serialize());
  const open = async () => {
    const opened = await app.openPath(file);
    await app.call('library.close', { review: opened.review });
    return opened.notices;
  };
  put(changed(''));
  expect(await open()).toEqual([]);
  put(changed("UPDATE decision SET rationale = 'Another'"));
  expect(await open()).toContain('What was recorded is not as it was: the decision was changed afterwards.');
  put(
    changed(
      "DELETE FROM trail WHERE n = 3; UPDATE decision_condition SET state = 'open', closed_by = '', closed_at = NULL",
    ),
  );
  expect((await open()).join(' ')).toMatch(/ends earlier than this computer remembers \(2 of 3 entries\)/);
  put(changed(''));
  expect(await open()).toEqual([]);
  await app.close();
});
