// The ballot form as a file: one page of HTML with everything in it. The page itself is built once and has two empty places, the
// title and the facts of a round; whoever makes a form for a role fills them in. Plain ASCII, so that no mail program changes it.
import type { RoundBasis } from '../domain/round.ts';

/** What stands in the built page until it is filled in. Each of them once. */
export const FORM_TITLE_PLACE = 'PARLEY-FORM-TITLE';
export const FORM_FACTS_PLACE = 'PARLEY-FORM-FACTS';

/** Where the built page lies, beside the page of the app. */
export const BALLOT_FORM_PAGE = 'ballot-form.html';

/** Most candidates in a form. Where a round has more, its Pareto front stands for it. */
export const MOST_FORM_CANDIDATES = 200;

/** What a form knows of its round. */
export interface FormFacts {
  v: 1;
  title: string;
  question: string;
  round: number;
  /** UUID. */
  review: string;
  role: { id: number; name: string };
  /** 32 hexadecimal characters. */
  formId: string;
  /** Of the whole basis: what the ballot is bound to. */
  digest: string;
  /** With the candidates of the form alone. */
  basis: RoundBasis;
  /** How many the round has. */
  candidates: number;
  /** Values in the order of the candidates of the form; null is missing. */
  columns: { metric: number; values: (number | null)[] }[];
}

/** A basis and its columns for some of its candidates. @param kept places in `basis.candidates`, rising. */
export function basisOfSome(
  basis: RoundBasis,
  columns: ReadonlyMap<number, Float64Array>,
  kept: readonly number[],
): Pick<FormFacts, 'basis' | 'candidates' | 'columns'> {
  return {
    candidates: basis.candidates.length,
    basis: { ...basis, candidates: kept.map((place) => basis.candidates[place]!) },
    columns: [...columns].map(([metric, values]) => ({
      metric,
      values: kept.map((place) => {
        const value = values[place] ?? NaN;
        return Number.isNaN(value) ? null : value;
      }),
    })),
  };
}

/**
 * The form of one role.
 * @param page as it was built.
 * @throws RangeError where that is no form: a place to fill in is missing, or there twice.
 */
export function writeBallotForm(page: string, facts: FormFacts): string {
  const json = asciiJson(facts);
  const heading = `${facts.role.name} \u00b7 ${facts.title} \u00b7 round ${facts.round}`;
  return filled(filled(page, FORM_TITLE_PLACE, asciiHtml(heading)), FORM_FACTS_PLACE, json);
}

function filled(page: string, place: string, text: string): string {
  const parts = page.split(place);
  if (parts.length !== 2)
    throw new RangeError(`A ballot form has the place ${place} once, not ${parts.length - 1} times.`);
  return parts.join(text);
}

const escaped = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;

/** JSON that is plain ASCII and closes no script element. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[<>&\u007f-\uffff]/g, (letter) => escaped(letter.charCodeAt(0)));

/** Text of an HTML element in plain ASCII. */
const asciiHtml = (text: string): string =>
  text.replaceAll(/[<>&"']|[^ -~]/gu, (letter) => `&#${letter.codePointAt(0)};`);
