// The colour tokens, read from the style sheet itself: every mark stands out from its ground, every two that may stand in one
// chart are told apart, and a role is never taken for an objective, in both themes and by colour-blind eyes.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apart, contrast, lightOf, seenBy, vividness, type Eyes, type Light } from '../testing/colourSeen.ts';
import { roleColours } from '../../shared/domain/role.ts';
import { roleDots } from '../../shared/record/style.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

const tokens = new Map(
  Array.from(css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g), ([, name, light, dark]) => [
    name!,
    { light: lightOf(light!), dark: lightOf(dark!) },
  ]),
);
function colour(theme: Theme, name: string): Light {
  const found = tokens.get(name);
  if (!found) throw new RangeError(`tokens.css has no opaque colour --${name}.`);
  return found[theme];
}

/** Style sheets and components of everything that is shown in the app. */
const styled = globSync('**/*.{svelte,css}', { cwd: new URL('..', import.meta.url) });

it('all text follows the size that was chosen', () => {
  expect(styled.length).toBeGreaterThan(200);
  const hard = styled.flatMap((file) => {
    const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
    return [...text.matchAll(/font-size:\s*[\d.]+px/g)].map(([found]) => `${file}: ${found}`);
  });
  expect(hard).toEqual([]);
});

const everyEye: readonly Eyes[] = ['usual', 'protanopia', 'deuteranopia', 'tritanopia'];
const roles = roleColours.map((name) => `role-${name}`);
const objectives = Array.from({ length: 10 }, (_, place) => `objective-${place}`);
const grounds = ['paper', 'panel', 'sunk'];

/** Every two of a list, or every one of a list with every one of another, that look closer than asked for. */
function tooClose(theme: Theme, pairs: readonly (readonly [string, string])[], usual: number, colourBlind: number) {
  return pairs.flatMap(([a, b]) =>
    everyEye.flatMap((eyes) => {
      const distance = apart(eyes, colour(theme, a), colour(theme, b));
      return distance < (eyes === 'usual' ? usual : colourBlind)
        ? [`${a} and ${b}: ${distance.toFixed(1)}, ${eyes}`]
        : [];
    }),
  );
}
const everyTwo = (names: readonly string[]) => names.flatMap((a, k) => names.slice(k + 1).map((b) => [a, b] as const));
const across = (some: readonly string[], others: readonly string[]) =>
  some.flatMap((a) => others.map((b) => [a, b] as const));

describe.each(themes)('the %s theme', (theme) => {
  it('gives every mark three times the luminance of any ground it stands on, or a third', () => {
    const marks = [...roles, ...objectives, 'mark', 'ink', 'ink-2', 'ink-3', 'bad', 'warn', 'focus'];
    const weak = across(marks, grounds).flatMap(([mark, ground]) => {
      const ratio = contrast(colour(theme, mark), colour(theme, ground));
      return ratio < 3 ? [`${mark} on ${ground}: ${ratio.toFixed(2)}`] : [];
    });
    expect(weak).toEqual([]);
  });

  it('gives every text 4.5 times', () => {
    const weak = across(['ink', 'ink-2', 'ink-3', 'bad', 'warn'], ['paper', 'panel']).flatMap(([text, ground]) => {
      const ratio = contrast(colour(theme, text), colour(theme, ground));
      return ratio < 4.5 ? [`${text} on ${ground}: ${ratio.toFixed(2)}`] : [];
    });
    expect(weak).toEqual([]);
  });

  // Where roles stand together each mark has the role's name or its place as well; where objectives do, they keep their order.
  it('tells any two roles apart', () => expect(tooClose(theme, everyTwo(roles), 11, 6)).toEqual([]));
  it('tells any two objectives apart, and better those that touch in a bar', () => {
    expect(tooClose(theme, everyTwo(objectives), 8, 4)).toEqual([]);
    const touching = objectives.slice(1).map((name, place) => [objectives[place]!, name] as const);
    expect(tooClose(theme, touching, 13, 8)).toEqual([]);
  });

  it('never lets a role be taken for an objective: they are apart, and one family is vivid, the other is not', () => {
    expect(tooClose(theme, across(roles, objectives), 7, 4)).toEqual([]);
    const vivid = roles.map((name) => vividness(colour(theme, name)));
    const muted = objectives.map((name) => vividness(colour(theme, name)));
    expect(Math.min(...vivid)).toBeGreaterThan(Math.max(...muted) + 2);
  });

  it('keeps red for what fails: no role and no objective looks like it', () => {
    expect(tooClose(theme, across(['bad'], [...roles, ...objectives]), 9, 3.5)).toEqual([]);
  });

  it('tells the kinds of marks of the scatter apart by lightness alone', () => {
    expect(tooClose(theme, [['mark', 'ink-2']], 12, 12)).toEqual([]);
  });
});

it('prints the roles of a record in the colours of the light theme', () => {
  const ofRoles = roleColours.map((name) => [name, new RegExp(`--role-${name}: light-dark\\((#\\w+),`).exec(css)?.[1]]);
  expect(roleDots).toEqual(Object.fromEntries(ofRoles));
});

describe('how colours are seen', () => {
  it('keeps white and black as they are, for all eyes', () => {
    for (const eyes of everyEye) {
      for (const hex of ['#ffffff', '#000000', '#808080'])
        expect(apart(eyes, lightOf(hex), seenBy(eyes, lightOf(hex)))).toBeCloseTo(0, 2);
    }
  });
  it('has black and white 21 apart, and the red and green of a traffic light close for those who cannot tell them', () => {
    expect(contrast(lightOf('#ffffff'), lightOf('#000000'))).toBeCloseTo(21, 9);
    const [red, green] = [lightOf('#b04040'), lightOf('#6a7a30')];
    expect(apart('deuteranopia', red, green)).toBeLessThan(apart('usual', red, green) / 3);
  });
});
