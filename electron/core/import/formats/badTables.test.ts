// Ten thousand tables by seed: a fault is named with its row and column and nothing is imported; without one, every cell is.
import { afterAll, describe, expect, it } from 'vitest';
import { removeFolders, testApp } from '../../testing/host.ts';
import { planImport } from '../planning/plan.ts';
import { badTable } from '../testing/badTables.ts';
import { emptyReview, proposed, readText } from '../testing/readText.ts';

afterAll(removeFolders);

const dialect = { delimiter: ',', decimal: '.', header: true } as const;
/** The first column names, all others are metrics. */
const uses = (headers: readonly string[]) =>
  headers.map((name, i) =>
    i === 0 ? ({ use: 'name' } as const) : ({ use: 'metric', name, unit: '', direction: 'max' } as const),
  );
const joined = (name: string) => name.replace(/\s+/g, ' ');

describe('ten thousand tables', () => {
  it('are imported cell by cell, or refused with the row and column of the fault', () => {
    let good = 0;
    for (let seed = 0; seed < 10_000; seed += 1) {
      const { text, fault, names, numbers } = badTable(seed);
      const { table, preview } = readText(text, dialect);
      const mapping = proposed(preview, { uses: uses(preview.columns.map(({ header }) => header)) });
      const { check, content } = planImport(table, mapping, emptyReview);
      const errors = check.problems.filter(({ severity }) => severity === 'error');
      const about = `seed ${seed}`;
      if (fault === null) {
        good += 1;
        expect(errors, about).toEqual([]);
        expect(content?.rows.map(({ name }) => name)).toEqual(names.map(joined));
        content?.metrics.forEach(({ measured }, i) => {
          expect([...measured], about).toEqual(numbers.map((row) => row[i]! + 0));
        });
      } else {
        expect([check.acceptable, content], about).toEqual([false, null]);
        expect(
          errors.some(({ row, column }) => row === fault.row && column === fault.column),
          about,
        ).toBe(true);
        for (const { message } of errors) expect(message).toMatch(/^[^\n]{10,400}\.$/);
      }
    }
    expect(good).toBeGreaterThan(1000);
  });

  it('leave the review as it was when they are refused, and are in it whole when not', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Bad tables' });
    for (let seed = 20_000; seed < 20_300; seed += 1) {
      const { text, fault, names } = badTable(seed);
      const before = (await app.call('review.get', { review })).settings.revision;
      const preview = await app.call('imports.read', {
        task: 't',
        fileName: 'bad.csv',
        kind: 'file',
        bytes: new TextEncoder().encode(text),
        options: dialect,
      });
      const mapping = proposed(preview, { uses: uses(preview.columns.map(({ header }) => header)) });
      const accept = { task: 't', review, table: preview.table, mapping, objectives: false };
      const answer = await app.dispatch('imports.accept', accept);
      const { settings } = await app.call('review.get', { review });
      if (fault !== null) {
        expect(answer).toMatchObject({ ok: false, error: { code: 'badInput' } });
        expect(settings.revision).toBe(before);
        continue;
      }
      expect(answer).toMatchObject({ ok: true });
      expect((await app.call('review.catalog', { review })).names).toEqual(names.map(joined));
      await app.call('review.undo', { review });
    }
    await app.close();
  });
});
