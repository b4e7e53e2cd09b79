// The group rules a review can be decided by, in words.
import { capitalised } from '../../../shared/domain/format.ts';
import { groupRuleNames, type GroupRule } from '../../../shared/domain/review.ts';

/** As they stand in a list or begin a sentence. */
export const ruleNames: Record<GroupRule, string> = {
  leastRegret: capitalised(groupRuleNames.leastRegret),
  weightedMean: capitalised(groupRuleNames.weightedMean),
};

export const ruleExplained: Record<GroupRule, string> = {
  leastRegret: 'The candidate whose unhappiest role gives up least. Every role counts alike.',
  weightedMean: 'The candidate with the highest mean of the roles’ scores, each counting by its influence.',
};
