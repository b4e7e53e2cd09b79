// The gallery of charts, checked as pictures are looked at, but by where things are: nothing that is written lies on anything
// else that is written, nothing is drawn nowhere, and what is drawn stands out from its ground. Fonts and their
// smoothing make no difference to it. In both themes, at a wide and a narrow size.
import { readdirSync } from 'node:fs';
import { contrast, lightOfBytes, type Light } from '../../renderer/testing/colourSeen.ts';
import { expect, test, type Stage } from './stage.ts';

const charts = new URL('../../renderer/charts/', import.meta.url).pathname;

interface Written {
  /** The text it is a line of. */
  node: number;
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}
interface Picture {
  /** Every text that is seen, without what screen readers alone are told. */
  texts: Written[];
  /** Colours of what is drawn, as the page computes them. */
  colours: { what: string; colour: string }[];
  ground: string;
  /** Geometry that is no number. */
  nowhere: string[];
  /** How many marks there are: shapes, and boxes with a colour. */
  marks: number;
}

async function pictureOf({ page }: Stage): Promise<Picture> {
  return page.evaluate(() => {
    const stage = document.getElementById('stage')!;
    const origin = stage.getBoundingClientRect();
    const isSeen = (element: Element) =>
      element.closest('.visually-hidden, [hidden]') === null && element.checkVisibility({ opacityProperty: true });
    const texts: Written[] = [];
    const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
    let count = 0;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      count++;
      const text = node.textContent!.trim();
      if (text === '' || !isSeen(node.parentElement!) || node.parentElement!.closest('option, style') !== null)
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue;
        texts.push({
          node: count,
          text,
          left: box.left - origin.left,
          right: box.right - origin.left,
          // A line is taller than its letters.
          top: box.top - origin.top + box.height * 0.2,
          bottom: box.bottom - origin.top - box.height * 0.2,
        });
      }
    }
    const shapes = [...stage.querySelectorAll('svg :is(circle, rect, path)')].filter(isSeen);
    const nowhere = [...stage.querySelectorAll('svg *')].flatMap((shape) =>
      [...shape.attributes]
        .filter(({ value }) => /NaN|Infinity|undefined/.test(value))
        .map(({ name, value }) => `${shape.tagName} ${name}="${value}"`),
    );
    const colours = shapes
      .filter((shape) => shape.matches('circle, rect') && shape.closest('clipPath, button') === null)
      .flatMap((shape) => {
        const { fill, stroke } = getComputedStyle(shape);
        const what = `${shape.tagName}.${shape.getAttribute('class') ?? ''}`;
        // A mark stands out by its fill or by its edge; either will do.
        return [{ what, colour: stroke !== 'none' && !/^rgba/.test(stroke) ? `${fill} ${stroke}` : fill }];
      });
    return {
      texts,
      colours,
      ground: getComputedStyle(document.body).backgroundColor,
      nowhere,
      marks: shapes.length + stage.querySelectorAll('i, b, canvas, td').length,
    };
  });
}

/** Light of every opaque "rgb(…)" in a list of them. */
function lights(colours: string): Light[] {
  return Array.from(colours.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g), ([, red, green, blue]) =>
    lightOfBytes(Number(red), Number(green), Number(blue)),
  );
}

const overlapping = (texts: readonly Written[]) =>
  texts.flatMap((a, k) =>
    texts
      .slice(k + 1)
      .filter(
        (b) =>
          a.node !== b.node &&
          a.left + 1 < b.right &&
          b.left + 1 < a.right &&
          a.top + 1 < b.bottom &&
          b.top + 1 < a.bottom,
      )
      .map((b) => `“${a.text}” on “${b.text}”`),
  );

test('shows every chart there is', async ({ stage }) => {
  const shown = await stage.page.evaluate(() => window.charts);
  const folders = readdirSync(charts, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'frame')
    .map(({ name }) => name.charAt(0).toUpperCase() + name.slice(1));
  expect(folders.filter((name) => !shown.includes(name))).toEqual([]);
});

for (const theme of ['light', 'dark'] as const) {
  for (const width of [900, 560]) {
    test(`draws every chart legibly, ${theme}, ${width} pixels wide`, async ({ stage }) => {
      const { page } = stage;
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const name of await page.evaluate(() => window.charts)) {
        await test.step(name, async () => {
          await page.evaluate((pixels) => {
            document.getElementById('stage')!.style.width = `${pixels}px`;
          }, width);
          await stage.show(name);
          await expect
            .poll(async () => (await pictureOf(stage)).marks, { message: `${name} draws something` })
            .toBeGreaterThan(0);
          const picture = await pictureOf(stage);
          expect.soft(picture.nowhere, `${name}: drawn nowhere`).toEqual([]);
          expect.soft(overlapping(picture.texts), `${name}: written on each other`).toEqual([]);
          const ground = lights(picture.ground)[0]!;
          const weak = picture.colours
            .filter(
              ({ colour }) =>
                lights(colour).length > 0 && Math.max(...lights(colour).map((light) => contrast(light, ground))) < 3,
            )
            .map(({ what, colour }) => `${what} ${colour}`);
          expect.soft([...new Set(weak)], `${name}: marks that do not stand out`).toEqual([]);
        });
      }
    });
  }
}

/** Charts that are one figure in a line of others, and say it in words where they stand. */
const oneFigure = new Set(['RegretBars', 'SafeZone', 'StackedBar', 'ValueCurve', 'ValueStrip']);

test('every chart is a table, or opens one with the same numbers by the keyboard', async ({ stage }) => {
  const { page } = stage;
  const tables = page.getByRole('table');
  const columns = (row: string[]) => row.length;
  for (const name of await page.evaluate(() => window.charts)) {
    await test.step(name, async () => {
      await stage.show(name);
      await expect.poll(async () => (await pictureOf(stage)).marks).toBeGreaterThan(0);
      const opens = page.getByRole('button', { name: /^Numbers of / });
      if (oneFigure.has(name)) {
        await expect(opens).toHaveCount(0);
        return;
      }
      if ((await tables.count()) === 0) {
        await opens.focus();
        await expect(opens).toBeInViewport();
        await page.keyboard.press('Enter');
      }
      await expect(tables).toHaveCount(1);
      const rows = await tables
        .locator('tr')
        .evaluateAll((found) =>
          found.map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => cell.innerText.trim())),
        );
      expect(rows.length, name).toBeGreaterThan(1);
      expect(
        new Set(rows.filter((row) => row.length > 1).map(columns)).size,
        `${name}: as many cells in every row`,
      ).toBe(1);
      expect(
        rows
          .slice(1)
          .flat()
          .some((cell) => /\d/.test(cell)),
        `${name}: numbers`,
      ).toBe(true);
      await page.keyboard.press('Escape');
      if ((await opens.count()) > 0) await expect(opens).toBeFocused();
    });
  }
});

test('marks that are boxes keep their colours where the system forces its own', async ({ stage }) => {
  const { page } = stage;
  const boxes = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('#stage :is(i, b, u), #stage .dot')]
        .map((mark) => getComputedStyle(mark).backgroundColor)
        .filter((colour) => colour !== 'rgba(0, 0, 0, 0)'),
    );
  let seen = 0;
  for (const name of await page.evaluate(() => window.charts)) {
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'dark' });
    await stage.show(name);
    await expect.poll(async () => (await pictureOf(stage)).marks).toBeGreaterThan(0);
    const before = await boxes();
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    expect.soft(await boxes(), name).toEqual(before);
    seen += before.length;
  }
  expect(seen).toBeGreaterThan(20);
});
