// parley rank and parley explain: read, rank, print, and an exit code that a script can go by.
import { localDay } from '../../shared/domain/format.ts';
import { holdsOn } from '../../shared/engine/holds.ts';
import type { TableAnswers } from './answers.ts';
import { named, usualDraws, type Choices } from './choices.ts';
import { explained, explanationText } from './explanation.ts';
import { ranked, type Ranked } from './ranked.ts';
import { toRankingJson } from './rankingJson.ts';
import { toText } from './rankText.ts';
import { readReview } from './readReview.ts';
import type { CommandResult } from './verdicts.ts';

interface Asked {
  said: TableAnswers;
  choices: Choices;
  json: boolean;
}

/**
 * Ranks the candidates of a file, with the requirements of all roles applied.
 *
 * @param expect  the candidate that is to be first; null: whoever is.
 * @returns exit code 0 somebody is first and may be used; 3 nothing to rank: nobody meets every `must`, nothing is measured, or the rule
 *   names nobody; 4 a hold blocks everybody who is first; 5 the expected candidate is not among the first.
 * @throws ParleyError as `readReview`, and for a name that the review does not have.
 */
export async function rankFile(
  file: string,
  { said, choices, json }: Asked,
  expect: string | null = null,
): Promise<CommandResult> {
  const { snapshot, reading } = await readReview(file, said, choices);
  const found = ranked(snapshot, choices, localDay(new Date()));
  const expected = expect === null ? null : candidateNamed(found, expect);
  const code = codeOf(found, expected);
  const missed = code === 5 ? `\n${found.snapshot.catalog.names[expected!]} was expected first, and is not.\n` : '';
  const text = json ? asJson(toRankingJson(found, reading)) : toText(found, reading) + missed;
  return { text, code };
}

/**
 * Says why a candidate stands where it stands.
 *
 * @param name  null: whoever is first, or of several the first by name.
 * @returns exit code as `rankFile`.
 * @throws ParleyError as `rankFile`.
 */
export async function explainFile(
  file: string,
  name: string | null,
  { said, choices, json }: Asked,
): Promise<CommandResult> {
  const { snapshot, reading } = await readReview(file, said, choices);
  // How sure it is belongs to every explanation.
  const found = ranked(snapshot, { ...choices, seed: choices.seed ?? usualDraws.seed }, localDay(new Date()));
  const candidate = name === null ? (found.order.first[0] ?? null) : candidateNamed(found, name);
  const explanation = explained(found, reading, candidate);
  return {
    text: json ? asJson(explanation) : explanationText(found, explanation, candidate),
    code: codeOf(found, null),
  };
}

function candidateNamed({ snapshot: { catalog } }: Ranked, name: string): number {
  const all = catalog.names.map((each, index) => ({ name: each, index }));
  return named(name, all, 'candidate').index;
}

/** What a script goes by; `rankFile` says what each means. @param expected  a place in the catalogue. */
export function codeOf({ order, holds }: Ranked, expected: number | null): number {
  if (order.first.length === 0) return 3;
  if (expected !== null && !order.first.includes(expected)) return 5;
  const judged = expected === null ? order.first : [expected];
  return judged.every((i) => holdsOn(holds, i).some(({ hold }) => hold.effect === 'blocks')) ? 4 : 0;
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
