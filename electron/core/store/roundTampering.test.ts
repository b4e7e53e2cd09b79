// Rounds that were changed behind Parley's back: verifying names what is not as the trail was told.
import Database from 'better-sqlite3';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';
import { lastRound, openRound, unseal, vote } from '../testing/voting.ts';
import { readableHandle } from './handle.ts';
import { verify } from './verify.ts';

afterAll(removeFolders);

let database: Database.Database;
beforeAll(async () => {
  const app = testApp(newFolder());
  const review = await openRound(app.call);
  const made = [];
  for (const { roleId } of (await lastRound(app.call, review)).ballots) made.push(await vote(app.call, review, roleId));
  await app.call('round.close', { review, round: 1, by: 'Bo' });
  for (const each of made) await unseal(app.call, review, each);
  await app.call('round.reveal', { review, round: 1, by: 'Bo' });
  await app.call('round.open', { review, by: 'Bo' });
  await vote(app.call, review, 1);
  await app.call('evidence.arriveLate', { review, name: 'late.csv', size: 12, by: 'Bo' });
  await app.close();
  database = new Database(path.join(app.libraryFolder, 'Which-recommender.parley'));
});
afterAll(() => database.close());

it('has nothing to object to as it was written', () => {
  expect(verify(readableHandle(database), null, null).tables).toEqual([]);
});

it.each([
  [
    `UPDATE round SET rule = 'weightedMean', basis = (SELECT results FROM round WHERE number = 1) WHERE number = 1`,
    'round',
  ],
  [`UPDATE round SET results = basis WHERE number = 1`, 'round'],
  [`UPDATE round SET state = 'abandoned', going = NULL, why = 'x', ended_at = opened_at WHERE number = 2`, 'round'],
  [`UPDATE sealed_ballot SET commitment = randomblob(32) WHERE role_id = 1 AND state = 'sealed'`, 'sealed_ballot'],
  [`UPDATE sealed_ballot SET state = 'sealed' WHERE role_id = 2 AND state = 'empty'`, 'sealed_ballot'],
  [`UPDATE sealed_ballot SET state = 'void', ballot = NULL WHERE role_id = 2 AND state = 'opened'`, 'sealed_ballot'],
  [`UPDATE round_weight SET weight = 0.5 WHERE role_id = 1 AND objective_id = 1`, 'round_weight'],
  [`DELETE FROM round_weight WHERE role_id = 3`, 'round_weight'],
  [`UPDATE late_file SET size = 13`, 'late_file'],
  [`UPDATE late_file SET state = 'taken'`, 'late_file'],
  [`DELETE FROM late_file`, 'late_file'],
])('finds %s', (sql, table) => {
  database.exec('SAVEPOINT one');
  database.exec(sql);
  const { tables, ok, sentences } = verify(readableHandle(database), null, null);
  database.exec('ROLLBACK TO one; RELEASE one');
  expect([tables, ok]).toEqual([[table], false]);
  expect(sentences.join(' ')).toMatch(
    /^What was recorded is not as it was: a (round|sealed ballot|revealed ballot|file that arrived late) was changed/,
  );
});
