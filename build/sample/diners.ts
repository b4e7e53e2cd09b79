// The simulated diners: where they go out, what they like, and how they choose. All of it is hidden from the models,
// which see only contexts and visits.
import { CUISINES, HOURS, STYLES, type Restaurant } from './city.ts';
import { randomFrom, type Random } from './random.ts';

export interface Diner {
  id: number;
  home: [number, number];
  work: [number, number];
  /** Usual spending, on the restaurants' scale of 1 to 4. */
  spending: number;
  cuisineTaste: number[];
  style: number[];
  /** Liking of chains; negative for people who avoid them. */
  familiarity: number;
  /** How often the diner goes out: visits in the simulated half-year. */
  visits: number;
}

/** What the app knows when somebody asks for a restaurant. */
export interface Context {
  x: number;
  y: number;
  /** 1 … 4. */
  budget: number;
  /** 0 lunch, 1 dinner, 2 late. */
  hour: number;
  /** How far the diner would go, in kilometres. */
  reach: number;
}

/** How much each cuisine suits each part of the day. */
const HOUR_FIT: readonly (readonly number[])[] = [
  [0, 0.6, 0], // Italian
  [0, 0.5, -0.5], // Japanese
  [-0.2, 0.6, 0.2], // Indian
  [0.2, 0.2, 0.4], // Mexican
  [0.5, 0, 0.7], // Burgers
  [1, -0.8, -1], // Café
  [0.1, 0.4, 0], // Thai
  [0.4, 0.1, 0.6], // Levantine
  [1, -1, -1], // Bakery
  [-1, 0.2, 1.4], // Bar
];

/** Makes `count` diners with homes near restaurants, because that is where people live. */
export function buildDiners(count: number, city: readonly Restaurant[], seed: number): Diner[] {
  const random = randomFrom(seed);
  const near = (): [number, number] => {
    const place = city[random.below(city.length)]!;
    return [place.x + 0.5 * random.normal(), place.y + 0.5 * random.normal()];
  };
  return Array.from({ length: count }, (_, id) => ({
    id,
    home: near(),
    work: near(),
    spending: 1 + 3 * random.uniform() * random.uniform() + 0.5 * random.uniform(),
    cuisineTaste: CUISINES.map(() => 0.9 * random.normal()),
    style: Array.from({ length: STYLES }, () => random.normal()),
    familiarity: 0.5 * random.normal(),
    visits: 14 + Math.floor(46 * random.uniform() * random.uniform()),
  }));
}

/** One occasion to go out: lunch near work, dinner and late mostly near home. */
export function occasion(diner: Diner, random: Random): Context {
  const draw = random.uniform();
  const hour = draw < 0.4 ? 0 : draw < 0.85 ? 1 : HOURS - 1;
  const from = hour === 0 || random.uniform() < 0.2 ? diner.work : diner.home;
  const treat = random.uniform() < 0.15 ? 1 : 0;
  const budget = Math.max(1, Math.min(4, Math.round(diner.spending + 0.5 * random.normal() + treat)));
  const reach = (hour === 0 ? 1.4 : 2.6) + 1.2 * random.uniform();
  return { x: from[0] + 0.3 * random.normal(), y: from[1] + 0.3 * random.normal(), budget, hour, reach };
}

export function distance(restaurant: Restaurant, context: Context): number {
  // Math.hypot guards against overflow that a city does not reach, at several times the cost.
  return Math.sqrt((restaurant.x - context.x) ** 2 + (restaurant.y - context.y) ** 2);
}

/** What a restaurant is worth to a diner on an occasion, on the logit scale, before the luck of the day. */
export function utility(diner: Diner, restaurant: Restaurant, context: Context): number {
  let style = 0;
  for (let k = 0; k < STYLES; k++) style += diner.style[k]! * restaurant.style[k]!;
  const over = Math.max(0, restaurant.price - context.budget);
  const under = Math.max(0, context.budget - restaurant.price);
  // At lunch the way counts twice; with a small budget every step above it hurts more.
  const far = distance(restaurant, context) * (context.hour === 0 ? 1.9 : 0.8);
  return (
    0.75 * style +
    1.1 * diner.cuisineTaste[restaurant.cuisine]! +
    0.8 * restaurant.quality +
    1.2 * HOUR_FIT[restaurant.cuisine]![context.hour]! +
    (restaurant.chain ? diner.familiarity : 0) -
    over * (context.budget <= 2 ? 1.6 : 0.9) -
    0.35 * under -
    far
  );
}
