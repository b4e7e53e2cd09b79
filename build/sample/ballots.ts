// What is being decided in the sample review, and what its four roles want: objectives, weights, requirements, a hold.
// Anchors and bounds are set from what a city's service needs, not from the candidates that happen to be in the table.
import type { ValueFunction } from '../../shared/domain/objective.ts';
import type { RequirementDefinition, RoleColour } from '../../shared/domain/role.ts';
import { TWO_STAGE } from './models/model.ts';
import { COST, LATENCY } from './serving.ts';
import type { MetricKey } from './table.ts';

export const TITLE = 'Restaurant recommender';

export const NOTE = `Which model should recommend restaurants in the app?

The diners are simulated, the metrics are measured. A script with a fixed seed makes up a city of 800 restaurants and 700 diners with hidden tastes, lets them choose for half a year, and fits every candidate on the visits it may see. Each candidate then answers the same 1,400 requests from visits it has not seen. The four roles, and what they say, are invented.

NDCG@10: one restaurant counts per request, the one the diner went to; the mean is over diners, with its standard error.
Ad revenue: expected fees from clicks on the ten shown, per 1,000 restaurants shown; the simulated diners click.
p95 latency (modelled): every candidate counts its multiplications, look-ups and fetches while it answers; the counts become milliseconds with stated constants (${LATENCY.multiplyAdd} ns per multiplication, ${LATENCY.lookup} ns per look-up, ${LATENCY.row} µs per fetched row, medians of ${LATENCY.gateway} ms for the gateway, ${LATENCY.trip} ms per trip to a store, ${LATENCY.hop} ms per further service). It is not wall-clock time.
Model size: four bytes per number held in memory, in the simulated city.
Deploy cost: cores for ${COST.peakRequests} requests per second at ${100 * COST.utilisation} % use (€ ${COST.core} each, at least ${COST.fewestCores} per service) + € ${COST.service} per service + € ${COST.store} per store read from + rows read + memory + ${COST.fittings} fittings a month, for a service ${COST.scale.toLocaleString('en')} times the simulated city.
Exposure of independents: their share of the places shown (higher places count more) over their share of the diners' visits; 1 is in proportion.
Inputs read: features and tables a score depends on; the fewer, the easier it is to explain and the less can break.

Prediction log “Visits”: the last visit of each diner, and of the other restaurants in reach two independents and two chains, weighted to stand for five others. Label: the diner went there. Score: the candidate’s chance that the diner goes there, a logit choice over its scores, scaled on the visits before. Decision: shown among the first ten of all in reach, which is good for the restaurant. Rates among the restaurants gone to, or not gone to, hold for the app; precision and accuracy hold for one visit in six rows, where the app has one in 160.

Attached importances: what each input adds to the two candidates that are sums of terms, on average and without its sign, on the log-odds scale. These are exact, where the small trees of Interpretability imitate.`;

interface SampleObjective {
  metric: MetricKey;
  name: string;
  valueFunction: ValueFunction;
}

// NDCG@10 runs from a random order (0.04) to knowing the diners' hidden tastes (0.47); the luck of the day keeps even that
// from 1.
export const OBJECTIVES: readonly SampleObjective[] = [
  { metric: 'ndcg', name: 'NDCG@10', valueFunction: { shape: 'linear', worst: 0.04, best: 0.47 } },
  { metric: 'revenue', name: 'Ad revenue', valueFunction: { shape: 'linear', worst: 0, best: 100 } },
  { metric: 'latency', name: 'p95 latency', valueFunction: { shape: 'linear', worst: 60, best: 5 } },
  { metric: 'cost', name: 'Deploy cost', valueFunction: { shape: 'linear', worst: 1500, best: 250 } },
  {
    metric: 'exposure',
    name: 'Exposure of independents',
    valueFunction: { shape: 'target', target: 1, below: 1, above: 1 },
  },
  { metric: 'inputs', name: 'Inputs read', valueFunction: { shape: 'linear', worst: 20, best: 1 } },
];

type SampleRequirement = Pick<RequirementDefinition, 'comparator' | 'bound' | 'strength' | 'reason'> & {
  metric: MetricKey;
};

interface SampleHold {
  tag: string;
  condition: string;
  reason: string;
}

interface SampleRole {
  /** The names are those every new review starts with. */
  name: string;
  colour: RoleColour;
  rationale: string;
  /** Points per objective, 100 in all, in the order of OBJECTIVES. */
  points: readonly number[];
  requirements: readonly SampleRequirement[];
  holds: readonly SampleHold[];
}

export const ROLES: readonly SampleRole[] = [
  {
    name: 'ML engineers',
    colour: 'blue',
    rationale:
      'The best predictions come first, however complex the model is. A recommendation that fits is the product. What pleases diners pays in the end, and a model that favours chains has learned the wrong thing.',
    points: [90, 0, 0, 0, 10, 0],
    requirements: [
      {
        metric: 'ndcg',
        comparator: '>=',
        bound: 0.35,
        strength: 'want',
        reason: 'Below this the list is hardly better than what the neighbours like.',
      },
    ],
    holds: [],
  },
  {
    name: 'Sales',
    colour: 'amber',
    rationale:
      'Restaurants that pay for their place should be seen. Advertising carries the app while it is free for diners. Nobody clicks on what does not fit, so accuracy counts a little.',
    points: [15, 75, 5, 0, 5, 0],
    requirements: [
      {
        metric: 'revenue',
        comparator: '>=',
        bound: 60,
        strength: 'want',
        reason: 'Below € 60 per 1,000 impressions the advertising team does not pay for itself.',
      },
    ],
    holds: [],
  },
  {
    name: 'Product',
    colour: 'teal',
    rationale:
      'The list has to be there before the thumb moves on: lower latency means more orders. It also has to be good, and independents must not vanish from it, or the city will hear of it.',
    points: [30, 5, 45, 5, 15, 0],
    requirements: [
      {
        metric: 'latency',
        comparator: '<=',
        bound: 50,
        strength: 'must',
        reason: 'The whole screen has 200 ms, and the list is one of four parts that wait for each other.',
      },
      {
        metric: 'exposure',
        comparator: '>=',
        bound: 0.8,
        strength: 'want',
        reason: 'Independents should get at least four fifths of the exposure that diners’ own choices give them.',
      },
    ],
    holds: [],
  },
  {
    name: 'Infrastructure',
    colour: 'purple',
    rationale:
      'Two of the last three deployments ended in a roll-back at night. Keep it cheap and simple, with few parts that can fail, until the serving stack is updated.',
    points: [10, 0, 15, 50, 0, 25],
    requirements: [
      {
        metric: 'cost',
        comparator: '<=',
        bound: 800,
        strength: 'want',
        reason: 'What is left of this year’s budget for serving.',
      },
    ],
    holds: [
      {
        tag: TWO_STAGE,
        condition: 'the serving stack is updated and rolls back both stages as one',
        reason:
          'Two services in one answer cannot be rolled back together today. In March the second stage was rolled back alone, and for 40 minutes it ranked with the wrong vectors.',
      },
    ],
  },
];

/** The hold ends by itself on the last day of the quarter after the present one, as YYYY-MM-DD. */
export function holdUntil(today: Date): string {
  const quarter = Math.floor(today.getUTCMonth() / 3);
  return new Date(Date.UTC(today.getUTCFullYear(), 3 * (quarter + 2), 0)).toISOString().slice(0, 10);
}
