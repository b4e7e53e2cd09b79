// Does a decision on 1,454 real models still hold? Replayed on the same evidence, with one cell changed, a must broken, a new candidate
// and another engine; each outcome with its cause in native units.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importTable, removeFolders, type TestApp } from '../../electron/core/testing/host.ts';
import type { DecisionRecord } from '../../shared/domain/record.ts';
import type { Replay } from '../../shared/domain/replay.ts';
import { evaluate } from '../../shared/engine/evaluate.ts';
import { replayRecord } from '../../shared/engine/record/replay.ts';
import { ENGINE_VERSION } from '../../shared/engine/version.ts';
import { makeTimm } from './timm.ts';

let app: TestApp;
let review: string;
let decision: number;
const chosen = 'tf_efficientnet_b2.ns_jft_in1k@260';

beforeAll(async () => {
  ({ app, review } = await makeTimm());
  const catalog = await app.call('review.catalog', { review });
  const { settings } = await app.call('review.get', { review });
  const { groups, rule } = evaluate({ settings, catalog }, { role: null });
  expect([catalog.names.length, settings.objectives.length]).toEqual([1454, 5]);
  expect(groups[rule].winners.map((i) => catalog.names[i])).toEqual([chosen]);
  const [candidateId] = groups[rule].winners.map((i) => catalog.candidateIds[i]!);
  await app.call('meeting.describe', {
    review,
    meeting: { question: 'Which backbone?', owner: 'Ana', facilitator: 'Ana' },
  });
  await app.call('decision.start', { review, kind: 'choose', candidateId: candidateId! });
  const { version } = await app.call('decision.get', { review });
  const shown = {
    revision: settings.revision,
    version,
    engineVersion: ENGINE_VERSION,
    answer: [candidateId!],
    chance: { seed: 1, draws: 500, concentration: 50, first: null },
    sentences: [{ place: 'headline', text: `We deploy ${chosen}.` }],
  };
  decision = (await app.call('decision.record', { review, by: 'Ana', shown })).id;
}, 120_000);
afterAll(async () => {
  await app.close();
  removeFolders();
});

const replay = () => app.call('decision.replay', { review, id: decision });
/** New values come in as they do in the app; afterwards they are taken back. */
async function replayedWith(columns: string, row: string): Promise<Replay> {
  await importTable(app.call, review, `model,${columns}\n${row}\n`, false);
  const found = await replay();
  await app.call('review.undo', { review });
  return found;
}
/** In sentences, a number and its unit do not part. */
const plain = (sentence: string) => sentence.replaceAll('\u00a0', ' ');
const caused = ({ causes }: Replay) => causes.map(({ sentence }) => plain(sentence));

it('holds on the same evidence, to the last bit', async () => {
  expect(await replay()).toMatchObject({
    outcome: 'holds',
    sentence: 'Decision 1 holds.',
    causes: [],
    engine: {
      reproduced: 'toTheBit',
      sentence: 'Computed again, the recorded results are the same to the last bit.',
    },
  });
});

it('is overtaken by one changed cell, and names it', async () => {
  const found = await replayedWith('gpu_ms_per_image', `${chosen},0.9`);
  expect(found).toMatchObject({ outcome: 'overtaken' });
  expect(plain(found.sentence)).toBe(
    'Decision 1 is overtaken: tiny_vit_11m_224.dist_in22k_ft_in1k@224 is first now; when it was decided, it was ' +
      `${chosen}. Because of new gpu_ms_per_image of ${chosen}: 0.261 ms per image → 0.900 ms per image.`,
  );
  expect(await replay()).toMatchObject({ outcome: 'holds' });
});

it('breaks a must, by how much', async () => {
  const found = await replayedWith('gpu_ms_per_image', `${chosen},1.25`);
  expect(found).toMatchObject({ outcome: 'brokenMust' });
  expect(plain(found.sentence)).toBe(
    'Decision 1 breaks a must: gpu_ms_per_image ≤ 1.000 ms per image is a must of Serving, and ' +
      `${chosen} has 1.250 ms per image (it was 0.261 ms per image): 0.25 ms per image beyond.`,
  );
});

it('breaks a must that became stricter', async () => {
  const { settings } = await app.call('review.get', { review });
  const must = settings.roles.flatMap(({ requirements }) => requirements).find(({ bound }) => bound === 1)!;
  await app.call('requirements.update', {
    review,
    id: must.id,
    definition: {
      roleId: must.roleId,
      metricId: must.metricId,
      comparator: must.comparator,
      bound: 0.25,
      strength: must.strength,
      reason: must.reason,
    },
  });
  const found = await replay();
  await app.call('review.undo', { review });
  expect(found.outcome).toBe('brokenMust');
  expect(plain(found.sentence)).toBe(
    'Decision 1 breaks a must: gpu_ms_per_image ≤ 0.2500 ms per image is a must of Serving, and ' +
      `${chosen} has 0.2612 ms per image: 0.0112 ms per image beyond.`,
  );
});

it('is overtaken by a new candidate, and says that it was not there', async () => {
  const found = await replayedWith(
    'top1,top1_r,param_count,infer_gmacs,gpu_ms_per_image',
    'brand_new@256,86,60,8,1,0.2',
  );
  expect(found).toMatchObject({ outcome: 'overtaken' });
  expect(plain(found.sentence)).toBe(
    `Decision 1 is overtaken: brand_new@256 is first now; when it was decided, it was ${chosen}. ` +
      'brand_new@256 was not among the candidates then.',
  );
  expect(caused(found)).toContain('brand_new@256 was not among the candidates then.');
  expect(found.steps.find(({ group }) => group === 'candidates')).toMatchObject({
    changed: true,
    outcome: 'overtaken',
  });
});

it('says that another engine made the record, and whether it ranks everybody alike', async () => {
  const { record, columns } = await app.call('decision.frozen', { review, id: decision });
  const today = {
    settings: (await app.call('review.get', { review })).settings,
    catalog: await app.call('review.catalog', { review }),
  };
  const under = (of: DecisionRecord) =>
    replayRecord({ decisionId: decision, record: of, columns, today, on: '2026-11-30' });
  const older: DecisionRecord = { ...record, engineVersion: '1.0.0' };
  expect(under(older)).toMatchObject({
    outcome: 'holds',
    engine: {
      reproduced: 'sameRanks',
      sentence: `The engine changed since (1.0.0 then, ${ENGINE_VERSION} now); on the values of then it ranks everybody alike.`,
    },
  });
  const groups = record.results.groups.map((group) => ({ ...group, ranks: group.ranks.map((rank) => rank + 1) }));
  const differently = { ...record.results, groups };
  expect(under({ ...older, results: differently }).engine).toMatchObject({
    reproduced: 'differs',
    sentence: `The engine changed since (1.0.0 then, ${ENGINE_VERSION} now); on the values of then it ranks differently.`,
  });
  expect(under({ ...record, results: differently }).engine.sentence).toBe(
    'The recorded results do not follow from what was frozen: one of the two was changed.',
  );
});
