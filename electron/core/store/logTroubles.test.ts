// Files whose prediction logs or attached importances are not what they seem: refused with a sentence, before anything in them is used.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import { crc32 } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { closedReview } from '../testing/closedReview.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';
import { attachImportances, keepLog } from '../testing/keptLog.ts';
import { vetFile } from './vet.ts';

afterAll(removeFolders);

let file: string;
beforeEach(async () => {
  file = await closedReview(undefined, async (call, review) => {
    await keepLog(call, review);
    await attachImportances(call, review, 1);
  });
});

const vet = () => vetFile({ path: file, ownJournal: false });

/** Does something to the file as somebody could who wants it to be opened, checksums included. */
function tamper(sql: string): void {
  const database = new Database(file);
  database.unsafeMode(true);
  database.pragma('ignore_check_constraints = ON');
  database.pragma('foreign_keys = OFF');
  database.function('crc', { deterministic: true }, (numbers, codes) =>
    crc32((codes as Buffer | null) ?? Buffer.alloc(0), numbers ? crc32(numbers as Buffer) : 0),
  );
  database.exec(sql);
  database.close();
}

/** Changes the values of a column of the log; the checksum is made to fit. */
const values = (place: number, set: string) =>
  `UPDATE log_values SET ${set} WHERE place = ${place}; UPDATE log_values SET checksum = crc(numbers, codes)`;
const floats = (...numbers: number[]) => `x'${Buffer.from(Float64Array.from(numbers).buffer).toString('hex')}'`;

describe('vetting what is kept as evidence', () => {
  it('lets what Parley wrote through', () => expect(vet()).toMatchObject({ ok: true }));

  it('lets a log through that says nothing of any candidate any more', () => {
    tamper('DELETE FROM log_candidate');
    expect(vet()).toMatchObject({ ok: true });
  });

  // Places: label 0, weight 1, group 2, feature 3, score 4, decisions 5 and 6; four cases.
  const hostile: [string, string, RegExp][] = [
    ['fewer numbers than cases', values(4, `numbers = ${floats(1, 2, 3)}`), /not one number per case/],
    ['more numbers than cases', values(4, `numbers = ${floats(1, 2, 3, 4, 5)}`), /not one number per case/],
    ['numbers cut in the middle', values(4, "numbers = x'00000000000000'"), /a value that cannot be/],
    ['fewer words than cases', values(2, "codes = x'0101'"), /not one word per case/],
    ['wider codes than it needs', values(2, "codes = x'0100010001000100'"), /not one word per case/],
    ['no codes at all', values(2, "codes = x''"), /not one word per case/],
    ['a code beyond its words', values(2, "codes = x'010103ff'"), /names a word it lacks/],
    ['an infinite number', values(4, `numbers = ${floats(1, 2, Infinity, 4)}`), /number too large/],
    ['a number beyond all measure', values(3, `numbers = ${floats(1, -1e301, 3, 4)}`), /number too large/],
    ['a flipped bit', `UPDATE log_values SET numbers = ${floats(1, 0, 1, 0)} WHERE place = 4`, /not as it was saved/],
    ['a column without values', 'DELETE FROM log_values WHERE place = 6', /column without values/],
    ['values that belong to nothing', 'DELETE FROM log_column WHERE place = 3', /not there/],
    [
      'a place left out',
      'UPDATE log_column SET place = 9 WHERE place = 6; UPDATE log_values SET place = 9 WHERE place = 6; UPDATE log_word SET place = 9 WHERE place = 6; UPDATE log_candidate SET prediction_place = 9 WHERE prediction_place = 6',
      /column without values/,
    ],
    ['no case', 'UPDATE prediction_log SET cases = 0', /a value that cannot be/],
    ['as many cases as there are people', 'UPDATE prediction_log SET cases = 8000000000', /a value that cannot be/],
    ['more cases than it has', 'UPDATE prediction_log SET cases = 100000000', /not one/],
    ['no label', "UPDATE log_column SET role = 'feature' WHERE place = 0", /not one label/],
    ['two labels', "UPDATE log_column SET role = 'label' WHERE place = 2", /not one label/],
    ['two weights', "UPDATE log_column SET role = 'weight' WHERE place = 3", /two columns of a kind/],
    [
      'a label that is a measurement',
      values(0, `codes = NULL, numbers = ${floats(1, 0, NaN, 1)}`) + '; DELETE FROM log_word WHERE place = 0',
      /has no words/,
    ],
    ['a label of words where numbers are asked for', "UPDATE prediction_log SET kind = 'regression'", /has no numbers/],
    [
      'a weight of words',
      "UPDATE log_column SET role = 'feature' WHERE place = 1; UPDATE log_column SET role = 'weight', reference = NULL WHERE place = 2",
      /has no numbers/,
    ],
    ['a unit of sampling without words', 'INSERT INTO log_unit VALUES (1, 3)', /has no words/],
    ['a label for a unit of sampling', 'INSERT INTO log_unit VALUES (1, 0)', /not one label/],
    ['a label for the time', 'INSERT INTO log_time VALUES (1, 0)', /not one label/],
    ['a label for a latency', 'INSERT INTO log_spent VALUES (1, 1, 0, NULL)', /not one label/],
    ['a time of cases in a column that is not there', 'INSERT INTO log_spent VALUES (1, 1, 77, NULL)', /not there/],
    ['a label for an end of ranges', 'INSERT INTO log_range VALUES (1, 1, 0, 3)', /not one label/],
    ['a label for a probability', "INSERT INTO log_probability VALUES (1, 1, 0, 0, 'yes')", /not one label/],
    ['a column of ranges that is not there', 'INSERT INTO log_range VALUES (1, 1, 3, 77)', /not there/],
    ['ranges that no candidate has', "INSERT INTO log_kind VALUES (1, 'interval')", /candidate without ranges/],
    ['a kind that is none', "INSERT INTO log_kind VALUES (1, 'guess')", /a value that cannot be/],
    [
      'an order of a log of yes or no',
      "INSERT INTO log_order VALUES (1, 0, 'low'), (1, 1, 'middle'), (1, 2, 'high')",
      /order of what is on no scale/,
    ],
    [
      'what numbers are that no candidate has',
      "INSERT INTO log_unnormalised VALUES (1, 1, 'scores')",
      /no probabilities/,
    ],
    ['a level above 1', 'INSERT INTO log_level VALUES (1, 2)', /a value that cannot be/],
    ['a tolerance above 1', 'INSERT INTO log_tolerance VALUES (1, 2)', /a value that cannot be/],
    ['a group of numbers', "UPDATE log_column SET role = 'group' WHERE place = 3", /has no words/],
    ['scores that are groups', 'UPDATE log_candidate SET score_place = 2 WHERE score_place = 4', /column for scores/],
    ['decisions that are the label', 'UPDATE log_candidate SET prediction_place = 0', /column for predictions/],
    ['scores in a column that is not there', 'UPDATE log_candidate SET score_place = 77', /not there/],
    [
      'a candidate with nothing',
      'UPDATE log_candidate SET score_place = NULL, prediction_place = NULL',
      /a value that cannot be/,
    ],
    ['a threshold without a score', 'UPDATE log_candidate SET threshold = 0.5', /threshold for what has no score/],
    ['a candidate that is not there', 'UPDATE log_candidate SET candidate_id = 99 WHERE score_place = 4', /not there/],
    ['a source that is not there', 'UPDATE prediction_log SET source_id = 99', /not there/],
    ['words without cases', "INSERT INTO log_word VALUES (1, 3, 0, 'old')", /words and no cases/],
    [
      'more words than cases could need',
      "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO log_word SELECT 1, 2, i, 'w' || i FROM n",
      /more words than it can have/,
    ],
    ['a gap in its words', 'UPDATE log_word SET code = 7 WHERE place = 2 AND code = 1', /gap in its words/],
    ['one word twice', "UPDATE log_word SET word = 'x' WHERE place = 2", /word twice/],
    [
      'a word that turns the line round',
      "UPDATE log_word SET word = 'a' || char(8238) WHERE place = 2 AND code = 0",
      /word that cannot be/,
    ],
    [
      'NUL in a word',
      "UPDATE log_word SET word = 'a' || char(0) || 'b' WHERE place = 2 AND code = 0",
      /word that cannot be/,
    ],
    [
      'an endless word',
      'UPDATE log_word SET word = hex(zeroblob(9000)) WHERE place = 2 AND code = 0',
      /a value that cannot be/,
    ],
    ['a header that cannot be', "UPDATE log_column SET header = 'a' || char(7) WHERE place = 2", /headers\.2/],
    [
      'a reference of what is no group',
      "UPDATE log_column SET reference = 'x' WHERE place = 3",
      /compares what is no group/,
    ],
    ['a name that cannot be', "UPDATE prediction_log SET name = ' '", /logs\.0\.name/],
    ['an answer that cannot be', 'UPDATE prediction_log SET positive = char(8238)', /logs\.0\.positive/],
    ['a kind that is none', "UPDATE prediction_log SET kind = 'guess'", /a value that cannot be/],
    ['a million samples', 'UPDATE prediction_log SET replicates = 1000000', /a value that cannot be/],
    ['no number for a threshold', 'UPDATE prediction_log SET threshold = 9e999', /a value that cannot be/],
  ];
  it.each(hostile)('refuses %s', (_what, sql, message) => {
    tamper(sql);
    expect(vet()).toMatchObject({ ok: false, code: 'damaged', message: expect.stringMatching(message) as string });
  });

  const importances: [string, string, RegExp][] = [
    ['of nothing', 'DELETE FROM explanation_feature', /importances that cannot be/],
    ['of nobody', 'UPDATE explanation SET candidate_id = 99', /not there/],
    ['from nowhere', 'UPDATE explanation SET source_id = 99', /not there/],
    ['that belong to nothing', 'DELETE FROM explanation', /not there/],
    ['beyond all measure', 'UPDATE explanation_feature SET value = 9e999', /a value that cannot be/],
    ['that spread backwards', 'UPDATE explanation_feature SET spread = -1', /a value that cannot be/],
    ['of a kind that is none', "UPDATE explanation SET kind = 'guess'", /a value that cannot be/],
    ['of a feature without a name', "UPDATE explanation_feature SET feature = ''", /a value that cannot be/],
    [
      'of a feature that turns the line round',
      'UPDATE explanation_feature SET feature = char(8238)',
      /importances that/,
    ],
    ['by a method that rings', "UPDATE explanation SET method = 'a' || char(7)", /importances that cannot be/],
    [
      'of more features than a page could show',
      "WITH RECURSIVE n (i) AS (SELECT 5 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) INSERT INTO explanation_feature SELECT 1, i, 'f' || i, 1, NULL FROM n",
      /a value that cannot be|importances that cannot be/,
    ],
  ];
  it.each(importances)('refuses importances %s', (_what, sql, message) => {
    tamper(sql);
    expect(vet()).toMatchObject({ ok: false, code: 'damaged', message: expect.stringMatching(message) as string });
  });

  it('never crashes over damage, and never shows other predictions', async () => {
    const whole = fs.readFileSync(file);
    const folder = newFolder();
    let seed = 11;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    let refused = 0;
    for (let round = 0; round < 60; round++) {
      const damaged = Buffer.from(whole);
      for (let flips = 1 + random(6); flips > 0; flips--) damaged[100 + random(whole.length - 100)]! ^= 1 << random(8);
      fs.writeFileSync(file, damaged);
      const verdict = vet();
      if (!verdict.ok) {
        refused++;
        expect(verdict.message.length).toBeGreaterThan(20);
        continue;
      }
      const app = testApp(folder);
      const { review } = await app.openPath(file);
      const { logs } = (await app.call('review.get', { review })).settings;
      const shown = await app.call('predictions.values', { review, log: logs[0]!.id });
      expect(shown[4]!.numbers).toEqual(Float64Array.of(0.9, 0.25, NaN, 0.4));
      expect(shown.slice(5).map(({ words }) => [...words!.codes])).toEqual([
        [0, 1, 0, 1],
        [0, 0, 1, 0],
      ]);
      await app.close();
    }
    expect(refused).toBeGreaterThan(2);
  });
});
