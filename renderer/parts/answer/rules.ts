// The group rules a review can be decided by, in words.
import type { GroupRule } from '../../../shared/domain/review.ts';

export const ruleNames: Record<GroupRule, string> = { leastRegret: 'Least regret', weightedMean: 'Best mean value' };

export const ruleExplained: Record<GroupRule, string> = {
  leastRegret: 'The candidate whose unhappiest role gives up least. Every role counts alike.',
  weightedMean: 'The candidate with the highest mean of the roles’ scores, each counting by its influence.',
};
