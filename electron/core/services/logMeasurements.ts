// Writes what the page measured on a kept log into the review: values of metrics, and new candidates.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { MeasuredMetric, NewCandidate } from '../../../shared/contract/predictions.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import {
  createCandidate,
  ensureAttribute,
  findCandidate,
  listCandidates,
  setAttribute,
  setTag,
} from '../store/catalog.ts';
import type { WritableDb } from '../store/handle.ts';
import { putInterval } from '../store/intervals.ts';
import { addLogCandidate, addLogColumn, readLogWords } from '../store/logs.ts';
import { listMetrics } from '../store/metrics.ts';
import { setNote } from '../store/notes.ts';
import { createObjective, listObjectives } from '../store/objectives.ts';
import { createRequirement, listRoles } from '../store/roles.ts';
import type { Source } from '../store/sources.ts';
import type { CommandHandlers } from './handlerTypes.ts';
import { writeMeasurements } from './measurements.ts';
import { proposeObjective } from './objectives.ts';
import { growColumns, requireLog } from './predictions.ts';

export const measuredCommands = {
  'predictions.take': (db, { log, metrics }, { now }) => writeMeasured(db, metrics, sourceOf(requireLog(db, log), now)),
  'predictions.addCandidates': (db, { log: id, candidates }, { now }) => {
    const log = requireLog(db, id);
    const ids = candidates.map((candidate) => addCandidate(db, log, candidate));
    growColumns(db);
    const metrics = asMetrics(candidates);
    if (metrics.length > 0) writeMeasured(db, metrics, sourceOf(log, now));
    return { ids };
  },
} satisfies Partial<CommandHandlers>;

/** The log's file, measured at this moment: what values are measured by says their own source. */
const sourceOf = ({ source }: KeptLog, now: Date): Omit<Source, 'id'> => ({
  kind: source.kind,
  name: source.name,
  sha256: source.sha256,
  at: now.toISOString(),
});

function addCandidate(db: WritableDb, log: KeptLog, { name, family, how, tags, decides }: NewCandidate): number {
  if (log.cube !== undefined) {
    throw new ParleyError(
      'refused',
      'The log is a cube, which keeps no single rows, so no candidate can be made from it.',
    );
  }
  if (findCandidate(db, name) !== null) {
    throw new ParleyError('refused', `There is already a candidate named “${name}”. Give the new one another name.`);
  }
  const id = createCandidate(db, name);
  if (how.trim() !== '') setNote(db, id, how.trim());
  for (const tag of tags) setTag(db, id, tag, true);
  if (family.trim() !== '') setAttribute(db, id, familyAttribute(db), family.trim());
  if ('threshold' in decides) {
    const base = log.candidates.find(({ candidateId }) => candidateId === decides.scoresOf);
    if (base?.score == null)
      throw new ParleyError('badInput', 'The log has no scores of the candidate it is made from.');
    const { score, inverted } = base;
    addLogCandidate(db, log.id, { candidateId: id, score, prediction: null, threshold: decides.threshold, inverted });
  } else {
    // Read again each time: the loop may have added candidates.
    const { headers, roles } = requireLog(db, log.id);
    const names = roles.label === null ? [] : readLogWords(db, log.id, roles.label);
    const { codes } = decides;
    if (codes.length !== log.cases || codes.some((code) => code < -1 || code >= names.length)) {
      throw new ParleyError('badInput', 'The decisions of the new candidate do not fit the log.');
    }
    const place = headers.length;
    const column = { place, header: `Decisions of ${name}`, role: 'prediction' as const, reference: null };
    addLogColumn(db, log.id, column, { numbers: null, words: { codes, names } });
    const candidate = { candidateId: id, score: null, prediction: place, threshold: null, inverted: false };
    addLogCandidate(db, log.id, candidate);
  }
  return id;
}

function familyAttribute(db: WritableDb): number {
  const found = db.read<[], { name: string }>('SELECT name FROM attribute ORDER BY id').all();
  return ensureAttribute(db, found.find(({ name }) => /^(model[ _])?family$/i.test(name))?.name ?? 'Family');
}

/** The metrics of all new candidates, each once. */
function asMetrics(candidates: readonly NewCandidate[]): MeasuredMetric[] {
  const byName = new Map<string, MeasuredMetric>();
  for (const { name: candidate, metrics } of candidates) {
    for (const { name, unit, direction, how, measured, standardError, interval } of metrics) {
      const known = byName.get(name);
      const measurements = [...(known?.measurements ?? []), { candidate, measured, standardError, interval }];
      byName.set(name, { name, unit, direction, how, measurements, objective: false, requirement: null });
    }
  }
  return [...byName.values()];
}

/** All or nothing: called inside one change of the review. */
function writeMeasured(db: WritableDb, metrics: readonly MeasuredMetric[], source: Omit<Source, 'id'>) {
  check(db, metrics);
  const candidates = [
    ...new Set(metrics.flatMap(({ measurements }) => measurements.map(({ candidate }) => candidate))),
  ];
  const written = writeMeasurements(
    db,
    {
      names: candidates,
      rows: null,
      metrics: metrics.map(({ name, unit, direction, how, measurements }) => {
        const byCandidate = new Map(measurements.map((each) => [each.candidate, each]));
        const column = (of: 'measured' | 'standardError') =>
          Float64Array.from(candidates, (candidate) => byCandidate.get(candidate)?.[of] ?? NaN);
        return {
          name,
          unit,
          direction,
          header: how,
          measured: column('measured'),
          standardErrors: column('standardError'),
        };
      }),
    },
    source,
  );
  writeIntervals(db, metrics);
  const idOf = new Map(listMetrics(db).map(({ name, id }) => [name, id]));
  const taken = new Set(listObjectives(db).map(({ metricId }) => metricId));
  let objectives = 0;
  let requirements = 0;
  for (const { name, objective, requirement } of metrics) {
    const metricId = idOf.get(name)!;
    if (objective && !taken.has(metricId)) {
      createObjective(db, proposeObjective(db, metricId));
      taken.add(metricId);
      objectives++;
    }
    if (requirement) {
      createRequirement(db, { ...requirement, metricId, reason: `Measured on ${source.name}.`.slice(0, 2000) });
      requirements++;
    }
  }
  return {
    candidates: candidates.length,
    metrics: metrics.length,
    cells: written.cells,
    objectives,
    requirements,
  };
}

/** Beside the values that were written; a value without one loses that of the value before it. O(values). */
function writeIntervals(db: WritableDb, metrics: readonly MeasuredMetric[]): void {
  const metricIds = new Map(listMetrics(db).map(({ name, id }) => [name, id]));
  const { ids, names } = listCandidates(db);
  const candidateIds = new Map(names.map((name, place) => [name, ids[place]!]));
  for (const { name, measurements } of metrics) {
    for (const { candidate, measured, interval = null } of measurements) {
      putInterval(db, metricIds.get(name)!, candidateIds.get(candidate)!, measured, interval);
    }
  }
}

function check(db: WritableDb, metrics: readonly MeasuredMetric[]): void {
  const names = new Set<string>();
  for (const { name, measurements } of metrics) {
    if (names.has(name)) throw new ParleyError('badInput', `Two metrics would be called “${name}”.`);
    names.add(name);
    const own = new Set(measurements.map(({ candidate }) => candidate));
    if (own.size !== measurements.length)
      throw new ParleyError('badInput', `“${name}” has two values for one candidate.`);
    const beside = measurements.find(
      ({ measured, interval }) => interval && (interval.low > measured || (interval.high ?? Infinity) < measured),
    );
    if (beside) {
      throw new ParleyError('badInput', `The interval of “${name}” does not hold its value for “${beside.candidate}”.`);
    }
  }
  const derived = listMetrics(db).find(({ name, formula }) => names.has(name) && formula !== null);
  if (derived) {
    throw new ParleyError(
      'refused',
      `“${derived.name}” is worked out by a formula, so it cannot be measured. Give the measure another name.`,
    );
  }
  const roles = new Set(listRoles(db).map(({ id }) => id));
  if (metrics.some(({ requirement }) => requirement && !roles.has(requirement.roleId))) {
    throw new ParleyError('notFound', 'One of these roles is no longer in the review.');
  }
}
