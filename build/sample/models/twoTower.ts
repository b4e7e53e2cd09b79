// Two-tower: a vector for the diner on this occasion and one for the restaurant; their product, less the way, is the score.
// Both towers are sums of embeddings, so the restaurants' vectors are ready before the question comes. Fitted pairwise
// (Rendle, Freudenthaler, Gantner & Schmidt-Thieme 2009, BPR, UAI 25).
import { CUISINES, HOURS, NEIGHBOURHOODS, type Restaurant } from '../city.ts';
import { distance, type Context } from '../diners.ts';
import { randomFrom, shuffle } from '../random.ts';
import { reachable, type Visit, type World } from '../simulate.ts';
import type { Scorer } from './model.ts';

const WIDTH = 12;
const EPOCHS = 24;
const NEGATIVES = 3;
const RATE = 0.12;
const DECAY = 0.03;
const BUDGETS = 4;

export interface TowerScorer extends Scorer {
  affinity(diner: number, restaurant: number, context: Context): number;
}

export function fitTwoTower(world: World, visits: readonly Visit[]): TowerScorer {
  const random = randomFrom(23);
  const table = (rows: number) => Float64Array.from({ length: rows * WIDTH }, () => 0.1 * random.normal());
  const diner = table(world.diners.length);
  const hour = table(HOURS);
  const budget = table(BUDGETS);
  const own = table(world.city.length);
  const cuisine = table(CUISINES.length);
  const price = table(BUDGETS);
  const kind = table(2);
  const area = table(NEIGHBOURHOODS);
  const bias = new Float64Array(world.city.length);
  const way = new Float64Array(HOURS);

  type Parts = readonly (readonly [Float64Array, number])[];
  const sum = (parts: Parts, into: Float64Array = new Float64Array(WIDTH)) => {
    into.fill(0);
    for (const [rows, row] of parts) for (let i = 0; i < WIDTH; i++) into[i]! += rows[row * WIDTH + i]!;
    return into;
  };
  const dinerParts = (id: number, context: Context): Parts => [
    [diner, id],
    [hour, context.hour],
    [budget, context.budget - 1],
  ];
  const restaurantParts = (place: Restaurant): Parts => [
    [own, place.id],
    [cuisine, place.cuisine],
    [price, place.price - 1],
    [kind, place.chain ? 1 : 0],
    [area, place.neighbourhood],
  ];
  const dot = (a: Float64Array, b: Float64Array) => {
    let total = 0;
    for (let i = 0; i < WIDTH; i++) total += a[i]! * b[i]!;
    return total;
  };
  const nudge = (parts: Parts, towards: Float64Array, step: number, decay: number) => {
    for (const [rows, row] of parts) {
      for (let i = 0; i < WIDTH; i++) rows[row * WIDTH + i]! += step * towards[i]! - decay * rows[row * WIDTH + i]!;
    }
  };

  const order = Int32Array.from(visits.keys());
  const inReach = visits.map(({ context }) => reachable(world.city, context));
  const perPlace = world.city.map(restaurantParts);
  const [person, liked, left, apart] = [0, 0, 0, 0].map(() => new Float64Array(WIDTH)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    const rate = RATE * (1 - epoch / EPOCHS);
    for (const v of order) {
      const { diner: id, restaurant: good, context } = visits[v]!;
      const people = dinerParts(id, context);
      for (let k = 0; k < NEGATIVES; k++) {
        const bad = inReach[v]![random.below(inReach[v]!.length)]!;
        if (bad === good) continue;
        sum(people, person);
        sum(perPlace[good]!, liked);
        sum(perPlace[bad]!, left);
        for (let i = 0; i < WIDTH; i++) apart[i] = liked[i]! - left[i]!;
        const further = distance(world.city[good]!, context) - distance(world.city[bad]!, context);
        const margin = dot(person, apart) + bias[good]! - bias[bad]! + way[context.hour]! * further;
        const step = rate / (1 + Math.exp(margin));
        nudge(people, apart, step, rate * DECAY);
        nudge(perPlace[good]!, person, step, rate * DECAY);
        nudge(perPlace[bad]!, person, -step, rate * DECAY);
        bias[good]! += step - rate * DECAY * bias[good]!;
        bias[bad]! -= step + rate * DECAY * bias[bad]!;
        way[context.hour]! += step * further;
      }
    }
  }
  const ready = world.city.map((place) => sum(restaurantParts(place)));
  const towards = (person: Float64Array, place: number, context: Context) =>
    dot(person, ready[place]!) + bias[place]! + way[context.hour]! * distance(world.city[place]!, context);
  return {
    affinity: (id, place, context) => towards(sum(dinerParts(id, context)), place, context),
    score: ({ diner: id, context, candidates }, work) => {
      const person = sum(dinerParts(id, context));
      work.profileTrips += 1;
      work.rows += 1;
      work.lookups += 3 + candidates.length;
      work.multiplyAdds += 3 * WIDTH + candidates.length * (WIDTH + 8);
      return Float64Array.from(candidates, (place) => towards(person, place, context));
    },
    parameters: diner.length + hour.length + budget.length + own.length + bias.length + way.length,
    fittingSteps: EPOCHS * NEGATIVES * visits.length * WIDTH * 26,
    inputs: 7,
  };
}
