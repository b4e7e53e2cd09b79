// The documents of a record: what page 1 must say, in which order, and that nothing in a record can act in a reader's browser.
import { describe, expect, it } from 'vitest';
import { documentOf, type RecordSource } from './document.ts';
import { modelCardSection } from './handOver.ts';
import { embeddedJson, toHtml } from './html.ts';
import { recordExport, recordJsonSchema, toExport } from './json.ts';
import { toMarkdown } from './markdown.ts';
import { qrPath } from './qrPath.ts';
import { sampleRecord } from './testing/sampleRecord.ts';

const digest = 'ab'.repeat(32);
const head = { n: 1, hash: digest };
const trail = [
  {
    n: 1,
    at: '2026-11-30T10:58:00.000Z',
    who: 'Petra',
    what: 'decision.recorded',
    body: '{}',
    prev: digest,
    hash: digest,
  },
];
const receipt = `PARLEY1:${'6F'.repeat(16)}:1:${'AB'.repeat(32)}:2:${'CD'.repeat(32)}:20261130T105800000Z`;
const source = (change: Parameters<typeof sampleRecord>[0] = {}): RecordSource => ({
  record: sampleRecord(change),
  digest,
  head,
  trail,
  receipt,
});
const decided = (change: Partial<ReturnType<typeof sampleRecord>['decision']>) =>
  documentOf(source({ decision: { ...sampleRecord().decision, ...change } }));

describe('page 1', () => {
  it('says the decision as one sentence, whatever was decided', () => {
    expect(decided({}).decision).toBe(
      'We deploy Two-tower once this is done: Roll-back of the vector store rehearsed in staging.',
    );
    expect(decided({ deploy: 'now' }).decision).toBe('We deploy Two-tower.');
    expect(decided({ deploy: 'never' }).decision).toBe('We choose Two-tower, and do not deploy it.');
    expect(decided({ kind: 'keep', candidateId: 6 }).decision).toBe('Popular nearby stays in use.');
    expect(decided({ kind: 'none', candidateId: null }).decision).toBe('We choose none of the candidates.');
    expect(decided({ kind: 'defer', candidateId: null }).decision).toBe('We do not decide before 28 February 2027.');
  });

  it('puts objections first and in full, then who gives up most, in native units', () => {
    const document = documentOf(source());
    expect(document.objections.map(({ role }) => role)).toEqual(['Sales']);
    expect(document.roles.map(({ role, givesUp, native }) => [role, givesUp, native])).toEqual([
      ['Sales', '0.17', '−36.7\u00a0€ per 1,000 impressions Ad revenue'],
      ['Infrastructure', '0.09', '+6 Inputs read, mostly made up elsewhere'],
      ['ML engineers', '0.07', '−0.030 Accuracy'],
      ['Product', '0.02', '−0.021 Accuracy'],
    ]);
    const html = toHtml(document, null);
    expect(html.indexOf('Objection of Sales.')).toBeLessThan(html.indexOf('>Why<'));
  });

  it('says that the ballots were not blind, and who has not signed', () => {
    const document = documentOf(source());
    expect(new Map(document.foot).get('Blind')).toBe('no: the ballots were not blind');
    expect(document.signatures.at(-1)).toEqual({ role: 'Infrastructure', text: 'not signed' });
  });

  it('names the answer that was overridden, and the nearest challenger where none was', () => {
    expect(documentOf(source()).whyNot?.title).toBe('Why not Fee nudge, the nearest challenger');
    for (const otherwise of [{ candidateId: 3 }, { kind: 'none' as const, candidateId: null }]) {
      expect(decided(otherwise).whyNot?.title).toBe('Why not Two-tower, the answer of the rule');
    }
  });

  it('has a row and a signature line for roles that do not count, and says on how many ballots it rests', () => {
    const record = sampleRecord();
    const [out] = record.roles.splice(2, 1);
    const { id, name, colour } = out!;
    record.leftOut = [{ id, name, colour, standing: 'abstained', text: `${name} abstained in round 1.` }];
    const document = documentOf(source(record));
    expect(document.roles.find(({ role }) => role === name)).toMatchObject({ wanted: 'abstained', givesUp: '—' });
    expect(document.roles.find(({ role }) => role === name)!.people).not.toBe('');
    expect(document.signatures.map(({ role }) => role)).toContain(name);
    expect(document.firm).toContain(`This rests on 3 of 4 ballots: ${name} does not count.`);
    const screened = document.appendix.find(({ letter }) => letter === 'D')!.sentences.join(' ');
    expect(screened).not.toContain('No role insisted');
    expect(documentOf(source()).firm.join(' ')).not.toContain('rests on');
  });

  it('says whom the sentences of how firm are about, where it is not who is chosen', () => {
    const about = (document: ReturnType<typeof documentOf>) => document.firm[0];
    expect(about(documentOf(source()))).not.toMatch(/^This is about/);
    for (const other of [
      decided({ candidateId: 3 }),
      decided({ kind: 'none', candidateId: null }),
      decided({ kind: 'defer', candidateId: null }),
    ]) {
      expect(about(other)).toBe('This is about Two-tower, the answer of the rule.');
    }
  });

  it('says first that the chosen candidate breaks a must that its role let pass, where people sign', () => {
    const { decision } = sampleRecord();
    const release = {
      requirementId: 1,
      roleId: 3,
      words: 'The list may wait for once.',
      signedBy: 'Paula',
      signedAt: '2026-11-30T10:50:00.000Z',
    };
    const { firm } = documentOf(source({ decision: { ...decision, candidateId: 7 }, releases: [release] }));
    expect(firm[0]!.replaceAll('\u00a0', ' ')).toMatch(
      /^.+ does not meet p95 latency.* ≤ 50 ms, a must of Product: it has 50\.8 ms\. Paula let it pass; part D says why\.$/,
    );
  });
  it('has nobody serve and nobody stop where nobody was chosen', () => {
    expect(decided({ kind: 'none', candidateId: null, reviewBy: null }).then).toEqual([]);
  });

  it('prints weights that add up to 100 %, and counts the values of each file apart', () => {
    const record = sampleRecord();
    const third = { ...record.results.roles[0]!, weights: [1 / 3, 1 / 3, 1 / 3 - 0.0001, 0.0001] };
    const results = { ...record.results, roles: [third, ...record.results.roles.slice(1)] };
    const file = { ...record.sources[0]!, sha256: '00'.repeat(32) };
    const sources = [...record.sources, file];
    const document = documentOf(source({ results, sources }));
    const column = document.appendix[1]!.tables[0]!.rows.map((row) => row[1]);
    expect(column).toEqual(['33.4 %', '33.3 %', '33.3 %', '< 0.1 %']);
    const counts = document.appendix[2]!.tables[1]!.rows.map((row) => Number(row[3]));
    expect(counts.at(-1)).toBe(0);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
      record.cited.filter((cell) => cell.source !== null).length,
    );
  });

  it('takes a stance for an acceptance of risk only where it is signed, and a deferral for no override', () => {
    const { stances, decision } = sampleRecord();
    const unsigned = stances.map((stance) => ({ ...stance, signedBy: '', signedAt: null }));
    const rows = (change: Parameters<typeof sampleRecord>[0]) =>
      new Map(
        documentOf(source(change))
          .appendix.at(-1)!
          .tables[0]!.rows.map(([, asks, here]) => [asks, here]),
      );
    expect(rows({ stances: unsigned }).get('Residual risk accepted by')).toBe('not recorded');
    const putOff = rows({ decision: { ...decision, kind: 'defer', candidateId: null } });
    expect(putOff.get('Automation bias: decided')).toBe('not yet: it was put off');
  });

  it('shows no number where there is none', () => {
    const document = decided({ kind: 'none', candidateId: null });
    expect(document.roles.every(({ givesUp, native }) => givesUp === '—' && native === '')).toBe(true);
  });
});

describe('the files', () => {
  const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(1)> & "quotes" \u2028';

  it('holds the whole record as JSON that comes back to the letter, and nothing of it becomes markup', () => {
    const record = sampleRecord({ title: hostile, recordedBy: hostile });
    const file = toExport(record, digest, head, trail);
    const html = toHtml(documentOf({ ...source(), record }), file);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain('<img');
    const json = /<script type="application\/json" id="parley-record">(.*?)<\/script>/s.exec(html)![1]!;
    expect(recordExport.parse(JSON.parse(json))).toEqual(file);
    expect(embeddedJson(hostile)).not.toMatch(/[<\u2028]/);
  });

  it('needs nothing from elsewhere', () => {
    const html = toHtml(documentOf(source()), null);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; font-src data:"`);
    expect(html).not.toMatch(/(?:src|href)="(?!data:)|url\((?!data:)|https?:/);
  });

  it('writes Markdown in which no text of a person makes structure', () => {
    const record = sampleRecord({ title: '# not a heading | [x](y)' });
    const text = toMarkdown(documentOf({ ...source(), record }), { consulted: ['A "b"'], date: '2026-11-30' });
    expect(text.split('\n').filter((line) => line.startsWith('# '))).toEqual([
      '# We deploy Two-tower once this is done: Roll-back of the vector store rehearsed in staging.',
    ]);
    expect(text).toContain('consulted: ["A \\"b\\""]');
    const underlined = sampleRecord({ decision: { ...record.decision, rationale: 'Reasons\n---\n===\n1) &lt;b&gt;' } });
    const reasons = toMarkdown(documentOf({ ...source(), record: underlined }), { consulted: [], date: '2026-11-30' });
    expect(reasons).toContain('Reasons\n\\---\n\\===\n1\\) \\&lt;b\\&gt;');
    expect(text).toContain('\\# not a heading \\| \\[x\\](y)');
  });

  it('publishes a schema', () => {
    expect(recordJsonSchema()).toMatchObject({
      type: 'object',
      required: ['schema', 'digest', 'head', 'record', 'trail'],
    });
  });
});

describe('the section of a model card', () => {
  it('counts one candidate in the singular, and nothing in it breaks its table', () => {
    const { objectives } = sampleRecord();
    const named = objectives.map((objective) => ({ ...objective, name: 'Hit | miss' }));
    const text = modelCardSection(sampleRecord({ candidateCount: 1, objectives: named }), digest);
    expect(text).toContain('among 1 candidate;');
    expect(text.split('\n').filter((line) => line.startsWith('| Hit \\| miss |'))).toHaveLength(objectives.length);
  });
});

describe('the code of a receipt', () => {
  it('is a path of whole runs with a quiet zone of four modules', () => {
    const { d, size } = qrPath(receipt);
    const runs = [...d.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map((match) => match.slice(1).map(Number));
    expect(runs.map(([x, y, run]) => `M${x} ${y}h${run}v1h-${run}z`).join('')).toBe(d);
    for (const [x, y, run] of runs) {
      expect(x).toBeGreaterThanOrEqual(4);
      expect(y).toBeGreaterThanOrEqual(4);
      expect(x! + run!).toBeLessThanOrEqual(size - 4);
      expect(y).toBeLessThan(size - 4);
    }
    // Version 8 at level M, as measured for receipts in capitals.
    expect(size - 8).toBe(49);
  });
});
