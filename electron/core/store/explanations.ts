// What other tools said drives a candidate: importances and attributions per feature.
import type { WritableDb } from './handle.ts';

export function removeExplanationsOf(db: WritableDb, candidateId: number): void {
  db.write(
    'DELETE FROM explanation_feature WHERE explanation_id IN (SELECT id FROM explanation WHERE candidate_id = ?)',
  ).run(candidateId);
  db.write('DELETE FROM explanation WHERE candidate_id = ?').run(candidateId);
}
