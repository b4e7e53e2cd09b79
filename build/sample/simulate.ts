// Half a year in the simulated city: who went where, in order of time, cut into what the models may learn from and what
// they are measured on.
import { buildCity, type Restaurant } from './city.ts';
import { buildDiners, distance, occasion, utility, type Context, type Diner } from './diners.ts';
import { randomFrom } from './random.ts';

export interface Visit {
  diner: number;
  restaurant: number;
  context: Context;
  /** Days since the start. */
  day: number;
}

/** One question to a recommender: which of the restaurants in reach, and in which order? */
export interface Request {
  diner: number;
  context: Context;
  /** Restaurants that are open and in reach, by id. */
  candidates: Int32Array;
  /** Where the diner went in the end. */
  chosen: number;
}

export interface World {
  city: Restaurant[];
  diners: Diner[];
  /** The earlier part of the training visits: what tastes are read from while a model is being fitted. */
  history: Visit[];
  /** The later part of the training visits: what models that read tastes as features are fitted on. */
  fitting: Visit[];
  /** All visits a model may learn from: `history` and `fitting`. */
  training: Visit[];
  /** The last visits of every diner, never seen in training. */
  test: Request[];
}

const SEED = 20260901;
const RESTAURANTS = 800;
const DINERS = 700;
const DAYS = 182;
const TEST_VISITS = 2;

/** Restaurants that are open and in reach, by id. */
export function reachable(city: readonly Restaurant[], context: Context): Int32Array {
  const ids: number[] = [];
  for (const place of city) {
    if (place.open[context.hour] && distance(place, context) <= context.reach) ids.push(place.id);
  }
  return Int32Array.from(ids);
}

/** Simulates everything from one seed. Occasions with fewer than 20 restaurants in reach do not ask the app. */
export function simulate(seed: number = SEED): World {
  const city = buildCity(RESTAURANTS, seed);
  const diners = buildDiners(DINERS, city, seed + 1);
  const random = randomFrom(seed + 2);
  const world: World = { city, diners, history: [], fitting: [], training: [], test: [] };
  for (const diner of diners) {
    const days = Array.from({ length: diner.visits }, () => random.uniform() * DAYS).sort((a, b) => a - b);
    const visits: Visit[] = [];
    for (const day of days) {
      const context = occasion(diner, random);
      const candidates = reachable(city, context);
      if (candidates.length < 20) continue;
      let restaurant = -1;
      let best = -Infinity;
      for (const id of candidates) {
        const worth = utility(diner, city[id]!, context) + random.gumbel();
        if (worth > best) [best, restaurant] = [worth, id];
      }
      visits.push({ diner: diner.id, restaurant, context, day });
    }
    const learned = Math.max(0, visits.length - TEST_VISITS);
    const cut = Math.floor(0.65 * learned);
    world.history.push(...visits.slice(0, cut));
    world.fitting.push(...visits.slice(cut, learned));
    for (const { context, restaurant } of visits.slice(learned)) {
      world.test.push({ diner: diner.id, context, candidates: reachable(city, context), chosen: restaurant });
    }
  }
  world.training = [...world.history, ...world.fitting];
  return world;
}
