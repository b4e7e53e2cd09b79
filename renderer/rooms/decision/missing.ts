// What a draft still lacks: what keeps it from being recorded, and what the record will only say.
import type { Out } from '../../../shared/contract/contract.ts';
import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { Settings } from '../../../shared/domain/review.ts';
import type { Screening } from '../../../shared/engine/evaluation.ts';
import { activeHolds, holdsOn } from '../../../shared/engine/holds.ts';
import { violationsOf } from '../../../shared/engine/screen.ts';
import { listText } from '../../parts/wording/wording.ts';

export interface Missing {
  text: string;
  /** Recording is refused as long as it is missing. */
  blocks: boolean;
}

export interface MissingFacts {
  /** Candidate ids of all that the rule puts first. */
  answers: readonly number[];
  names: readonly string[];
  idToIndex: ReadonlyMap<number, number>;
  settings: Settings;
  catalog: Catalog;
  screening: Screening;
  /** YYYY-MM-DD */
  today: string;
}

/** What keeps it from being recorded stands first. */
export function missing(got: Out<'decision.get'>, draft: Decision, facts: MissingFacts): Missing[] {
  const { answers, names, idToIndex, settings, catalog, screening, today } = facts;
  const nameOf = (id: number) => names[idToIndex.get(id) ?? -1] ?? 'a candidate that is gone';
  const roleName = (id: number) => settings.roles.find((role) => role.id === id)?.name ?? 'A role';
  const list: Missing[] = [];
  const block = (text: string) => list.push({ text, blocks: true });
  const mention = (text: string) => list.push({ text, blocks: false });
  if (got.meeting === null) block('Write the question, and who answers for it.');
  const against =
    answers.length > 0 &&
    draft.kind !== 'defer' &&
    (draft.candidateId === null || !answers.includes(draft.candidateId));
  if (against && draft.override.trim() === '') {
    block(`Say why not ${listText(answers.map(nameOf))}, the answer of the rule.`);
  }
  if (draft.kind === 'defer' && draft.reviewBy === null) block('Say until when the decision is put off.');
  const index = draft.candidateId === null ? -1 : (idToIndex.get(draft.candidateId) ?? -1);
  if (index >= 0) {
    for (const { requirement } of violationsOf({ settings, catalog }, screening, index)) {
      if (draft.releases.some(({ requirementId }) => requirementId === requirement.id)) continue;
      block(
        `${roleName(requirement.roleId)} must let ${nameOf(draft.candidateId!)} pass in writing, or choose another.`,
      );
    }
    const held = holdsOn(activeHolds(settings, catalog, today), index).some(({ hold }) => hold.effect === 'blocks');
    if (held && draft.deploy === 'now')
      block('It is on hold: deploy it after a condition, or clear the hold in Ballots.');
  }
  if (draft.deploy === 'after' && draft.kind === 'choose' && !draft.conditions.some(({ kind }) => kind === 'before')) {
    block('Say what has to come true before it is deployed, or deploy it now.');
  }
  if (draft.rationale.trim() === '') mention('No reason is given. The record has none.');
  const unsigned = draft.stances.filter(({ signedBy }) => signedBy === '').map(({ roleId }) => roleName(roleId));
  if (unsigned.length > 0) {
    mention(`${listText(unsigned)} ${unsigned.length === 1 ? 'has' : 'have'} not signed. The record says so.`);
  }
  if (got.seats.length > 0 && got.seats.every(({ builtACandidate }) => builtACandidate)) {
    mention('Everybody who signed built a candidate. The record says so.');
  }
  if (draft.candidateId !== null && draft.oversight.trim() === '') mention('Nobody is named who may stop it.');
  return list;
}
