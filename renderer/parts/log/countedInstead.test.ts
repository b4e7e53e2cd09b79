// Which logs are counted instead of read, what their drafts leave out, and what is said of what cannot be counted.
import { describe, expect, it } from 'vitest';
import { countableFile, countingTrouble, isBeyondReading, ofCounts } from './countedInstead.ts';
import { draftLog, noCandidate } from './logDraft.ts';

const file = (name: string, size = 10) => Object.defineProperty(new File(['y'], name), 'size', { value: size });
const source = (name: string) => ({ fileName: name, kind: 'file' as const, bytes: new Uint8Array(), file: file(name) });

describe('what can be counted', () => {
  it.each(['a.parquet', 'a.CSV', 'a.csv.gz', 'a.jsonl', 'a.tsv'])('%s', (name) =>
    expect(countableFile(source(name))?.name).toBe(name),
  );
  it.each(['a.xlsx', 'a.cube.json', 'a.json', 'study.db'])('not %s', (name) =>
    expect(countableFile(source(name))).toBeNull(),
  );
  it('is no pasted text', () => {
    const pasted = { fileName: 'a.csv', kind: 'paste' as const, bytes: new Uint8Array() };
    expect(countableFile(pasted)).toBeNull();
  });
  it('is beyond reading above 64 MB', () => {
    expect(isBeyondReading(file('a.csv', 64 * 2 ** 20))).toBe(false);
    expect(isBeyondReading(file('a.csv', 64 * 2 ** 20 + 1))).toBe(true);
  });
});

describe('the draft of a log that is counted', () => {
  const empty = draftLog([], 0, 'visits.parquet');
  const candidate = { ...noCandidate, name: 'a', score: 1, latency: 2, cost: 3 };
  const full = { ...empty, time: 4, candidates: [candidate], features: [{ index: 5, header: 'x', use: true }] };
  it('leaves out what counts do not keep', () => {
    expect(ofCounts(full)).toMatchObject({
      time: null,
      features: [],
      candidates: [{ score: 1, latency: null, cost: null }],
    });
    expect(countingTrouble(ofCounts(full))).toBeNull();
  });
  it.each([
    [{ kind: 'regression' as const }, 'only questions with two answers'],
    [{ model: 0 }, 'stand side by side'],
    [{ time: 4 }, 'counts keep no time'],
    [{ candidates: [candidate] }, 'no time or cost of single cases'],
    [{ features: [{ index: 5, header: 'x', use: true }] }, 'counts keep no features'],
  ])('says why %j cannot be', (more, sentence) =>
    expect(countingTrouble({ ...ofCounts(full), ...more })).toContain(sentence),
  );
});
