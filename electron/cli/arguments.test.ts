// What is wrong with arguments is said in a sentence that names what there is; nothing of a file is needed for that.
import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import { readChoices } from './choices.ts';

const read = (...words: string[]) => {
  const { command, files, flags } = readArguments(words);
  return { command, files, choices: readChoices(flags) };
};

test.each([
  [['rnak', 'x.csv'], 'There is no command “rnak”. Did you mean “rank”? The commands are serve, rank, explain'],
  [['rank', 'x.csv', '--mehtod=topsis'], 'There is no --mehtod. Did you mean --method? parley rank takes --zeros'],
  [['verify', 'x.json', '--json'], 'There is no --json. parley verify takes --receipt.'],
  [['schema', '--json'], 'There is no --json. parley schema takes no flags.'],
  [['rank', 'x.csv', '--seed'], "Option '--seed <value>' argument missing."],
  [['rank', 'x.csv', '--method=topsi'], '--method=topsi is none of them. Did you mean topsis? It may be additive, '],
  [['rank', 'x.csv', '--rule=best'], '--rule=best is none of them. It may be leastRegret, weightedMean, leximin, '],
  [['rank', 'x.csv', '--rule=nash', '--method=vikor'], '--rule=nash counts gains from the worst anchors'],
  [['rank', 'x.csv', '--weights=accuracy'], '“accuracy” is not an objective and its weight.'],
  [['rank', 'x.csv', '--weights=accuracy=-1'], '“accuracy=-1” is not an objective and its weight.'],
  [['rank', 'x.csv', '--weights=a=0,b=0'], 'give at least one objective a weight above 0'],
  [['rank', 'x.csv', '--must=latency<50'], 'Write METRIC<=BOUND or METRIC>=BOUND'],
  [['rank', 'x.csv', '--must=latency<=fast'], 'Write METRIC<=BOUND or METRIC>=BOUND'],
  [['rank', 'x.csv', '--seed=one'], '--seed=one is no whole number from 0 to 4294967295.'],
  [['rank', 'x.csv', '--draws=0'], '--draws=0 is no whole number from 1 to 1000000.'],
])('%j', (words, sentence) => {
  expect(() => read(...words)).toThrow(sentence);
});

test('reads what is asked, written with hyphens or not, flags before and behind the command', () => {
  expect(read('--json', 'rank', '-', '--rule=weighted-mean', '--method=TOPSIS', '--draws=10')).toEqual({
    command: 'rank',
    files: ['-'],
    choices: {
      rule: 'weightedMean',
      method: 'topsis',
      role: null,
      weights: [],
      musts: [],
      better: { max: [], min: [] },
      seed: 1,
      draws: 10,
    },
  });
  const given = ['--weights=Sales: p95 latency=1, recall=top5=2', '--weights=a:b=3', '--must=p95 latency ≤ 5e1'];
  const { choices } = read('rank', 'x', ...given, '--max=a, b', '--min=c');
  expect(choices.weights).toEqual([
    { role: 'Sales', shares: [{ objective: 'p95 latency', share: 1 }, { objective: 'recall=top5', share: 2 }] }, // prettier-ignore
    { role: 'a', shares: [{ objective: 'b', share: 3 }] },
  ]);
  expect(choices.musts).toEqual([{ metric: 'p95 latency', comparator: '<=', bound: 50 }]);
  expect(choices.better).toEqual({ max: ['a', 'b'], min: ['c'] });
  expect(read().command).toBe('serve');
  expect(read('--port=80').command).toBe('serve');
  expect(read('open', 'a.parley')).toMatchObject({ command: 'serve', files: ['a.parley'] });
  expect(read('rank', '-h').command).toBeNull();
});
