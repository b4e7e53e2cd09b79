// Swings in native units.
import { expect, it } from 'vitest';
import type { ValueFunction } from './objective.ts';
import { aimText, swingChangeText, swingText } from './swing.ts';

const text = (valueFunction: ValueFunction, unit = '') => swingText({ valueFunction }, unit);

it('says what a range with two bad ends means', () => {
  const target = { shape: 'target' as const, target: 1, below: 1, above: 1 };
  expect(aimText({ valueFunction: target }, '× fair share')).toBe(
    '1\u00a0× fair share is best; 0 and 2, and anything beyond, count nothing',
  );
  expect(aimText({ valueFunction: { shape: 'linear', worst: 60, best: 5 } }, 'ms')).toBe('');
});

it('says a swing in native units', () => {
  expect(text({ shape: 'linear', worst: 60, best: 5 }, 'ms')).toBe('from 60 to 5\u00a0ms');
  expect(text({ shape: 'linear', worst: 0.04, best: 0.47 })).toBe('from 0.04 to 0.47');
  expect(text({ shape: 'log', worst: 1500, best: 0.1 + 0.2 }, '€')).toBe('from 1,500 to 0.3\u00a0€');
  expect(text({ shape: 'linear', worst: -3, best: 4 }, '%')).toBe('from −3 to 4\u00a0%');
});

it('names both bad sides of a target', () => {
  expect(text({ shape: 'target', target: 1, below: 1, above: 0.5 })).toBe('from 0 or 1.5 to 1');
});

it('reads a curve where it leaves 0 and reaches 1', () => {
  const points = [
    { at: 0, value: 0 },
    { at: 10, value: 0 },
    { at: 20, value: 0.4 },
    { at: 30, value: 1 },
    { at: 40, value: 1 },
  ];
  expect(text({ shape: 'piecewise', points })).toBe('from 10 to 30');
  const falling = points.map(({ at, value }) => ({ at: -at, value })).reverse();
  expect(text({ shape: 'piecewise', points: falling })).toBe('from −10 to −30');
  const peaked = [...points.slice(1, 4), { at: 50, value: 0 }];
  expect(text({ shape: 'piecewise', points: peaked })).toBe('from 10 or 50 to 30');
});

it('says which end of a range moved, and both ranges where both did', () => {
  const linear = (worst: number, best: number) => ({ valueFunction: { shape: 'linear' as const, worst, best } });
  expect(swingChangeText(linear(80, 5), linear(60, 5), 'ms')).toBe('worst 80 → 60\u00a0ms');
  expect(swingChangeText(linear(80, 5), linear(80, 7.5), 'ms')).toBe('best 5 → 7.5\u00a0ms');
  expect(swingChangeText(linear(80, 5), linear(60, 7), 'ms')).toBe(
    'from 80 to 5\u00a0ms then, from 60 to 7\u00a0ms now',
  );
  expect(swingChangeText(linear(80, 5), { valueFunction: { shape: 'log', worst: 80, best: 5 } }, 'ms')).toBe('');
  const target = (above: number) => ({ valueFunction: { shape: 'target' as const, target: 1, below: 1, above } });
  expect(swingChangeText(target(0.5), target(1), '')).toBe('from 0 or 1.5 to 1 then, from 0 or 2 to 1 now');
});
