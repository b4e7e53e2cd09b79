// Ballot forms of an open review: the built page lies beside this one, the core says what each is bound to and notes that it was made,
// and the columns are those the page has anyway.
import { zipSync } from 'fflate';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { BALLOT_FORM_PAGE } from '../../../shared/sealing/ballotForm.ts';
import { ballotFormsName } from '../../../shared/sealing/ballotName.ts';
import { call } from '../../client/client.ts';
import { ownFile } from '../../client/ownFile.ts';
import { formFile, type FormFile } from './formFile.ts';

/**
 * A form for each of these roles; the trail notes that it was made. Made twice, a form is the same.
 * @throws ParleyError as the core refuses it, or `notFound` where the built page is missing.
 */
export async function makeForms(
  review: string,
  round: number,
  roleIds: readonly number[],
  by: string,
): Promise<FormFile[]> {
  const page = await ownFile(new URL(BALLOT_FORM_PAGE, document.baseURI).href);
  if (!page)
    throw new ParleyError('notFound', 'The ballot form is missing from this copy of Parley. Install it again.');
  const [{ basis, digest }, catalog] = await Promise.all([
    call('round.basis', { review, round }),
    call('review.catalog', { review }),
  ]);
  const made: FormFile[] = [];
  for (const roleId of roleIds) {
    const bound = await call('ballot.makeForm', { review, round, roleId, by });
    made.push(formFile(new TextDecoder().decode(page), basis, digest, catalog, bound));
  }
  return made;
}

/** All of them in one ZIP. */
export function zipped(files: readonly FormFile[], title: string, round: number): FormFile {
  const bytes = zipSync(Object.fromEntries(files.map(({ name, bytes: content }) => [name, content])));
  return { name: ballotFormsName({ title, round }), bytes };
}
