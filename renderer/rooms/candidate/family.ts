// Which candidates belong together: those of one family by name, and those that decide by the same scores of a log.
import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';

interface Sibling {
  id: number;
  /** From where on its scores are decided positive, where that is its own. */
  threshold: number | null;
}

interface Family {
  /** '' where no table names one. */
  name: string;
  siblings: Sibling[];
}

const isFamily = /^(model[ _])?family$/i;

/** The family of a candidate without itself, in the order of the review. O(candidates × logs). */
export function familyOf(catalog: Catalog, logs: readonly KeptLog[], index: number): Family {
  const id = catalog.candidateIds[index]!;
  const values = catalog.attributes.find(({ name }) => isFamily.test(name))?.values;
  const name = values?.[index] ?? '';
  const thresholds = new Map<number, number>();
  const sharing = new Set<number>();
  for (const { candidates } of logs) {
    const own = candidates.find(({ candidateId }) => candidateId === id)?.score ?? null;
    for (const { candidateId, score, threshold } of candidates) {
      if (own !== null && score === own) sharing.add(candidateId);
      if (threshold !== null) thresholds.set(candidateId, threshold);
    }
  }
  const siblings = Array.from(catalog.candidateIds).flatMap((other, at): Sibling[] => {
    if (other === id || !((name !== '' && values?.[at] === name) || sharing.has(other))) return [];
    return [{ id: other, threshold: thresholds.get(other) ?? null }];
  });
  return { name, siblings };
}
