// parley check and parley verify as processes: what they print, and their exit codes, which a CI job goes by.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { prepare, record } from '../core/testing/decided.ts';
import { newFolder, removeFolders, testApp } from '../core/testing/host.ts';
import { documentOf } from '../../shared/record/document.ts';
import { toHtml } from '../../shared/record/html.ts';
import { toExport, type RecordExport } from '../../shared/record/json.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder: string;
let file: string;
let undecided: string;
let receipt: string;
let exported: RecordExport;

beforeAll(async () => {
  const app = testApp();
  ({ folder } = app);
  undecided = join(app.libraryFolder, (await app.call('library.create', { title: 'Open' })).fileName);
  const review = await prepare(app.call);
  const { id, head } = await record(app.call, review, async () => {
    const check = { metricId: 2, comparator: '<=' as const, bound: 60 };
    const definition = {
      kind: 'watch' as const,
      what: 'p95 latency',
      owner: 'Li',
      due: null,
      holdId: null,
      check,
      expected: 45,
    };
    await app.call('decision.setCondition', { review, id: null, definition });
  });
  receipt = (await app.call('decision.receipts', { review, id }))[0]!.text;
  const { record: whole, digest } = await app.call('decision.record.get', { review, id });
  exported = toExport(whole, digest, head, await app.call('trail.list', { review }));
  file = join(app.libraryFolder, 'Which-recommender.parley');
  await app.close();
});
afterAll(removeFolders);

function parley(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const own = newFolder();
  const env = { ...process.env, PARLEY_DATA: join(own, 'data'), PARLEY_LIBRARY: join(own, 'library') };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const table = (rows: string) => {
  const path = join(folder, 'evidence.csv');
  writeFileSync(path, `model,accuracy,latency_ms\n${rows}\n`);
  return path;
};

describe('parley check', () => {
  it('says that it holds, and leaves the file as it is', async () => {
    const before = readFileSync(file);
    const { code, out } = await parley('check', file);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Decision 1 holds\. Checked as of \d{4}-\d\d-\d\d\.\n {2}Computed again, .* the same to the last bit\.\n$/,
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    [
      'a broken must',
      'Beta,0.92,200',
      4,
      /breaks a must: latency_ms ≤ 150\sms is a must of ML engineers, and Beta has 200\sms \(it was 45\sms\): 50\sms beyond/,
    ],
    ['another first', 'Alpha,0.99,10', 4, /is overtaken: Alpha is first now; when it was decided, it was Beta\./],
    ['a watched number', 'Beta,0.92,70', 4, /latency_ms is 70\sms; it was to stay ≤ 60\sms, and 45\sms was expected/],
    ['the same values', 'Beta,0.92,45', 0, /^Decision 1 holds/],
  ])('says of new evidence: %s', async (_what, rows, exit, sentence) => {
    const { code, out } = await parley(
      'check',
      file,
      '--evidence',
      table(rows),
      '--zeros=measured',
      '--existing=update',
    );
    expect(out).toMatch(sentence);
    expect(code).toBe(exit);
  });

  it('asks whether a metric of the review with other values is the same measurement', async () => {
    const evidence = ['check', file, '--evidence', table('Beta,0.62,45'), '--zeros=measured'];
    const { code, err } = await parley(...evidence);
    expect(err).toMatch(
      /^evidence\.csv: the review has accuracy already \(from .+\), and 1 value differs: Beta 0\.92 → 0\.62\. Say whether this is the same measurement: --existing=update \(.*\) or --existing=separate \(another one, kept as “accuracy \(evidence\.csv\)”\)\./,
    );
    expect(code).toBe(5);
    expect(await parley(...evidence, '--existing=separate')).toMatchObject({
      code: 0,
      out: expect.stringContaining('knows nothing: accuracy (evidence.csv).') as string,
    });
    expect((await parley(...evidence, '--existing=perhaps')).err).toMatch('--existing is update or separate.');
  });

  it.each([
    [
      'names nobody knows',
      'model,accuracy,latency_ms\nbeta-2,0.5,100',
      5,
      /^Cannot tell .* none of the candidates in e\.csv/,
    ],
    ['columns nobody knows', 'model,recall\nBeta,0.5', 5, /^Cannot tell .* none of the metrics in e\.csv/],
    [
      'some of each',
      'model,accuracy,recall\nBeta,0.92,1\nbeta-2,0.5,1',
      0,
      /^Decision 1 holds\..*\n {2}e\.csv: values of 2 candidates, 1 new to this review \(beta-2\)\. New metrics, .*: recall\./,
    ],
  ])('does not say that it holds because a table missed it: %s', async (_what, text, exit, sentence) => {
    const path = join(folder, 'e.csv');
    writeFileSync(path, `${text}\n`);
    const { code, out } = await parley('check', file, '--evidence', path, '--zeros=measured');
    expect(out).toMatch(sentence);
    expect(code).toBe(exit);
  });

  it('says the same as JSON, and that it cannot tell where nothing is decided or nothing can be read', async () => {
    const { out } = await parley('check', file, '--json');
    expect(JSON.parse(out)).toMatchObject({ outcome: 'holds', engine: { reproduced: 'toTheBit' }, causes: [] });
    expect(await parley('check', undecided)).toMatchObject({
      code: 5,
      out: 'No decision is recorded in this review.\n',
    });
    expect(await parley('check', join(folder, 'nowhere.parley'))).toMatchObject({ code: 5, out: '' });
  });
});

describe('parley verify', () => {
  it('says in a sentence that a folder, or nothing, stands at the path', async () => {
    expect(await parley('verify', folder)).toMatchObject({
      code: 2,
      out: '',
      err: `${folder} cannot be read: it is a folder.\n`,
    });
    const nowhere = join(folder, 'nowhere.json');
    expect(await parley('verify', nowhere)).toMatchObject({
      code: 2,
      out: '',
      err: `${nowhere} cannot be read: there is no such file.\n`,
    });
    expect(await parley('check', folder)).toMatchObject({
      code: 5,
      out: '',
      err: `${folder} cannot be read: it is a folder.\n`,
    });
  });
  const written = (value: unknown) => {
    const path = join(folder, 'record.json');
    writeFileSync(path, JSON.stringify(value));
    return path;
  };

  it('vouches for a record and for a review with a receipt, and for neither without', async () => {
    for (const which of [file, written(exported)]) {
      expect(await parley('verify', which)).toMatchObject({
        code: 2,
        out: expect.stringContaining('Cannot tell') as string,
      });
      const { code, out } = await parley('verify', which, '--receipt', receipt);
      expect(out).toMatch(/the receipt was given for/);
      expect(code).toBe(0);
    }
  });

  describe('of an HTML record', () => {
    const html = () => {
      const { record: whole, digest, head, trail } = exported;
      return toHtml(documentOf({ record: whole, digest, head, trail, receipt }), exported, 'd09GMgABAAAAA+/=');
    };
    const page = (text: string) => {
      const path = join(folder, 'record.html');
      writeFileSync(path, text);
      return path;
    };
    const changed = (from: string, to: string) => {
      expect(html()).toContain(from);
      return page(html().replace(from, to));
    };

    it('cannot tell without a receipt, and vouches for it with one', async () => {
      expect(await parley('verify', page(html()))).toMatchObject({ code: 2 });
      const { code, out } = await parley('verify', page(html()), '--receipt', receipt);
      expect(out).toMatch(/^Decision 1 of “Which recommender\?” is as it was recorded; /);
      expect(code).toBe(0);
    });

    it.each([
      ['a word of the page', 'We deploy Beta.', 'We deploy Alpha.', /^The page does not say what the data in it say/],
      ['its style', '.strong{font-weight:650}', '.strong{display:none}', /^The page does not say/],
      ['something added', '</body>', '<p>And Alpha.</p></body>', /^The page does not say/],
      ['a word of its data', '"words":"Good enough."', '"words":"Not good."', /its digest is another/],
    ])('finds that it was changed: %s', async (_what, from, to, sentence) => {
      const { code, out } = await parley('verify', changed(from, to), '--receipt', receipt);
      expect(out).toMatch(sentence);
      expect(code).toBe(1);
    });

    it('refuses pages that hold no record', async () => {
      const { code, err } = await parley('verify', page('<!doctype html><p>Nothing.</p>'));
      expect(err).toMatch(/is not the record of a decision\. Give the JSON or HTML file/);
      expect(code).toBe(2);
      expect(await parley('verify', changed('</script>', ''))).toMatchObject({ code: 2 });
    });
  });

  it('finds what was changed in a record', async () => {
    const { record: whole, trail } = exported;
    for (const wrong of [
      { ...exported, record: { ...whole, decision: { ...whole.decision, rationale: 'Another.' } } },
      { ...exported, record: { ...whole, results: { ...whole.results, answer: [1] } } },
      { ...exported, trail: trail.slice(0, -1) },
      { ...exported, trail: trail.map((entry) => ({ ...entry, who: 'Somebody' })) },
      { ...exported, head: { n: 2, hash: '0'.repeat(64) } },
    ]) {
      const { code } = await parley('verify', written(wrong), '--receipt', receipt);
      expect(code).toBe(1);
    }
  });
});

describe('parley schema', () => {
  it('prints the schema that an exported record keeps, and a changed one does not', async () => {
    const { code, out, err } = await parley('schema', 'record');
    expect([code, err]).toEqual([0, '']);
    const schema = z.fromJSONSchema(JSON.parse(out) as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse(JSON.parse(JSON.stringify(exported))).success).toBe(true);
    expect(schema.safeParse({ ...exported, schema: 'parley-decision-2' }).success).toBe(false);
    expect(schema.safeParse({ ...exported, extra: 1 }).success).toBe(false);
    const record: Partial<RecordExport['record']> = { ...exported.record };
    delete record.seats;
    expect(schema.safeParse({ ...exported, record }).success).toBe(false);
  });
});
