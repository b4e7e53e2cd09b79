// The chain and receipts against vectors that were made and checked by other programs.
import { expect, it } from 'vitest';
import type { TrailEntry, TrailHead } from '../../../shared/domain/trail.ts';
import vectors from './fixtures/trail.json' with { type: 'json' };
import { readReceipt, receiptText } from './receipts.ts';
import { against, firstFault, genesisOf, hashOf } from './trail.ts';

interface Case {
  name: string;
  order: number[];
  changed?: TrailEntry[];
  added?: TrailEntry;
  chain: 'ok' | { n: number; why: string };
  receipt: { n: number; head: string } | null;
  head: string;
}
const { review } = vectors;
const entries: TrailEntry[] = vectors.entries;

it('begins and continues the chain as everybody else does', () => {
  expect(genesisOf(review)).toBe(vectors.genesis);
  for (const entry of entries) expect(hashOf(review, entry)).toBe(entry.hash);
});

it.each(vectors.cases as Case[])('judges a trail $name', ({ order, changed = [], added, chain, receipt, head }) => {
  const all = new Map([...entries, ...changed, ...(added ? [added] : [])].map((entry) => [entry.n, entry]));
  const found = order.map((n) => all.get(n)!);
  const fault = firstFault(review, found);
  expect(fault ?? 'ok').toEqual(chain);
  if (fault !== null || receipt === null) return;
  const remembered: TrailHead = { n: receipt.n, hash: receipt.head };
  expect(against(found, remembered)).toBe(head === 'differs' ? 'rewritten' : head);
});

it('writes and reads receipts', () => {
  const content = readReceipt(vectors.receiptText);
  expect(content).toMatchObject({
    review,
    n: vectors.receipt.n,
    hash: vectors.receipt.head,
    at: '2026-11-30T10:42:00.000Z',
  });
  expect(receiptText(content)).toBe(vectors.receiptText);
  const typed = vectors.receiptText
    .toLowerCase()
    .replaceAll(':', '|')
    .replace(/(.{40})/g, '$1\n ');
  expect(readReceipt(typed)).toEqual(content);
  for (const wrong of [
    '',
    'PARLEY1',
    vectors.receiptText.slice(0, -1),
    vectors.receiptText.replace('PARLEY1', 'PARLEY2'),
  ]) {
    expect(() => readReceipt(wrong)).toThrow(/no receipt/);
  }
});
