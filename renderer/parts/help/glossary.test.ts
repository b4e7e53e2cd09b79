// Every term on a screen has a text (the compiler sees to that), every text stands on some screen, and no two say the same.
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { glossary } from './glossary.ts';

const renderer = path.resolve(import.meta.dirname, '../..');
const used = new Set(
  fs
    .readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svelte'))
    .flatMap((name) => {
      const text = fs.readFileSync(path.join(renderer, name), 'utf8');
      return [...text.matchAll(/<Term\s+of="([^"]+)"/g)].map(([, id]) => id!);
    }),
);

it('has a text for every term that is used, and uses every text', () => {
  expect([...used].sort()).toEqual(Object.keys(glossary).sort());
});

it('says of each term something of its own, as whole sentences', () => {
  const entries = Object.values(glossary);
  for (const key of ['term', 'text'] as const)
    expect(new Set(entries.map((entry) => entry[key])).size).toBe(entries.length);
  for (const { text } of entries) expect(text).toMatch(/\.$/);
});
