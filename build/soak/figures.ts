// How often what Parley says of made-up logs is right, with twenty times as many of them as the tests draw; printed, and checked.
import {
  areaFigures,
  areaWorlds,
  brokenWorlds,
  enoughWorlds,
  equalsFigures,
  exactlyFourFifths,
  fourFifthsFigures,
  fourFifthsWorlds,
  gapFigures,
  gapWorlds,
  intervalWorlds,
  parityWorlds,
  unitFigures,
  unitWorlds,
  weightFigures,
  weightWorlds,
} from '../../shared/measures/testing/simulated.ts';

const LOGS = 20_000;

/** Prints the figures; false where one is beyond what is promised. */
export function printFigures(logs = LOGS): boolean {
  let kept = true;
  const line = (what: string, figure: number, is: 'most' | 'least' | 'about', bound: number) => {
    const fine = is === 'most' ? figure <= bound : is === 'least' ? figure >= bound : Math.abs(figure - bound) <= 0.05;
    kept &&= fine;
    console.log(`${fine ? '  ' : '! '}${figure.toFixed(3)}  at ${is} ${bound.toFixed(3)}  ${what}`);
  };
  console.log(`\nFalse alarms where no group differs, ${logs.toLocaleString('en')} logs each`);
  for (const world of parityWorlds) line(world.name, gapFigures(world, logs, 101).found, 'most', 0.055);
  console.log('\nA gap found where there is one');
  for (const { power, ...world } of gapWorlds) line(world.name, gapFigures(world, logs, 102).found, 'about', power);
  console.log('\nA gap found with as many cases as are said to show it');
  for (const world of enoughWorlds) line(world.name, gapFigures(world, logs, 108).found, 'least', 0.79);
  console.log('\nWeighted rows of groups that are alike: a gap found');
  for (const world of weightWorlds) {
    const { name, rate, spread, tied } = world;
    const what = `${name} at ${rate}, weights of sd ${spread}${tied ? ', larger for positive rows' : ''}`;
    line(what, weightFigures(world, Math.round(logs / 4), 109), 'most', 0.065);
  }
  console.log('\nThe interval of the largest gap holds it');
  for (const world of intervalWorlds) line(world.name, gapFigures(world, logs, 103).covered, 'least', 0.945);
  console.log('\nFour fifths said to be broken where it is not');
  for (const world of fourFifthsWorlds) line(world.name, fourFifthsFigures(world, logs, 104).broken, 'most', 0.055);
  console.log('\nFour fifths said to be broken at exactly four fifths: the score test is approximate');
  for (const world of exactlyFourFifths) line(world.name, fourFifthsFigures(world, logs, 104).broken, 'most', 0.065);
  console.log('\nFour fifths said to be broken where it is');
  for (const { power, ...world } of brokenWorlds)
    line(world.name, fourFifthsFigures(world, logs, 110).broken, 'about', power);
  console.log('\nUnits of sampling: the interval holds the rate; equal groups told apart');
  for (const world of unitWorlds) {
    const { covered, found } = unitFigures(world, logs, 105);
    line(world.name, covered, 'least', 0.915);
    if (world.groups > 1) line(`${world.name}, told apart`, found, 'most', 0.055);
  }
  console.log('\nThe interval of an area under the curve holds it');
  for (const world of areaWorlds) {
    const { positives, negatives, shift, wider } = world;
    const name = `${positives} positive, ${negatives} negative, ${shift} apart, ${wider} as wide`;
    line(name, areaFigures(world, logs, 106), 'least', 0.93);
  }
  console.log('\nAny two of twelve equal candidates told apart');
  line('12 candidates, 1,000 cases', equalsFigures(12, 1000, Math.round(logs / 10), 107), 'most', 0.055);
  return kept;
}
