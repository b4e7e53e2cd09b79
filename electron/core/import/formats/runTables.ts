// What the tables of runs of several tools have in common: the name of a run, and runs that did not end well.
import { formatCount } from '../../../../shared/domain/format.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import { ignore, name } from '../evidence/tableCells.ts';
import { remark } from '../planning/source.ts';
import type { SourceColumn } from '../planning/source.ts';

export const bookkeeping = ignore('Bookkeeping of the tool, not a measure.');

/** The column of names, made unique by another column where names repeat. */
export function nameColumn(names: readonly string[], ids: readonly string[]): SourceColumn {
  const count = new Map<string, number>();
  for (const one of names) count.set(one, (count.get(one) ?? 0) + 1);
  const cells = names.map((one, i) =>
    one === '' ? (ids[i] ?? '') : (count.get(one) ?? 0) > 1 && ids[i] ? `${one} · ${ids[i].slice(0, 8)}` : one,
  );
  return { header: 'Run', cells, hint: name('Names the candidate: the run.') };
}

/** A remark about runs that did not end well, by their state. */
export function unfinished(states: readonly string[], done: RegExp): Problem[] {
  const rest = states.filter((state) => state !== '' && !done.test(state)).length;
  if (rest === 0) return [];
  const are = rest === 1 ? '1 run has' : `${formatCount(rest)} runs have`;
  return [remark(`${are} not finished; take out what should not be compared.`)];
}
