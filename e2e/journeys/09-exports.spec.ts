// What can be taken along: tables as CSV and Excel, plots as PNG and SVG.
import { readFile } from 'node:fs/promises';
import readWorkbook from 'read-excel-file/universal';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('tables are saved with every number and the ranking that is on screen', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.openExports();
  const csv = await readFile(await parley.saved('Save Ranking as CSV'), 'utf8');
  const [header, first] = csv.replace('\uFEFF', '').split('\r\n');
  expect(header).toContain('"Rank by least regret"');
  expect(first).toMatch(/^"Two-tower",1,/);
  const workbook = await readFile(await parley.saved('All as one Excel workbook'));
  const sheets = await readWorkbook(new Blob([new Uint8Array(workbook)]));
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Candidates', 'Ranking', 'Ballots', 'Requirements', 'Holds']);
  expect(sheets[0]!.data).toHaveLength(15);
});

test('a plot is saved as a drawing with its words, and as a picture that is not empty', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Trade-offs');
  await parley.openExports();
  const svg = await readFile(await parley.saved('Save Pareto scatter as SVG'), 'utf8');
  expect(svg).toContain('<title>Pareto scatter, Restaurant recommender</title>');
  expect(svg).toContain('Two-tower');
  // Nothing in it needs the page's style sheets.
  expect(svg.match(/ (?:class|style|data-[a-z]+)=|var\(/g)).toBeNull();
  const places = [...svg.matchAll(/<text[^>]* x="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect(new Set(places).size).toBeGreaterThan(5);
  const png = await readFile(await parley.saved('Save Pareto scatter as PNG'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const colours = await page.evaluate(
    async (data) => {
      const image = new Image();
      image.src = data;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size;
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  expect(colours).toBeGreaterThan(20);
});
