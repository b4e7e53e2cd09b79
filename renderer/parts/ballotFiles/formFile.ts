// One ballot form as a file: the built page, filled in with what a round froze, what the form is bound to, and the columns.
import type { Out } from '../../../shared/contract/contract.ts';
import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { RoundBasis } from '../../../shared/domain/round.ts';
import { fronts } from '../../../shared/engine/fronts.ts';
import { toMatrix } from '../../../shared/engine/matrix.ts';
import { crowdingDistances } from '../../../shared/engine/pareto/crowding.ts';
import { MOST_FORM_CANDIDATES, basisOfSome, writeBallotForm } from '../../../shared/sealing/ballotForm.ts';
import { ballotFormName } from '../../../shared/sealing/ballotName.ts';
import { noAnswers, snapshotOf, type BallotPlaceFacts } from '../ballot/place.ts';

export interface FormFile {
  name: string;
  bytes: Uint8Array;
}

/** The form of one role. @param bound what the core says that it is bound to. */
export function formFile(
  page: string,
  basis: RoundBasis,
  digest: string,
  catalog: Catalog,
  bound: Out<'ballot.makeForm'>,
): FormFile {
  const { review, title, round, role, formId } = bound;
  const { question } = basis;
  const columns = columnsOf(basis, catalog);
  const place: BallotPlaceFacts = { title, question, round, basis, digest, review, formId, role, columns };
  const kept = basisOfSome(basis, columns, candidatesInForm(place));
  const html = writeBallotForm(page, { v: 1, title, question, round, review, role, formId, digest, ...kept });
  return { name: ballotFormName(bound), bytes: new TextEncoder().encode(html) };
}

/** The values of each metric of the basis, in the order of its candidates; NaN is missing. */
export function columnsOf(
  basis: Pick<RoundBasis, 'metrics' | 'candidates'>,
  catalog: Catalog,
): Map<number, Float64Array> {
  const places = new Map(Array.from(catalog.candidateIds, (id, i) => [id, i]));
  const measured = new Map(catalog.columns.map((column) => [column.metricId, column.measured]));
  return new Map(
    basis.metrics.map(({ id }) => {
      const column = measured.get(id);
      return [id, Float64Array.from(basis.candidates, (each) => column?.[places.get(each.id) ?? -1] ?? NaN)];
    }),
  );
}

/**
 * Places of the candidates that a form holds: all, or where they are too many the Pareto front, and of a front that is too long those
 * that lie furthest apart on it (crowding distance). As fast as the front.
 */
export function candidatesInForm(place: BallotPlaceFacts): number[] {
  const all = [...place.basis.candidates.keys()];
  if (all.length <= MOST_FORM_CANDIDATES) return all;
  const matrix = toMatrix(snapshotOf(place, noAnswers));
  const layers = fronts(matrix, matrix.complete);
  const front = all.filter((i) => layers[i] === 1);
  if (front.length <= MOST_FORM_CANDIDATES) return front;
  const lonely = crowdingDistances(
    matrix,
    Uint8Array.from(layers, (layer) => (layer === 1 ? 1 : 0)),
  );
  // Equal ones, such as the infinite ends, stay in their order.
  return front
    .toSorted((a, b) => (lonely[a] === lonely[b] ? a - b : lonely[b]! - lonely[a]!))
    .slice(0, MOST_FORM_CANDIDATES)
    .sort((a, b) => a - b);
}
