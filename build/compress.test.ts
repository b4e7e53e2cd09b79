// Against zlib itself: what is written opens to what was there, and is found by the reader of the page.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readBuiltPage } from '../electron/builtPage.ts';
import { compressPage } from './compress.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('text of some length is there three times, all else once', async () => {
  const script = `export const words = ${JSON.stringify('word '.repeat(2_000))};`;
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'a.js'), script);
  writeFileSync(join(folder, 'a.woff2'), Buffer.alloc(5_000));
  await compressPage(folder);
  expect(readdirSync(folder).sort()).toEqual(['a.js', 'a.js.br', 'a.js.gz', 'a.woff2', 'index.html']);
  const page = readBuiltPage(folder);
  expect([...page.keys()].sort()).toEqual(['/', '/a.js', '/a.woff2', '/index.html']);
  const { body, encoded } = page.get('/a.js')!;
  expect(body.toString()).toBe(script);
  expect(brotliDecompressSync(encoded!.br!).toString()).toBe(script);
  expect(gunzipSync(encoded!.gzip!).toString()).toBe(script);
  expect(encoded!.br!.length).toBeLessThan(script.length / 10);
  expect(page.get('/a.woff2')?.encoded).toEqual({});
});
