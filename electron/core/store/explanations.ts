// Explanations from other tools: importances and attributions per feature of a candidate.
import type { Source } from '../../../shared/domain/catalog.ts';
import type { Explanation, ExplanationContent } from '../../../shared/domain/explanation.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

interface ExplanationRow {
  id: number;
  candidate_id: number;
  source_id: number;
  kind: Explanation['kind'];
  method: string;
  cases: number | null;
  source_kind: Source['kind'];
  source_name: string;
  sha256: string;
  at: string;
}
type FeatureRow = Explanation['features'][number] & { explanation_id: number };

/** In the order in which they were attached. */
export function listExplanations(db: ReadableDb): Explanation[] {
  const features = Map.groupBy(
    db
      .read<[], FeatureRow>(
        'SELECT explanation_id, feature, value, spread FROM explanation_feature ORDER BY explanation_id, place',
      )
      .all(),
    (row) => row.explanation_id,
  );
  return db
    .read<[], ExplanationRow>(
      `SELECT e.id, e.candidate_id, e.source_id, e.kind, e.method, e.cases, s.kind AS source_kind, s.name AS source_name,
         s.sha256, s.at
       FROM explanation e JOIN source s ON s.id = e.source_id ORDER BY e.id`,
    )
    .all()
    .map((row) => ({
      id: row.id,
      candidateId: row.candidate_id,
      kind: row.kind,
      method: row.method,
      cases: row.cases,
      source: { id: row.source_id, kind: row.source_kind, name: row.source_name, sha256: row.sha256, at: row.at },
      features: (features.get(row.id) ?? []).map(({ feature, value, spread }) => ({ feature, value, spread })),
    }));
}

export function createExplanation(db: WritableDb, explanation: ExplanationContent, sourceId: number): void {
  const { candidateId, kind, method, cases, features } = explanation;
  const { id } = db
    .write<[{ candidateId: number; sourceId: number; kind: string; method: string; cases: number | null }]>(
      `INSERT INTO explanation (candidate_id, source_id, kind, method, cases)
       VALUES (@candidateId, @sourceId, @kind, @method, @cases)`,
    )
    .run({ candidateId, sourceId, kind, method, cases });
  features.forEach(({ feature, value, spread }, place) => {
    db.write<[{ id: number; place: number; feature: string; value: number; spread: number | null }]>(
      `INSERT INTO explanation_feature (explanation_id, place, feature, value, spread)
       VALUES (@id, @place, @feature, @value, @spread)`,
    ).run({ id, place, feature, value, spread });
  });
}

/** Returns whether there was one. */
export function removeExplanation(db: WritableDb, id: number): boolean {
  db.write<[number]>('DELETE FROM explanation_feature WHERE explanation_id = ?').run(id);
  return db.write<[number]>('DELETE FROM explanation WHERE id = ?').run(id).changes > 0;
}

export function removeExplanationsOf(db: WritableDb, candidateId: number): void {
  db.write<[number]>(
    'DELETE FROM explanation_feature WHERE explanation_id IN (SELECT id FROM explanation WHERE candidate_id = ?)',
  ).run(candidateId);
  db.write<[number]>('DELETE FROM explanation WHERE candidate_id = ?').run(candidateId);
}
