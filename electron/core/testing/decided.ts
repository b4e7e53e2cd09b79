// A review in which a decision can be made, and one being made: Beta is the answer, Gamma breaks a must, Delta is not measured.
import type { Call, Out } from '../../../shared/contract/contract.ts';
import type { ShownAnswer } from '../../../shared/contract/decisions.ts';
import { evaluate } from '../../../shared/engine/evaluate.ts';
import { ENGINE_VERSION } from '../../../shared/engine/version.ts';
import { importTable } from './host.ts';

const decidedTable = `model,accuracy,latency_ms
Alpha,0.91,120
Beta,0.92,45
Gamma,0.93,300
Delta,,20
`;

/** A new review with question, people and one requirement; returns its handle. */
export async function prepare(call: Call): Promise<string> {
  const { review } = await call('library.create', { title: 'Which recommender?' });
  await importTable(call, review, decidedTable);
  const meeting = { question: 'Which recommender serves the app?', owner: 'Ana', facilitator: 'Bo' };
  await call('meeting.describe', { review, meeting });
  await call('meeting.setSeats', { review, seats: [{ roleId: 1, person: 'Ana', builtACandidate: true }] });
  const definition = {
    roleId: 1,
    metricId: 2,
    comparator: '<=' as const,
    bound: 150,
    strength: 'must' as const,
    reason: '',
  };
  await call('requirements.create', { review, definition });
  return review;
}

/** What a page would show now; starts a draft for the candidate unless it is null. */
export async function shownNow(call: Call, review: string, candidateId: number | null): Promise<ShownAnswer> {
  if (candidateId !== null) await call('decision.start', { review, kind: 'choose', candidateId });
  const { settings } = await call('review.get', { review });
  const catalog = await call('review.catalog', { review });
  const { groups, rule } = evaluate({ settings, catalog }, { role: null });
  return {
    revision: settings.revision,
    version: (await call('decision.get', { review })).version,
    engineVersion: ENGINE_VERSION,
    answer: groups[rule].winners.map((i) => catalog.candidateIds[i]!),
    chance: { seed: 1, draws: 100, concentration: 20, first: null },
    sentences: [{ place: 'headline', text: 'We deploy Beta.' }],
  };
}

/** Records a decision for Beta, with one stance signed; `more` is done to the draft before. */
export async function record(
  call: Call,
  review: string,
  more: () => Promise<void> = () => Promise.resolve(),
): Promise<Out<'decision.record'>> {
  const shown = await shownNow(call, review, 2);
  await call('decision.setStance', {
    review,
    stance: { roleId: 1, stance: 'supports', words: 'Good enough.', signedBy: 'Ana' },
  });
  await more();
  const { version } = await call('decision.get', { review });
  return call('decision.record', { review, by: 'Ana', shown: { ...shown, version } });
}
