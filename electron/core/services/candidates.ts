// Candidates and single values.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { FormerValue, Provenance } from '../../../shared/domain/catalog.ts';
import type { CommandHandlers, QueryHandlers } from './handlerTypes.ts';
import {
  createCandidate,
  findCandidate,
  listCandidates,
  placeOfCandidate,
  removeCandidate,
  renameCandidate,
  setTag,
} from '../store/catalog.ts';
import {
  getColumn,
  grown,
  keepReplaced,
  listColumns,
  putColumn,
  keepCandidates,
  type StoredColumn,
} from '../store/columns.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { readInterval } from '../store/intervals.ts';
import { putLink, readNotes, removeLink, setNote } from '../store/notes.ts';
import { listReplaced, type Replaced } from '../store/replacedValues.ts';
import { readReview, setIncumbent } from '../store/review.ts';
import { removeHoldsOn } from '../store/roles.ts';
import { createSource, getHeader, getSource, setHeader } from '../store/sources.ts';
import { explainCell, recompute } from './derived.ts';
import { requireMetric } from './metrics.ts';

export const candidateQueries = {
  'candidates.provenance': (db, { candidateId, metricId }) => {
    const { column, place } = findCell(db, candidateId, metricId);
    return originOf(db, column, place, candidateId);
  },
  'candidates.history': (db, { candidateId }) => {
    const place = requirePlace(db, candidateId);
    const replaced = Map.groupBy(listReplaced(db, candidateId), ({ metricId }) => metricId);
    return listColumns(db).map((column) => ({
      metricId: column.metricId,
      now: originOf(db, column, place, candidateId),
      former: (replaced.get(column.metricId) ?? []).map((each) => toFormerValue(db, each)),
    }));
  },
  'candidates.notes': (db, { candidateId }) => {
    requireCandidate(db, candidateId);
    return readNotes(db, candidateId);
  },
} satisfies Partial<QueryHandlers>;

/** Removes candidates with their values, their holds, and what says that one is in use. O(candidates × metrics). */
export function removeCandidates(db: WritableDb, ids: readonly number[]): void {
  const gone = new Set(ids);
  const keep = Uint8Array.from(listCandidates(db).ids, (id) => (gone.has(id) ? 0 : 1));
  const { incumbentId } = readReview(db);
  if (incumbentId !== null && gone.has(incumbentId)) setIncumbent(db, null);
  for (const id of gone) {
    removeHoldsOn(db, id);
    removeCandidate(db, id);
  }
  for (const column of listColumns(db)) putColumn(db, keepCandidates(column, keep));
}

export const candidateCommands = {
  'candidates.setNote': (db, { candidateId, note }) => {
    requireCandidate(db, candidateId);
    setNote(db, candidateId, note.trim());
    return null;
  },
  'candidates.addLink': (db, { candidateId, title, url }) => {
    requireCandidate(db, candidateId);
    return { id: putLink(db, candidateId, title, url) };
  },
  'candidates.removeLink': (db, { id }) => {
    if (!removeLink(db, id)) throw new ParleyError('notFound', 'This link is no longer in the review.');
    return null;
  },
  'candidates.add': (db, { name }) => {
    refuseTaken(db, name, null);
    const id = createCandidate(db, name);
    const count = listCandidates(db).ids.length;
    for (const column of listColumns(db)) putColumn(db, grown(column, count));
    recompute(db, null);
    return { id };
  },
  'candidates.rename': (db, { id, name }) => {
    requireCandidate(db, id);
    refuseTaken(db, name, id);
    renameCandidate(db, id, name);
    return null;
  },
  'candidates.remove': (db, { ids }) => {
    for (const id of ids) requireCandidate(db, id);
    removeCandidates(db, ids);
    return null;
  },
  'candidates.tag': (db, { ids, tag, on }) => {
    for (const id of ids) {
      requireCandidate(db, id);
      setTag(db, id, tag, on);
    }
    return null;
  },
  'candidates.setIncumbent': (db, { id }) => {
    if (id !== null) requireCandidate(db, id);
    setIncumbent(db, id);
    return null;
  },
  'candidates.setMeasured': (db, { candidateId, metricId, measured, standardError }, { now }) => {
    const { column, place } = findCell(db, candidateId, metricId);
    const { name, formula } = requireMetric(db, metricId);
    if (formula !== null) {
      throw new ParleyError(
        'refused',
        `“${name}” is worked out by a formula. Correct the values that go into it, or the formula.`,
      );
    }
    if (measured === null && standardError !== null) {
      throw new ParleyError(
        'badInput',
        'A value that is missing has no standard error. Give the value, or leave both out.',
      );
    }
    const before = column.measured[place] ?? NaN;
    const errorBefore = column.standardErrors?.[place] ?? NaN;
    // Typing the same value again keeps its source.
    if (Object.is(before, measured ?? NaN) && Object.is(errorBefore, standardError ?? NaN)) return null;
    const source = createSource(db, { kind: 'hand', name: 'typed in', sha256: '', at: now.toISOString() });
    setHeader(db, metricId, source, '');
    if (!Number.isNaN(before)) keepReplaced(db, column, [place], [candidateId], source);
    column.measured[place] = measured ?? NaN;
    if (standardError !== null) column.standardErrors ??= new Float64Array(column.measured.length).fill(NaN);
    if (column.standardErrors) column.standardErrors[place] = standardError ?? NaN;
    column.sourceIds[place] = measured === null ? 0 : source;
    column.sourceRows[place] = 0;
    putColumn(db, column);
    recompute(db, [metricId]);
    return null;
  },
} satisfies Partial<CommandHandlers>;

export function requireCandidate(db: ReadableDb, id: number): void {
  if (!db.read<[number], unknown>('SELECT 1 FROM candidate WHERE id = ?').get(id)) {
    throw new ParleyError('notFound', 'This candidate is no longer in the review.');
  }
}

function findCell(db: ReadableDb, candidateId: number, metricId: number) {
  const column = getColumn(db, metricId);
  if (!column) throw new ParleyError('notFound', 'This metric is no longer in the review.');
  return { column, place: requirePlace(db, candidateId) };
}

function requirePlace(db: ReadableDb, candidateId: number): number {
  const place = placeOfCandidate(db, candidateId);
  if (place < 0) throw new ParleyError('notFound', 'This candidate is no longer in the review.');
  return place;
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

function originOf(db: ReadableDb, column: StoredColumn, place: number, candidateId: number): Provenance {
  const { metricId } = column;
  const sourceId = column.sourceIds[place] ?? 0;
  const row = column.sourceRows[place] ?? 0;
  return {
    measured: orNull(column.measured[place] ?? NaN),
    standardError: orNull(column.standardErrors?.[place] ?? NaN),
    interval: readInterval(db, metricId, candidateId, column.measured[place] ?? NaN),
    formula: explainCell(db, metricId, place),
    source: getSource(db, sourceId),
    row: row > 0 ? row : null,
    column: getHeader(db, metricId, sourceId),
  };
}

function toFormerValue(db: ReadableDb, each: Replaced): FormerValue {
  const replacedBy = getSource(db, each.replacedBy);
  if (!replacedBy) throw new Error(`Source ${each.replacedBy} is gone from under a value it replaced.`);
  return {
    measured: orNull(each.measured),
    standardError: orNull(each.standardError),
    source: getSource(db, each.sourceId),
    row: each.sourceRow > 0 ? each.sourceRow : null,
    column: getHeader(db, each.metricId, each.sourceId),
    replacedBy,
  };
}

function refuseTaken(db: WritableDb, name: string, except: number | null): void {
  const found = findCandidate(db, name);
  if (found !== null && found !== except) {
    throw new ParleyError('refused', `There is already a candidate named “${name}”.`);
  }
}
