// Measures the candidates on the test requests: accuracy, revenue, latency, size, cost, exposure, coverage.
import type { Model } from './models/model.ts';
import { utility } from './diners.ts';
import { busyMs, deployCost, latencyMs } from './serving.ts';
import type { Request, World } from './simulate.ts';
import { noWork } from './work.ts';

const SHOWN = 10;
/** How much less each next place is looked at. */
const ATTENTION = 0.85;

export interface Measures {
  /** Mean over diners of the mean over their requests; one restaurant is relevant, the one that was chosen. */
  ndcg: number;
  /** Standard error of that mean, over diners. */
  ndcgError: number;
  /** Euros per 1,000 restaurants shown. */
  revenue: number;
  /** Milliseconds, 95th percentile over requests. */
  latency: number;
  megabytes: number;
  /** Euros per month. */
  cost: number;
  /** Independents' share of exposure over their share of the visits; 1 is in proportion. */
  exposure: number;
  /** Percent of restaurants that somebody was shown. */
  coverage: number;
  inputs: number;
}

/** The ids on the first SHOWN places; equal scores are settled by id. */
export function shown({ candidates }: Request, scores: Float64Array): number[] {
  const order = Array.from(candidates.keys()).filter((i) => scores[i]! > -Infinity);
  order.sort((a, b) => scores[b]! - scores[a]! || candidates[a]! - candidates[b]!);
  return order.slice(0, SHOWN).map((i) => candidates[i]!);
}

/**
 * Chance of a click on a restaurant that is looked at. The simulated diner clicks on what is worth about as much as the
 * places that would rank about tenth for that diner and occasion, and rarely on anything much below that.
 */
export function clickChances(world: World, request: Request): Map<number, number> {
  const diner = world.diners[request.diner]!;
  const worth = Array.from(request.candidates, (id) => utility(diner, world.city[id]!, request.context));
  const bar = Float64Array.from(worth).sort()[Math.max(0, worth.length - SHOWN)]!;
  return new Map(worth.map((value, i) => [request.candidates[i]!, 0.4 / (1 + Math.exp(bar - value))]));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Runs one model over all test requests. `clicks` holds the click chances of each request. */
export function measure(model: Model, world: World, clicks: readonly Map<number, number>[]): Measures {
  const gains: number[][] = world.diners.map(() => []);
  const latencies: number[] = [];
  const everShown = new Set<number>();
  let [profiles, features, revenue, places, busy, rows, exposure, toIndependents, choseIndependent] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0,
  ];
  world.test.forEach((request, r) => {
    const work = noWork();
    const top = shown(request, model.score(request, work));
    // Sorting out the first ten reads every score once.
    work.lookups += request.candidates.length;
    busy += busyMs(work);
    rows += work.rows;
    profiles += work.profileTrips;
    features += work.featureTrips;
    latencies.push(latencyMs(work, r));
    const place = top.indexOf(request.chosen);
    gains[request.diner]!.push(place < 0 ? 0 : 1 / Math.log2(place + 2));
    choseIndependent += world.city[request.chosen]!.chain ? 0 : 1;
    let attention = 1;
    top.forEach((id, k) => {
      const { chain, fee } = world.city[id]!;
      revenue += fee * attention * clicks[r]!.get(id)!;
      exposure += 1 / Math.log2(k + 2);
      toIndependents += chain ? 0 : 1 / Math.log2(k + 2);
      everShown.add(id);
      attention *= ATTENTION;
    });
    places += top.length;
  });
  const perDiner = gains.filter((own) => own.length > 0).map(mean);
  const ndcg = mean(perDiner);
  const variance = perDiner.reduce((sum, own) => sum + (own - ndcg) ** 2, 0) / (perDiner.length - 1);
  latencies.sort((a, b) => a - b);
  const megabytes = (4 * model.parameters) / 1e6;
  const requests = world.test.length;
  const { services, fittingSteps, inputs } = model;
  const stores = (profiles > 0 ? 1 : 0) + (features > 0 ? 1 : 0);
  return {
    ndcg,
    ndcgError: Math.sqrt(variance / perDiner.length),
    revenue: (1000 * revenue) / places,
    latency: latencies[Math.ceil(0.95 * requests) - 1]!,
    megabytes,
    cost: deployCost({ busy: busy / requests, stores, rows: rows / requests, megabytes, services, fittingSteps }),
    exposure: toIndependents / exposure / (choseIndependent / requests),
    coverage: (100 * everShown.size) / world.city.length,
    inputs,
  };
}
