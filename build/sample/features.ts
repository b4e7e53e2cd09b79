// The features that models may read: public facts, the context, and what past visits say. Nothing hidden is used.
import { CUISINES, HOURS, NEIGHBOURHOODS, type Restaurant } from './city.ts';
import { distance, type Context } from './diners.ts';
import { reachable, type Visit, type World } from './simulate.ts';
import type { Random } from './random.ts';

export const FEATURES = [
  'log visits of the restaurant',
  'log visits of the restaurant at this hour',
  'public rating',
  'chain',
  'price above budget',
  'price below budget',
  'price away from the diner’s usual',
  'distance',
  'distance at lunch',
  'diner’s share of this cuisine',
  'cuisine at this hour, against other hours',
  'diner’s share of chains, if a chain',
  'log earlier visits of this diner here',
  'diner’s share of this neighbourhood',
] as const;
export const FEATURE_COUNT = FEATURES.length;

/** Counts over past visits, from which the features are read. */
export class Past {
  readonly visits: Float64Array;
  private readonly visitsAtHour: Float64Array;
  private readonly byDiner: {
    total: number;
    chain: number;
    price: number;
    cuisine: Float64Array;
    place: Float64Array;
  }[];
  private readonly here: Map<number, number>[];
  private readonly hourFit: Float64Array;
  private readonly city: readonly Restaurant[];
  /** Makes counts comparable between a shorter and a longer past: 1 is the visits of an average restaurant. */
  private readonly perVisit: number;

  constructor(world: World, past: readonly Visit[]) {
    this.city = world.city;
    this.perVisit = world.city.length / (world.city.length + past.length);
    const n = world.city.length;
    this.visits = new Float64Array(n);
    this.visitsAtHour = new Float64Array(n * HOURS);
    this.hourFit = new Float64Array(CUISINES.length * HOURS);
    this.here = world.diners.map(() => new Map());
    this.byDiner = world.diners.map(() => ({
      total: 0,
      chain: 0,
      price: 0,
      cuisine: new Float64Array(CUISINES.length),
      place: new Float64Array(NEIGHBOURHOODS),
    }));
    const atHour = new Float64Array(HOURS);
    const ofCuisine = new Float64Array(CUISINES.length);
    for (const { diner, restaurant, context } of past) {
      const place = this.city[restaurant]!;
      const own = this.byDiner[diner]!;
      this.visits[restaurant]! += 1;
      this.visitsAtHour[restaurant * HOURS + context.hour]! += 1;
      own.total += 1;
      own.chain += place.chain ? 1 : 0;
      own.price += place.price;
      own.cuisine[place.cuisine]! += 1;
      own.place[place.neighbourhood]! += 1;
      this.here[diner]!.set(restaurant, (this.here[diner]!.get(restaurant) ?? 0) + 1);
      this.hourFit[place.cuisine * HOURS + context.hour]! += 1;
      atHour[context.hour]! += 1;
      ofCuisine[place.cuisine]! += 1;
    }
    for (let c = 0; c < CUISINES.length; c++) {
      for (let h = 0; h < HOURS; h++) {
        const expected = (ofCuisine[c]! * atHour[h]!) / past.length;
        this.hourFit[c * HOURS + h] = Math.log((this.hourFit[c * HOURS + h]! + 5) / (expected + 5));
      }
    }
  }

  /** How often each restaurant was visited by the diner. */
  visitsOf(diner: number): ReadonlyMap<number, number> {
    return this.here[diner]!;
  }

  /** The part of the diner's visits that went to restaurants of this cuisine. */
  cuisineShare(diner: number, cuisine: number): number {
    const own = this.byDiner[diner]!;
    return own.total === 0 ? 0 : own.cuisine[cuisine]! / own.total;
  }

  /** Writes the FEATURE_COUNT features of one restaurant for one diner and context into `into`, from `at` on. */
  write(diner: number, restaurant: number, context: Context, into: Float64Array, at: number): void {
    const place = this.city[restaurant]!;
    const own = this.byDiner[diner]!;
    const away = distance(place, context);
    const usual = (own.price + 2 * 3) / (own.total + 3);
    const chainShare = (own.chain + 1) / (own.total + 3);
    into[at] = Math.log((1 + this.visits[restaurant]!) * this.perVisit);
    into[at + 1] = Math.log((1 + this.visitsAtHour[restaurant * HOURS + context.hour]!) * this.perVisit);
    into[at + 2] = place.rating;
    into[at + 3] = place.chain ? 1 : 0;
    into[at + 4] = Math.max(0, place.price - context.budget);
    into[at + 5] = Math.max(0, context.budget - place.price);
    into[at + 6] = Math.abs(place.price - usual);
    into[at + 7] = away;
    into[at + 8] = context.hour === 0 ? away : 0;
    into[at + 9] = Math.log((own.cuisine[place.cuisine]! + 0.5) / (own.total + 5));
    into[at + 10] = this.hourFit[place.cuisine * HOURS + context.hour]!;
    into[at + 11] = place.chain ? Math.log(chainShare) : 0;
    into[at + 12] = Math.log(1 + (this.here[diner]!.get(restaurant) ?? 0));
    into[at + 13] = (own.place[place.neighbourhood]! + 0.5) / (own.total + 5);
  }
}

/** What a model reads of one restaurant, for one diner and context. */
export interface Inputs {
  width: number;
  write(diner: number, restaurant: number, context: Context, into: Float64Array, at: number): void;
}

/** The features alone, as inputs. */
export const plainInputs = (past: Past): Inputs => ({
  width: FEATURE_COUNT,
  write: (diner, restaurant, context, into, at) => past.write(diner, restaurant, context, into, at),
});

/** Rows to fit on. */
export interface Examples {
  rows: number;
  /** rows × inputs.width, row-major. */
  inputs: Float64Array;
  width: number;
  labels: Float64Array;
}

/**
 * Draws rows to fit on: for each visit the restaurant that was chosen (label 1) and `negatives` others in reach (label 0).
 */
export function drawExamples(
  world: World,
  visits: readonly Visit[],
  inputs: Inputs,
  negatives: number,
  random: Random,
): Examples {
  const rows = visits.length * (1 + negatives);
  const { width } = inputs;
  const examples: Examples = { rows, inputs: new Float64Array(rows * width), width, labels: new Float64Array(rows) };
  let row = 0;
  for (const { diner, restaurant, context } of visits) {
    const candidates = reachable(world.city, context);
    for (let k = 0; k <= negatives; k++, row++) {
      const id = k === 0 ? restaurant : candidates[random.below(candidates.length)]!;
      inputs.write(diner, id, context, examples.inputs, row * width);
      examples.labels[row] = id === restaurant ? 1 : 0;
    }
  }
  return examples;
}
