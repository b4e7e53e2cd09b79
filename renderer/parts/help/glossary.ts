// What the terms of art mean, said once, in the words of the screen. A term stands where it is used (Term.svelte), and nowhere else.

export const glossary = {
  centralWeights: {
    term: 'Central weights',
    text: 'Central weights (SMAA): every way of weighing counts alike; the mean of those under which the candidate comes first, and how large a part of all ways they are. On the measurements as stated.',
  },
  closestOrders: {
    term: 'What brings orders closest',
    text: 'Each objective in turn gets the roles’ mean weight from everybody, their other weights rescaled; the one that closes most of the distance to full agreement (mean τ over all who can be chosen) is named.',
  },
  concession: {
    term: 'Concession',
    text: 'The least that has to change hands among the weights, in points of a role’s hundred, for this candidate to be first under the group rule. A linear program finds it, or proves that there is none.',
  },
  concordance: {
    term: 'Agreement of all',
    text: 'Kendall’s W over all roles’ orders, corrected for ties: 1 is one and the same order, 0 is no agreement at all.',
  },
  doubt: {
    term: 'Where doubt comes from',
    text: 'The same draws three times: with the ballots in doubt and the measurements as stated; the other way round; and with both. The smaller number is the larger doubt.',
  },
  fewestBounds: {
    term: 'Smallest change that lets one pass',
    text: 'Fewest bounds first, then the smallest step, measured against how far the candidates are apart on that metric. Bounds are rounded outwards, so that what is printed is enough.',
  },
  firm: {
    term: 'Firm',
    text: 'Firm: it takes 10 points or more of one role’s weights to turn the answer, and agreeing on one objective’s weight would not. Not firm: fewer than 5 points do, or another candidate is level. Fairly firm: between the two. Provisional: no role has weighed yet.',
  },
  front: {
    term: 'Pareto front',
    text: 'Pareto front: the candidates that no other candidate matches or beats on every objective at once. The second front is what would be the front without the first, and so on.',
  },
  groupRule: {
    term: 'Group rule',
    text: 'How the roles’ results become one order. It is fixed before a round, so that nobody chooses the rule by its answer.',
  },
  hold: {
    term: 'Hold',
    text: 'A hold is a role’s “not yet”: a candidate keeps its rank and can be decided for, and is not deployed before the date or the condition.',
  },
  improvement: {
    term: 'Improvement',
    text: 'What would have to be measured for this candidate to be first under the group rule, everything else staying as it is. Rounded so that what is read suffices.',
  },
  influence: {
    term: 'Influence',
    text: 'How much a role counts in a weighted mean, Borda or Nash product. Least regret and maximin treat every role alike.',
  },
  leaveOneOut: {
    term: 'Leave one out',
    text: 'Leave one out: a role goes with its weights and its requirements; an objective with its weights, the others making room in proportion, and whoever lacked only this measurement comes in.',
  },
  must: {
    term: 'Must',
    text: 'A must screens out: a candidate that surely fails it cannot be chosen, by anybody. Those of which it cannot be told stay in.',
  },
  price: {
    term: 'What a requirement costs',
    text: 'Each must requirement by itself, the others staying as they are: the exact bounds at which somebody new would be first, or a role could have had more. “At best”: what changes for the role’s own favourite.',
  },
  priceOfGap: {
    term: 'What closing a gap costs',
    text: 'As if somebody insisted on the gap: at every bound that changes an answer, who would be first, and what the best candidate left to each role has lost. Other requirements hold; those on the gap itself are left aside.',
  },
  range: {
    term: 'Range and anchors',
    text: 'Two anchors: at the worst end a candidate is worth 0 on this objective, at the best end 1, on the curve between. They belong to the objective: who comes or goes among the candidates moves no score.',
  },
  rankChance: {
    term: 'Rank acceptability',
    text: 'Rank acceptability (SMAA): in how many of a hundred draws each candidate comes at each rank for the group. Ties share a rank, so a column may add up to more than 100.',
  },
  rankFlow: {
    term: 'From role to role',
    text: 'Each line is a finalist on its way through the roles’ orders to the group’s. Its height is its place among the finalists; the figure is its rank among all candidates that pass.',
  },
  quorum: {
    term: 'Quorum',
    text: 'How many ballots have to be there before a decision can be recorded: those that were opened, and those of roles that abstained. With fewer a round is revealed all the same, and Decision says what is missing.',
  },
  regret: {
    term: 'Regret',
    text: 'Regret: the score of the role’s own favourite among the candidates that pass, minus the score of this one. Beside it, the objective on which the role loses most value, as measured.',
  },
  safeZone: {
    term: 'Safe zone',
    text: 'Weight stability: the exact interval in which the winner stays first while this one weight moves and the others of the role make room in proportion. Locked weights stay.',
  },
  score: {
    term: 'Score',
    text: 'The values on all objectives, each from 0 to 1 on its range, weighted by the role’s ballot and added up.',
  },
  settledGap: {
    term: 'Settled gap',
    text: 'A gap is settled when every role gives one objective the mean of their weights, its other weights making room in proportion. Those that then bring another candidate first are drawn.',
  },
  shapley: {
    term: 'Who decides',
    text: 'The Shapley value: how much each role adds to a candidate’s being first, averaged over all orders in which the roles could come into the room. Requirements stay whoever is in it. Below 0: the role pulls away from it.',
  },
  stance: {
    term: 'Stance',
    text: 'Where a role stands on the decision: it agrees, accepts, or objects, in its own words and signed. An objection is printed under the decision.',
  },
  tau: {
    term: 'Agreement of two roles',
    text: 'Kendall’s τ-b between two roles’ orders of the candidates: +1 the same order, 0 no relation, −1 the opposite. Ties are taken out.',
  },
  tolerance: {
    term: 'Stands for it',
    text: 'ε-dominance: within the tolerances set above the plot. Only this room’s view of the front is thinned; ranks and the answer are not.',
  },
  want: {
    term: 'Want',
    text: 'A want is counted and shown beside each candidate, and never excludes one.',
  },
} as const satisfies Record<string, { term: string; text: string }>;

export type TermId = keyof typeof glossary;
