// The simulated city: its restaurants, what they are like, and what they pay to be recommended.
// `style` and `quality` are hidden: no candidate model may read them.
import { randomFrom, type Random } from './random.ts';

export const CUISINES = [
  'Italian',
  'Japanese',
  'Indian',
  'Mexican',
  'Burgers',
  'Café',
  'Thai',
  'Levantine',
  'Bakery',
  'Bar',
];
export const NEIGHBOURHOODS = 12;
export const STYLES = 5;
/** Parts of the day: lunch, dinner, late. */
export const HOURS = 3;

export interface Restaurant {
  id: number;
  cuisine: number;
  /** 1 cheap … 4 dear. */
  price: number;
  neighbourhood: number;
  /** Kilometres on the city's plane. */
  x: number;
  y: number;
  chain: boolean;
  /** Euros the restaurant pays when its advertisement is clicked; 0 for those that do not advertise. */
  fee: number;
  /** Public average rating, a noisy view of quality. */
  rating: number;
  /** Whether it is open, per part of the day. */
  open: boolean[];
  /** Hidden: ambience, noise, novelty … */
  style: number[];
  /** Hidden. */
  quality: number;
}

interface Kind {
  cuisine: number;
  price: number;
  style: number[];
  quality: number;
}

const between = (low: number, high: number, random: Random) => low + (high - low) * random.uniform();

function kindOf(random: Random): Kind {
  const style = Array.from({ length: STYLES }, () => random.normal());
  const price = 1 + Math.min(3, Math.floor(Math.abs(random.normal()) * 1.7));
  return { cuisine: random.below(CUISINES.length), price, style, quality: random.normal() };
}

/**
 * Who advertises: nearly every chain and a third of the independents, and chains pay several times as much. Dearer places
 * pay a little more. Quality plays no part, which is what sets revenue against accuracy.
 */
function feeOf(chain: boolean, price: number, random: Random): number {
  const advertises = random.uniform() < (chain ? 0.92 : 0.35);
  const fee = chain ? between(0.7, 1.9, random) : between(0.1, 0.6, random);
  return advertises ? Math.round(100 * fee * (0.8 + 0.1 * price)) / 100 : 0;
}

/** Makes `count` restaurants around twelve neighbourhood centres; about a third are branches of chains. */
export function buildCity(count: number, seed: number): Restaurant[] {
  const random = randomFrom(seed);
  const centres = Array.from({ length: NEIGHBOURHOODS }, () => [between(1, 9, random), between(1, 9, random)]);
  const brands = Array.from({ length: 24 }, () => kindOf(random));
  return Array.from({ length: count }, (_, id) => {
    const chain = random.uniform() < 0.36;
    const kind = chain ? brands[random.below(brands.length)]! : kindOf(random);
    const neighbourhood = random.below(NEIGHBOURHOODS);
    const [x, y] = centres[neighbourhood]!;
    // Branches of a chain are alike and middling; independents differ more, both ways.
    const quality = chain ? 0.3 * kind.quality + 0.15 * random.normal() : kind.quality;
    const late = kind.cuisine === CUISINES.indexOf('Bar') || random.uniform() < 0.35;
    const bakery = kind.cuisine === CUISINES.indexOf('Bakery');
    return {
      id,
      cuisine: kind.cuisine,
      price: kind.price,
      neighbourhood,
      x: x! + 0.8 * random.normal(),
      y: y! + 0.8 * random.normal(),
      chain,
      fee: feeOf(chain, kind.price, random),
      rating: Math.round(10 * Math.max(1, Math.min(5, 3.6 + 0.5 * quality + 0.35 * random.normal()))) / 10,
      open: [random.uniform() < 0.9, !bakery, late && !bakery],
      style: kind.style,
      quality,
    };
  });
}
