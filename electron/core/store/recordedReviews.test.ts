// Reviews with a decision, as they were recorded in earlier formats: years later the record is still what it was. A new format that
// changes what is recorded adds a fixture; those that are here stay as they are.
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { documentOf } from '../../../shared/record/document.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';

afterAll(removeFolders);

const fixtures = new URL('fixtures/', import.meta.url);
const recorded = fs
  .readdirSync(fixtures)
  .map((name) => /^recorded-(\d+)\.parley\.gz$/.exec(name)?.[1])
  .filter((format) => format !== undefined);

it('keeps some', () => expect(recorded).toEqual(expect.arrayContaining(['30', '50'])));

it.each(recorded)('still verifies what was recorded in format %s', async (format) => {
  const known = JSON.parse(fs.readFileSync(new URL(`recorded-${format}.json`, fixtures), 'utf8')) as Record<
    'frozen' | 'receipt',
    string
  >;
  const file = path.join(newFolder(), 'recorded.parley');
  fs.writeFileSync(file, gunzipSync(fs.readFileSync(new URL(`recorded-${format}.parley.gz`, fixtures))));
  const app = testApp();
  const { review, notices } = await app.openPath(file);
  expect(notices).toEqual([]);
  const found = await app.call('meeting.verify', { review, receipt: known.receipt });
  expect(found).toMatchObject({ ok: true, state: 'asRecorded', head: 'matchesReceipt' });
  const [decision] = (await app.call('decision.get', { review })).recorded;
  expect(decision).toMatchObject({ number: 1, state: 'recorded', frozen: known.frozen });
  const { record } = await app.call('decision.record.get', { review, id: decision!.id });
  expect(record).toMatchObject({ recordedAt: '2026-11-30T10:42:00.000Z', conditions: [{ what: 'p95 latency' }] });
  // Proposals are on record since format 50.
  const proposals = format === '30' ? undefined : ['declined', 'accepted', 'lapsed'];
  expect(record.proposals?.map(({ state }) => state)).toEqual(proposals);
  const trail = await app.call('trail.list', { review });
  const { appendix } = documentOf({ record, digest: known.frozen, head: null, trail, receipt: null });
  const { title } = appendix.find(({ letter }) => letter === 'F')!;
  expect(title).toBe(proposals ? 'Gaps that were discussed, and proposals' : 'Gaps that were discussed');
  const replay = await app.call('decision.replay', { review, id: decision!.id });
  expect(replay.outcome).toBe('holds');
  expect(['toTheBit', 'sameRanks']).toContain(replay.engine.reproduced);
  await app.close();
});
