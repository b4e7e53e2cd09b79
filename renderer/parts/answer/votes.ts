// Methods and rules as votes: how many name the answer, and whom the others name, in words.
import { countText } from '../../../shared/domain/format.ts';
import type { Vote } from '../../../shared/engine/votes.ts';
import type { Answer } from '../../analysis/kinds/answer.ts';
import { listText } from '../wording/wording.ts';

/** How many of those that name somebody name the candidate, alone or in a tie. */
export function agreeing(votes: readonly Vote[], candidate: number): { agreeing: number; of: number } {
  const naming = votes.filter(({ winners }) => winners.length > 0);
  return { agreeing: naming.filter(({ winners }) => winners.includes(candidate)).length, of: naming.length };
}

/**
 * Whom those that disagree would choose: "TOPSIS and VIKOR would choose Fast; Borda would choose Wide." '' when all agree.
 * @param most  how many names of a tie are written out.
 */
export function dissentText(votes: readonly Vote[], candidate: number, names: readonly string[], most = 2): string {
  const byChoice = new Map<string, string[]>();
  for (const { name, winners } of votes) {
    if (winners.length === 0 || winners.includes(candidate)) continue;
    const choice = winners.length > most ? `one of ${countText(winners.length, 'candidate')}` : namesOf(winners, names);
    byChoice.set(choice, [...(byChoice.get(choice) ?? []), name]);
  }
  const said = [...byChoice].map(([choice, who]) => `${listText(who, 4)} would choose ${choice}`);
  return said.length === 0 ? '' : `${said.join('; ')}.`;
}

/**
 * All that one of them puts first: "Fast", "Fast or Wide", "nobody".
 *
 * @param answer  named before the others, so that a tie with it is seen to be one.
 */
export function namesOf(level: readonly number[], names: readonly string[], answer = -1): string {
  if (level.length === 0) return 'nobody';
  const winners = level.includes(answer) ? [answer, ...level.filter((i) => i !== answer)] : level;
  if (winners.length > 3) return `${names[winners[0]!]} or ${winners.length - 1} others, level`;
  return winners.map((i) => names[i]!).join(' or ');
}

/**
 * What the Nash product counts gains from, and what came of it.
 * @param incumbent  the name of the candidate in use today, where one is marked.
 */
export function statusQuoText({ statusQuo, rules }: Pick<Answer, 'statusQuo' | 'rules'>, incumbent: string): string {
  if (statusQuo === null) return '';
  if (statusQuo === 'worstAnchors') {
    return 'Nash counts gains from the worst ends of the ranges, since no candidate is marked as the incumbent.';
  }
  if (statusQuo === 'unscored') {
    return `Nash names nobody: gains would be counted over the incumbent, ${incumbent}, and some role has no score for it because a value is missing.`;
  }
  const named = rules.some(({ id, winners }) => id === 'nash' && winners.length > 0);
  const over = `Nash counts gains over the incumbent, ${incumbent}`;
  return named ? `${over}.` : `${over}, and names nobody: every candidate that passes leaves some role below it.`;
}

/** How PROMETHEE takes measurements that may be off; '' where none says so. */
export function toleranceText(tolerant: number, objectives: number): string {
  if (tolerant === 0) return '';
  const where = tolerant === objectives ? '' : ` on ${tolerant} of ${countText(objectives, 'objective')}`;
  return `For PROMETHEE II differences within the noise do not count${where}: those up to √2 of the stated standard error count nothing, those beyond twice that count fully.`;
}
