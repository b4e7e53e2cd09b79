// Where windows go, whatever was remembered and whichever displays are there.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { nextPlacement, readPlacements, writePlacement, type Placements } from './placement.ts';

const laptop = { id: 1, workArea: { x: 0, y: 25, width: 1440, height: 855 } };
const desk = { id: 2, workArea: { x: 1440, y: 0, width: 2560, height: 1400 } };
const bounds = { x: 1600, y: 100, width: 1200, height: 800 };
const nothing: Placements = { last: null, displays: {} };
const onDesk: Placements = { last: '2', displays: { 2: { bounds, maximised: true } } };

describe('a window', () => {
  test('goes to the middle of the first display on the first start, and fits it', () => {
    expect(nextPlacement(nothing, [laptop, desk], 2, [])).toEqual({
      bounds: { x: 2000, y: 250, width: 1440, height: 900 },
      maximised: false,
    });
    expect(nextPlacement(nothing, [laptop], 1, []).bounds).toEqual(laptop.workArea);
  });

  test('goes where the last one stood on the same display, and elsewhere once that is gone', () => {
    expect(nextPlacement(onDesk, [laptop, desk], 1, [])).toEqual({ bounds, maximised: true });
    expect(nextPlacement(onDesk, [laptop], 1, [])).toEqual({ bounds: laptop.workArea, maximised: false });
  });

  test('does not stand on another one, and is not maximised over it', () => {
    const second = nextPlacement(onDesk, [laptop, desk], 1, [bounds]);
    expect(second).toEqual({ bounds: { ...bounds, x: bounds.x + 28, y: bounds.y + 28 }, maximised: false });
    const third = nextPlacement(onDesk, [laptop, desk], 1, [second.bounds, bounds]);
    expect(third.bounds).toEqual({ ...bounds, x: bounds.x + 56, y: bounds.y + 56 });
  });

  test('is on a display that is there, whatever was remembered', () => {
    const number = fc.integer({ min: -10_000, max: 10_000 });
    const edge = fc.integer({ min: 1, max: 9000 });
    const rectangle = fc.record({ x: number, y: number, width: edge, height: edge });
    fc.assert(
      fc.property(rectangle, fc.array(rectangle, { maxLength: 6 }), fc.boolean(), (kept, open, maximised) => {
        const known = { last: '2', displays: { 1: { bounds: kept, maximised }, 2: { bounds: kept, maximised } } };
        for (const screens of [[laptop, desk], [laptop]]) {
          const { bounds: at } = nextPlacement(known, screens, 1, open);
          const area = screens.at(-1)!.workArea;
          expect(at.x).toBeGreaterThanOrEqual(area.x);
          expect(at.y).toBeGreaterThanOrEqual(area.y);
          expect(at.x + at.width).toBeLessThanOrEqual(area.x + area.width);
          expect(at.y + at.height).toBeLessThanOrEqual(area.y + area.height);
        }
      }),
    );
  });
});

describe('what is remembered', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-placement-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'windows.json');

  test('is one placement for each display, and the display of the last', () => {
    expect(readPlacements(file)).toEqual(nothing);
    writePlacement(file, 1, { bounds, maximised: false });
    writePlacement(file, 2, { bounds, maximised: true });
    expect(readPlacements(file)).toEqual({
      last: '2',
      displays: { 1: { bounds, maximised: false }, 2: { bounds, maximised: true } },
    });
    for (let id = 3; id < 40; id++) writePlacement(file, id, { bounds, maximised: false });
    expect(Object.keys(readPlacements(file).displays)).toHaveLength(16);
  });

  test.each(['', '{"last":', '[]', '{"last":"1","displays":{"1":{"bounds":{"x":"0"}}}}', 'null'])(
    'is nothing where the file says %j',
    (text) => {
      fs.writeFileSync(file, text);
      expect(readPlacements(file)).toEqual(nothing);
    },
  );

  test('does not matter where it cannot be written', () => {
    expect(() => writePlacement(path.join(folder, 'no', 'folder'), 1, { bounds, maximised: false })).not.toThrow();
  });
});
