// The sample review as the engine sees it, straight from the committed table and the ballots, without a review file.
// For tests and chart fixtures; the review file is made by review.ts through the app itself.
import { readFileSync } from 'node:fs';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { holdUntil, NOTE, OBJECTIVES, ROLES, TITLE } from './ballots.ts';
import { CSV_FILE, METRICS, readCsv, type MetricKey } from './table.ts';

const KEYS = Object.keys(METRICS) as MetricKey[];
const metricId = (key: MetricKey) => KEYS.indexOf(key) + 1;

/** Ids count from 1 in the order of METRICS, OBJECTIVES, ROLES and the table's rows. `today` dates the hold. */
export function sampleSnapshot(today: Date = new Date()): ReviewSnapshot {
  const rows = readCsv(readFileSync(CSV_FILE, 'utf8'));
  const tags = [...new Set(rows.flatMap((row) => row.tags))];
  let requirementId = 0;
  let holdId = 0;
  return {
    settings: {
      id: '5a7b1c9e-2f64-4d0a-9c35-8e1f0d2b6a47',
      title: TITLE,
      note: NOTE,
      groupRule: 'leastRegret',
      revision: 1,
      catalogRevision: 1,
      metrics: KEYS.map((key) => {
        const { header, unit, direction } = METRICS[key];
        return { id: metricId(key), name: header, unit, direction, formula: null };
      }),
      objectives: OBJECTIVES.map(({ metric, name, valueFunction }, position) => ({
        id: position + 1,
        metricId: metricId(metric),
        name,
        direction: METRICS[metric].direction,
        valueFunction,
        missing: 'exclude',
        position,
      })),
      roles: ROLES.map(({ name, colour, rationale, points, requirements, holds }, position) => ({
        id: position + 1,
        name,
        colour,
        influence: 1,
        rationale,
        position,
        weights: points.map((share, i) => ({ objectiveId: i + 1, weight: share / 100, locked: false })),
        requirements: requirements.map(({ metric, ...requirement }) => ({
          id: ++requirementId,
          roleId: position + 1,
          metricId: metricId(metric),
          ...requirement,
        })),
        holds: holds.map(({ tag, condition, reason }) => ({
          id: ++holdId,
          roleId: position + 1,
          scope: { kind: 'tag', tag },
          until: holdUntil(today),
          condition,
          effect: 'blocks',
          reason,
          cleared: false,
        })),
      })),
      incumbentId: null,
      incumbentCounts: true,
      scenarios: [],
      logs: [],
    },
    catalog: {
      revision: 1,
      candidateIds: Int32Array.from(rows.keys(), (i) => i + 1),
      names: rows.map((row) => row.name),
      columns: KEYS.map((key) => ({
        metricId: metricId(key),
        measured: Float64Array.from(rows, (row) => row.values[key]),
        standardErrors: 'error' in METRICS[key] ? Float64Array.from(rows, (row) => row.errors[key] ?? NaN) : null,
      })),
      attributes: [],
      tags: tags.map((tag) => ({
        tag,
        candidateIds: rows.flatMap((row, i) => (row.tags.includes(tag) ? [i + 1] : [])),
      })),
    },
  };
}
