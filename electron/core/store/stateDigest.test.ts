// A weight, a bound, a reason or an anchor that changes without Parley is named when the review is opened.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closedReview } from '../testing/closedReview.ts';
import { removeFolders, testApp } from '../testing/host.ts';

afterAll(removeFolders);

let file: string;
let whole: Buffer;
beforeAll(async () => {
  file = await closedReview(undefined, async (call, review) => {
    const { settings } = await call('review.get', { review });
    const [role] = settings.roles;
    await call('roles.update', { review, id: role!.id, name: 'ML engineers', colour: role!.colour, influence: 1 });
    const weights = settings.objectives.map(({ id }, i) => ({
      objectiveId: id,
      weight: i === 0 ? 1 : 0,
      locked: false,
    }));
    await call('ballots.setWeights', { review, roleId: role!.id, weights });
  });
  whole = fs.readFileSync(file);
});

/** What is said when the file is opened after something was done to it. */
async function noticesAfter(sql: string): Promise<string[]> {
  fs.writeFileSync(file, whole);
  const database = new Database(file);
  database.exec(sql);
  database.close();
  const app = testApp();
  const { notices } = await app.openPath(file);
  await app.close();
  return notices;
}

describe('what people said', () => {
  it('opens without a word where it is as it was saved', async () => {
    expect(await noticesAfter('SELECT 1')).toEqual([]);
  });

  it.each([
    ['UPDATE role SET rationale = "x" WHERE id = 1', 'the role “ML engineers”, its influence or its reasons'],
    [
      'UPDATE ballot_weight SET weight = weight / 2 WHERE role_id = 1 AND objective_id = 1',
      'the weight that “ML engineers” gave “accuracy”',
    ],
    ["UPDATE review SET note = 'x'", 'the title, the note or the rule of the review'],
    ["UPDATE candidate SET name = 'Alphb' WHERE id = 1", 'the names of candidates'],
    ['UPDATE objective SET best = 0.95 WHERE id = 1', 'the objective “accuracy”'],
    ['DELETE FROM ballot_weight', 'something in the table ballot_weight'],
  ])('is named where it is not: %s', async (sql, said) => {
    expect(await noticesAfter(sql.replaceAll('"', "'"))).toEqual([
      `Not as Parley saved it: ${said}. Another program or a damaged drive changed the file. Compare with an earlier version, or set it right here.`,
    ]);
  });

  it('is named in part where much is not', async () => {
    const [notice] = await noticesAfter(
      'UPDATE ballot_weight SET locked = 1 - locked; UPDATE role SET influence = influence + 1',
    );
    expect(notice).toMatch(/^Not as Parley saved it: (.+; ){5}and \d+ more\. Another/);
  });

  it('counts as said again once somebody changes it here', async () => {
    await noticesAfter("UPDATE review SET note = 'x'");
    const first = testApp();
    const { review } = await first.openPath(file);
    await first.call('review.describe', { review, title: 'Mine', note: 'x' });
    await first.close();
    const second = testApp();
    expect((await second.openPath(file)).notices).toEqual([]);
    await second.close();
  });
});
