// What comes out of a printer: the record on A4 and Letter, whole and with its signatures on the first page; and every other page with
// review, date, eyes and weights at its head.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { documentOf } from '../../shared/record/document.ts';
import { toHtml } from '../../shared/record/html.ts';
import { largeRecord, sampleRecord } from '../../shared/record/testing/sampleRecord.ts';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

/** Inside the margins of the print style, in CSS pixels at 96 to the inch. */
const papers = {
  A4: { width: 680, height: 1039 },
  Letter: { width: 702, height: 972 },
} as const;
const sizes = Object.keys(papers) as (keyof typeof papers)[];

const pagesIn = (pdf: Uint8Array) =>
  (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b/g) ?? []
  ).length;

/** Texts that stick out of the sheet or of their own box, or are smaller than 10 pt on page 1, and how high page 1 is, in pixels. */
async function laidOut(
  page: Page,
  size: keyof typeof papers,
): Promise<{ cut: string[]; small: string[]; first: number }> {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(papers[size]);
  const found = await page.evaluate((width) => {
    const cut: string[] = [];
    const small: string[] = [];
    // In the app the sheets stand in a shadow tree.
    const sheets = document.querySelector('[data-prints-itself]')?.shadowRoot ?? document;
    for (const element of sheets.querySelectorAll('article, article *')) {
      const box = element.getBoundingClientRect();
      // The code's quiet zone reaches into the margin.
      if (box.width === 0 || element instanceof SVGElement || element.querySelector('svg')) continue;
      const sticksOut = box.left < -0.5 || box.right > width + 0.5;
      const overflows = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline';
      if (sticksOut || overflows) cut.push(`${element.tagName} ${element.textContent.slice(0, 40)}`);
      // 10 points are 13.33 pixels. What machines compare, at the foot, may be smaller.
      const read = element.closest('.first') !== null && element.closest('.foot') === null;
      if (read && parseFloat(getComputedStyle(element).fontSize) < 13.3) small.push(element.textContent.slice(0, 40));
    }
    const [article] = sheets.querySelectorAll('article');
    return { cut, small, first: article?.getBoundingClientRect().height ?? 0 };
  }, papers[size].width);
  await page.emulateMedia({ media: null });
  return found;
}

const digest = 'ab'.repeat(32);
const head = { n: 1, hash: digest };
const entry = { n: 1, at: '2026-11-30T10:58:00.000Z', who: 'Petra', what: 'decision.recorded', body: '{}' };
const receipt = `PARLEY1:${'6F'.repeat(16)}:1:${'AB'.repeat(32)}:2:${'CD'.repeat(32)}:20261130T105800000Z`;

test.describe('the file of a record', () => {
  test.skip(({ host }) => host !== 'web', 'The file is the same in every host.');
  for (const [name, record] of [
    ['four roles', sampleRecord()],
    ['six roles, two objections and 40 candidates', largeRecord()],
  ] as const) {
    test(`the record of ${name} prints on A4 and Letter: page 1 is one page, and nothing is cut off`, async ({
      app,
    }) => {
      const font = await readFile(
        new URL(import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')),
      );
      const page = await app.page.context().newPage();
      const trail = [{ ...entry, prev: digest, hash: digest }];
      const made = documentOf({ record, digest, head, trail, receipt });
      await page.setContent(toHtml(made, null, font.toString('base64')));
      await page.evaluate(() => document.fonts.ready);
      for (const size of sizes) {
        const { cut, small, first } = await laidOut(page, size);
        expect(cut, size).toEqual([]);
        expect(small, size).toEqual([]);
        expect(first, size).toBeLessThanOrEqual(papers[size].height);
        const pdf = await page.pdf({
          format: size,
          preferCSSPageSize: true,
          path: test.info().outputPath(`record-${size}.pdf`),
        });
        // The first page by itself, so that what follows begins on the second.
        await page.addStyleTag({ content: '.appendix{display:none!important}' }).then(async (style) => {
          expect(pagesIn(await page.pdf({ format: size, preferCSSPageSize: true })), size).toBe(1);
          await style.evaluate((element) => (element as Element).remove());
        });
        expect(pagesIn(pdf), size).toBeGreaterThanOrEqual(3);
        expect(pagesIn(pdf), size).toBeLessThanOrEqual(6);
      }
      await expect(page.locator('.signatures > div')).toHaveCount(made.roles.length);
      for (const letter of 'ABCDEFGH') {
        await expect(page.getByRole('heading', { name: new RegExp(`^${letter}\\s`) })).toHaveCount(1);
      }
      await page.close();
    });
  }
});

test('a recorded decision prints as its record, and the desktop saves that as PDF', async ({ app, page, chromium }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Trade-offs');
  await page.emulateMedia({ media: 'print' });
  const printed = page.locator('[data-print-head]');
  await expect(printed).toContainText(/Restaurant recommender.*Seen by everyone.*Printed \d+ \w+ \d{4}/s);
  await expect(printed.getByRole('row', { name: /^Sales 15 75 5\.0 – 5\.0 –$/ })).toBeVisible();
  await page.emulateMedia({ media: null });

  await parley.go('Decision');
  await parley.fill('Which question is decided', 'Which model?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('button', { name: 'Two-tower', exact: true }).click();
  await parley.takeStance('Sales', 'Objects', 'Sven', 'It earns too little.');
  await page.getByRole('button', { name: 'Record decision' }).click();
  await expect(page.getByText('The same answer, and every must is met.')).toBeVisible();
  for (const size of sizes) {
    const { cut, small, first } = await laidOut(page, size);
    expect(cut, size).toEqual([]);
    expect(small, size).toEqual([]);
    expect(first, size).toBeLessThanOrEqual(papers[size].height);
  }
  await page.emulateMedia({ media: 'print' });
  await expect(printed).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Where regulators look' })).toBeVisible();
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1440, height: 900 });

  // What the printer gets is what the file has, element by element.
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the record' }).click();
  await page.getByRole('menuitem', { name: /HTML/ }).click();
  const html = await readFile(await (await download).path(), 'utf8');
  // In a browser of its own: the shell lets no other window of its own stand.
  const context = await (await chromium()).newContext();
  const reader = await context.newPage();
  await reader.setContent(html);
  const inTheFile = await reader.evaluate(() => {
    return document.querySelector('main')!.innerHTML.replaceAll('\n', '');
  });
  await context.close();
  const sheets = page.locator('[data-prints-itself]');
  expect(await sheets.evaluate((element) => element.shadowRoot?.innerHTML)).toBe(inTheFile);

  if (!app.shell) return;
  const file = join(app.libraryFolder, '..', 'record.pdf');
  await app.shell.choose(file);
  await page.getByRole('button', { name: 'Export the record' }).click();
  await page.getByRole('menuitem', { name: 'Record as PDF, Letter' }).click();
  await expect(page.getByText(/The record is saved as .*record\.pdf\./)).toBeVisible();
  const pdf = await readFile(file);
  expect(pagesIn(pdf)).toBe(pagesIn(await page.pdf({ format: 'Letter', preferCSSPageSize: true })));
  const [box] = /\/MediaBox\s*\[[^\]]*\]/.exec(pdf.toString('latin1')) ?? [''];
  expect(box).toMatch(/ 612 792\s*\]$/);
});
