// Which columns of a log are compared as words.
import type { LogKind, LogRoles } from '../../domain/predictionLog.ts';
import { kinds } from './kinds/index.ts';

/**
 * The places of the columns that hold answers, groups or names, and are compared as words however they are written. All others
 * but features are numbers; a feature is whichever its cells are.
 * @param inOrder  whether ordered answers are words whose order was said. O(candidates + groups).
 */
export function placesOfWords(roles: LogRoles, kind: LogKind, inOrder = false): Set<number> {
  const places = [
    roles.row,
    roles.model,
    roles.query,
    roles.unit ?? null,
    ...roles.groups.filter(({ bounds }) => !bounds).map(({ place }) => place),
  ];
  if (kinds[kind].answersInWords || inOrder) {
    places.push(roles.label, ...roles.candidates.map(({ prediction }) => prediction));
  }
  // Cells that list the probabilities of all answers.
  for (const { classProbabilities = [] } of roles.candidates)
    for (const { place, item } of classProbabilities) if (item !== undefined) places.push(place);
  return new Set(places.filter((place) => place !== null));
}
