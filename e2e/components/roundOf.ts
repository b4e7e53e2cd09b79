// A round of a small review, as the core would freeze it, for forms on a page of their own.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../shared/domain/canonicalJson.ts';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import type { RoundBasis } from '../../shared/domain/round.ts';
import type { BallotPlaceFacts } from '../../renderer/parts/ballot/place.ts';

/** What a form of round 1 is told for the role at this place. */
export function placeOf({ settings, catalog }: ReviewSnapshot, rolePlace: number, question: string): BallotPlaceFacts {
  const role = settings.roles[rolePlace]!;
  const basis: RoundBasis = {
    v: 1,
    format: 40,
    engineVersion: '1',
    question,
    rule: settings.groupRule,
    objectives: settings.objectives.map(({ id, name, metricId, direction, valueFunction, missing }) => ({
      id,
      name,
      metric: metricId,
      direction,
      valueFunction,
      missing,
    })),
    metrics: settings.metrics.map(({ id, name, unit, formula }) => ({ id, name, unit, formula: formula ?? '' })),
    candidates: catalog.names.map((name, i) => {
      const id = catalog.candidateIds[i]!;
      return {
        id,
        name,
        tags: catalog.tags.flatMap(({ tag, candidateIds }) => (candidateIds.includes(id) ? [tag] : [])),
      };
    }),
    columns: [],
    roles: settings.roles.map(({ id, name, influence }) => ({ id, name, influence })),
    incumbent: null,
    musts: [],
  };
  return {
    title: settings.title,
    question,
    round: 1,
    basis,
    digest: bytesToHex(sha256(utf8ToBytes(canonicalJson(basis)))),
    review: settings.id,
    formId: '00112233445566778899aabbccddeeff',
    role: { id: role.id, name: role.name },
    columns: new Map(catalog.columns.map(({ metricId, measured }) => [metricId, measured])),
  };
}
