// The prediction log that ships with the sample, visits.csv: would the diner go there, and was it shown?
//
// One row is a restaurant that was open and in reach when a diner asked, on the diner's last visit, which no candidate has
// seen. `label` is 1 for the restaurant the diner went to. Of the others in reach, two independents and two chains are
// drawn, so that both are measured about as well. `weight` makes them stand for all others, OTHERS to each visit, which is
// about what the candidates were fitted on. In the app a request has 160 others and not five: what is said of the
// restaurants gone to, and of those not gone to, holds there too; what mixes the two, such as precision, holds for one
// visit in six rows. With one request per diner, rows of different requests are independent.
//
// Each candidate has two columns. `score` is its chance that the diner goes there (chances.ts), scaled on the diners' visits
// before; a candidate whose scores say nothing about visits has none. `decision` is 1 where the candidate shows the restaurant
// among its first ten of all in reach.
//
// Groups say what kind of restaurant it is and when it was asked for. Features are what candidates may read, as a person
// would write them down: not all that every candidate reads, and the fee is read by few.
import { chancesOf, fitChances, OTHERS } from './chances.ts';
import type { Weighed } from './contributions.ts';
import { distance } from './diners.ts';
import type { Past } from './features.ts';
import { shown } from './measure.ts';
import type { Model } from './models/model.ts';
import { randomFrom, shuffle } from './random.ts';
import type { Request, World } from './simulate.ts';
import { quoted } from './table.ts';
import { noWork } from './work.ts';

/** Where the log is kept. */
export const VISITS_FILE = new URL('visits.csv', import.meta.url);

/** Drawn of the independents, and of the chains, that the diner did not go to. */
const DRAWN = 2;

export const GROUPS = ['restaurant', 'price band', 'part of the day', 'standing'] as const;
export const LOGGED_FEATURES = [
  'distance km',
  'price minus budget',
  'public rating',
  'visits of the restaurant',
  'visits of this diner here',
  'share of this cuisine %',
  'fee €',
  'restaurants in reach',
] as const;
export const scoreHeader = (name: string) => `score ${name}`;
export const decisionHeader = (name: string) => `decision ${name}`;

/** From here on about as much of the chances is decided positive as is shown among the first ten. */
export const THRESHOLD = 0.33;

interface Row {
  /** Of the visit's request, counted from 0. */
  request: number;
  restaurant: number;
  went: boolean;
  weight: number;
}

/** The last request of every diner, in the log, and the one before it, to fit chances on. */
function heldBack(world: World): { last: Request[]; before: Request[] } {
  const last = new Map(world.test.map((request) => [request.diner, request]));
  const isLast = (request: Request) => last.get(request.diner) === request;
  return { last: world.test.filter(isLast), before: world.test.filter((request) => !isLast(request)) };
}

function drawRows(world: World, requests: readonly Request[]): Row[] {
  const random = randomFrom(91);
  return requests.flatMap(({ candidates, chosen }, request) => {
    const others = candidates.filter((id) => id !== chosen);
    const drawn = [false, true].flatMap((chain) => {
      const kind = others.filter((id) => world.city[id]!.chain === chain);
      shuffle(kind, random);
      const some = kind.slice(0, DRAWN);
      const weight = (OTHERS * kind.length) / others.length / some.length;
      return Array.from(some, (restaurant) => ({ request, restaurant, went: false, weight }));
    });
    return [{ request, restaurant: chosen, went: true, weight: 1 }, ...drawn];
  });
}

/** Scores that are to be multiplied by less than this say nothing: the search ran into its end. */
const SILENT = 1e-4;

/** Fewer past visits than this make a restaurant little known; a third of them are. */
const FEW_VISITS = 10;

const groupsOf = (world: World, past: Past, { context }: Request, id: number): string[] => {
  const { chain, price } = world.city[id]!;
  return [
    chain ? 'chain' : 'independent',
    ['low', 'middle', 'high', 'high'][price - 1]!,
    ['lunch', 'dinner', 'late'][context.hour]!,
    past.visits[id]! < FEW_VISITS ? 'little known' : 'well known',
  ];
};

function featuresOf(world: World, past: Past, { diner, context, candidates }: Request, id: number): string[] {
  const place = world.city[id]!;
  return [
    distance(place, context).toFixed(1),
    String(place.price - context.budget),
    place.rating.toFixed(1),
    String(past.visits[id]!),
    String(past.visitsOf(diner).get(id) ?? 0),
    (100 * past.cuisineShare(diner, place.cuisine)).toFixed(0),
    String(place.fee),
    String(candidates.length),
  ];
}

/** The restaurants of the log, in the order of its rows. */
export function weighedRows(world: World): Weighed[] {
  const { last } = heldBack(world);
  return drawRows(world, last).map(({ request, restaurant, weight }) => ({
    request: last[request]!,
    restaurant,
    weight,
  }));
}

/** The log as text: a header, then one line per row, each ended by a line feed. Chances have three decimals. */
export function visitsCsv(world: World, past: Past, models: readonly Model[]): string {
  const { last, before } = heldBack(world);
  const rows = drawRows(world, last);
  const columns = models.map((model) => {
    const chances = fitChances(model, before);
    const answers = last.map((request) => {
      const scores = model.score(request, noWork());
      return { chances: chancesOf(scores, chances), top: new Set(shown(request, scores)) };
    });
    return { name: model.name, silent: chances.scale < SILENT, answers };
  });
  const header = [
    'id',
    'label',
    'weight',
    ...GROUPS,
    ...LOGGED_FEATURES,
    ...columns.flatMap(({ name, silent }) => [...(silent ? [] : [scoreHeader(name)]), decisionHeader(name)]),
  ];
  const lines = rows.map(({ request: r, restaurant, went, weight }) => {
    const request = last[r]!;
    const at = request.candidates.indexOf(restaurant);
    return [
      `${r + 1}/${restaurant}`,
      went ? '1' : '0',
      String(Number(weight.toFixed(2))),
      ...groupsOf(world, past, request, restaurant),
      ...featuresOf(world, past, request, restaurant),
      ...columns.flatMap(({ silent, answers }) => [
        ...(silent ? [] : [String(Number(answers[r]!.chances[at]!.toFixed(3)))]),
        answers[r]!.top.has(restaurant) ? '1' : '0',
      ]),
    ];
  });
  return [header, ...lines].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}
