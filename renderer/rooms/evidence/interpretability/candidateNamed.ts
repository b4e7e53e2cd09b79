// Whose importances a table holds, by the name it gives.

export interface Candidate {
  id: number;
  name: string;
}
/** The candidate that a table means; null where it names none, or one that is not there. */
export function candidateNamed(named: string | null, candidates: readonly Candidate[]): number | null {
  if (named === null) return candidates.length === 1 ? candidates[0]!.id : null;
  const same = candidates.find(({ name }) => name === named);
  const like = candidates.filter(({ name }) => name.toLowerCase() === named.toLowerCase());
  return same?.id ?? (like.length === 1 ? like[0]!.id : null);
}
