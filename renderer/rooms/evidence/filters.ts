// Filters of single columns: what they keep, and how a person would say it.
import { shortNumber } from '../../../shared/domain/format.ts';
import type { Column } from './columns.ts';
import type { FrontStatus } from './frontStatus.ts';
import { frontStatusWords } from './frontStatus.ts';

export type Presence = 'any' | 'measured' | 'missing';
export interface NumberFilter {
  kind: 'number';
  atLeast: number | null;
  atMost: number | null;
  presence: Presence;
}
export interface TextFilter {
  kind: 'text';
  how: 'contains' | 'equals';
  text: string;
  presence: Presence;
}
interface StandingFilter {
  kind: 'standing';
  standing: FrontStatus | null;
}
export type Filter = NumberFilter | TextFilter | StandingFilter;

/** A filter that keeps everything, of the kind the column takes. */
export function openFilter(column: Column): Filter {
  if (column.kind === 'metric') return { kind: 'number', atLeast: null, atMost: null, presence: 'any' };
  if (column.kind === 'standing') return { kind: 'standing', standing: null };
  return { kind: 'text', how: 'contains', text: '', presence: 'any' };
}

export function keepsEverything(filter: Filter): boolean {
  if (filter.kind === 'number') return filter.presence === 'any' && filter.atLeast === null && filter.atMost === null;
  if (filter.kind === 'text') return filter.presence === 'any' && filter.text.trim() === '';
  return filter.standing === null;
}

/** A missing value is within no bounds. */
export function numberTest(filter: NumberFilter, values: ArrayLike<number>): (row: number) => boolean {
  const { presence } = filter;
  if (presence === 'missing') return (row) => Number.isNaN(values[row]);
  const low = filter.atLeast ?? -Infinity;
  const high = filter.atMost ?? Infinity;
  if (presence === 'any' && filter.atLeast === null && filter.atMost === null) return () => true;
  return (row) => values[row]! >= low && values[row]! <= high;
}

/** Case does not count; '' is missing. */
export function textTest(filter: TextFilter, values: readonly string[]): (row: number) => boolean {
  const wanted = filter.text.trim().toLowerCase();
  if (filter.presence === 'missing') return (row) => values[row] === '';
  if (wanted === '') return filter.presence === 'any' ? () => true : (row) => values[row] !== '';
  if (filter.how === 'equals') return (row) => values[row]!.toLowerCase() === wanted;
  return (row) => values[row]!.toLowerCase().includes(wanted);
}

/** Every word of the query stands in the name or in one of the tags. '' finds everything. */
export function searchTest(query: string, searched: readonly string[]): ((row: number) => boolean) | null {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return null;
  return (row) => wanted.every((word) => searched[row]!.includes(word));
}

/** "top1 ≥ 80", "licence contains “apache”", "latency is missing". */
export function filterWords(column: Column, filter: Filter): string {
  const { label } = column;
  if (filter.kind === 'standing') return filter.standing === null ? label : frontStatusWords[filter.standing];
  if (filter.presence === 'missing') return `${label} is missing`;
  if (filter.kind === 'text') {
    if (filter.text.trim() === '') return `${label} is given`;
    return `${label} ${filter.how === 'equals' ? 'is' : 'contains'} “${filter.text.trim()}”`;
  }
  const { atLeast, atMost } = filter;
  if (atLeast !== null && atMost !== null) return `${shortNumber(atLeast)} ≤ ${label} ≤ ${shortNumber(atMost)}`;
  if (atLeast !== null) return `${label} ≥ ${shortNumber(atLeast)}`;
  if (atMost !== null) return `${label} ≤ ${shortNumber(atMost)}`;
  return `${label} is measured`;
}
