// What a list of versions needs to know of a review: names, and digests of what may differ between two versions.
import type { VersionSummary } from '../../../shared/domain/version.ts';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import { listCandidates } from './catalog.ts';
import { listMeasured } from './columns.ts';
import { listDecisions } from './decisions.ts';
import type { ReadableDb } from './handle.ts';
import { listLogs } from './logs.ts';
import { readRevision, readSettings } from './review.ts';
import { listRoles } from './roles.ts';
import { listRounds } from './rounds.ts';
import { sha256, trailHead } from './trail.ts';

/** Long enough to tell two versions of one thing apart. */
const short = (content: string | Uint8Array) => sha256(content).slice(0, 16);
const digest = (value: unknown) => short(canonicalJson(value));
const bytesOf = (values: Float64Array) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** O(size of the measured values). */
export function summaryOf(db: ReadableDb): VersionSummary {
  const settings = readSettings(db);
  const { ids, names } = listCandidates(db);
  const values = new Map(listMeasured(db).map((column) => [column.metricId, column]));
  const valuesOf = (id: number) => {
    const column = values.get(id);
    if (!column) return '';
    return short(
      `${short(bytesOf(column.measured))} ${column.standardErrors === null ? '' : short(bytesOf(column.standardErrors))}`,
    );
  };
  const candidateOf = (id: number | null) => names[ids.indexOf(id ?? -1)] ?? '';
  return {
    review: settings.id,
    title: settings.title,
    candidates: { count: names.length, digest: digest(names) },
    metrics: settings.metrics.map((metric) => ({
      id: metric.id,
      name: metric.name,
      digest: short(`${digest(metric)} ${valuesOf(metric.id)}`),
    })),
    objectives: settings.objectives.map((objective) => ({
      id: objective.id,
      name: objective.name,
      digest: digest(objective),
    })),
    roles: listRoles(db).map(({ id, name, weights, requirements, holds, rationale }) => ({
      id,
      name,
      weighed: weights.length > 0,
      weights: digest(weights),
      requirements: digest({ requirements, holds }),
      words: digest(rationale),
    })),
    groupRule: settings.groupRule,
    logs: listLogs(db).map((log) => ({ id: log.id, name: log.name, digest: digest(log) })),
    scenarios: digest(settings.scenarios),
    rounds: listRounds(db).map(({ number, state }) => ({ number, state })),
    decisions: listDecisions(db).map(({ number, state, candidateId }) => ({
      number,
      recorded: state !== 'draft',
      candidate: candidateOf(candidateId),
    })),
    revision: readRevision(db).revision,
    entries: trailHead(db)?.n ?? 0,
  };
}
