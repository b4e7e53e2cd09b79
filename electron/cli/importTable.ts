// `parley import` brings a table, a folder of results or what a server has into a review; `parley refresh` asks the servers of a review again.
import { basename } from 'node:path';
import type { Call } from '../../shared/contract/contract.ts';
import type { AskedSource, ImportChanges } from '../../shared/contract/imports.ts';
import { countText, listText } from '../../shared/domain/format.ts';
import { proposedObjectives } from '../../shared/engine/objectiveProposal.ts';
import { createApp } from '../core/host/app.ts';
import type { TableAnswers } from './answers.ts';
import { typedCalls } from './calls.ts';
import { commandOptions } from './options.ts';
import { planTable, readInto, sourceName, type TablePlan } from './readTable.ts';
import type { CommandResult } from './verdicts.ts';

async function onReview<T>(file: string, work: (call: Call, review: string) => Promise<T>): Promise<T> {
  const core = createApp({ ...commandOptions(), host: 'command line' });
  try {
    const { review } = await core.openPath(file);
    return await work(typedCalls(core.dispatch), review);
  } finally {
    await core.close();
  }
}

/** "2 candidates are new, 5 values changed in 3 candidates". */
function whatChanges({ fresh, updated, replaced }: ImportChanges, gone: number): string[] {
  return [
    ...(fresh > 0 ? [countText(fresh, 'candidate is new', 'candidates are new')] : []),
    ...(updated > 0 ? [countText(updated, 'candidate has new values', 'candidates have new values')] : []),
    ...(replaced > 0 ? [countText(replaced, 'value replaces another', 'values replace others')] : []),
    ...(gone > 0 ? [countText(gone, 'candidate is no longer there', 'candidates are no longer there')] : []),
  ];
}

/**
 * Imports as the app proposes it, as one step of undo. Objectives are made where the review has none.
 *
 * @throws ParleyError where the review or the source cannot be read, or the source leaves a question open.
 */
export function importInto(reviewFile: string, source: string, said: TableAnswers): Promise<string> {
  return onReview(reviewFile, async (call, review) => {
    const { settings } = await call('review.get', { review });
    const objectives = settings.objectives.length === 0 ? proposedObjectives : () => [];
    const { written, notes } = await readInto(call, review, source, said, objectives);
    const changed = whatChanges(written.changes, 0);
    const what = changed.length === 0 ? 'nothing in it changed' : listText(changed);
    const made = written.objectives === 0 ? '' : ` ${countText(written.objectives, 'objective')} made.`;
    return [`${basename(reviewFile)}: ${sourceName(source)} imported; ${what}.${made}`, ...notes, ''].join('\n');
  });
}

interface Refreshed {
  source: string;
  /** Before; null: the source was never asked in this way. */
  askedBefore: string;
  changes: ImportChanges;
  gone: { names: string[]; count: number };
  taken: boolean;
}

/**
 * Asks every server again that the review was imported from. Writes nothing unless it is to be taken; each source is then one step of
 * undo.
 *
 * @returns exit code 0 nothing has changed, or all of it was taken; 3 something has changed.
 * @throws ParleyError where a server cannot be asked, or its answer leaves a question open.
 */
export function refresh(
  reviewFile: string,
  { said, take, removeGone, json }: { said: TableAnswers; take: boolean; removeGone: boolean; json: boolean },
): Promise<CommandResult> {
  return onReview(reviewFile, async (call, review) => {
    const sources = await call('servers.sources', { review });
    const found: Refreshed[] = [];
    for (const source of sources) {
      const plan = await planTable(call, review, { again: source.source }, { ...said, existing: 'update' });
      const taken = take && hasChanged(plan, removeGone) && (await accept(call, review, plan, removeGone));
      const gone = plan.check.gone ?? { names: [], count: 0 };
      found.push({ source: source.name, askedBefore: source.at, changes: plan.check.changes, gone, taken });
    }
    const open = found.some(({ changes, gone, taken }) => !taken && whatChanges(changes, gone.count).length > 0);
    const text = json ? `${JSON.stringify(found, null, 2)}\n` : `${toText(reviewFile, sources, found)}\n`;
    return { text, code: open ? 3 : 0 };
  });
}

const hasChanged = ({ check: { changes, gone } }: TablePlan, removeGone: boolean): boolean =>
  whatChanges(changes, removeGone ? (gone?.count ?? 0) : 0).length > 0;

async function accept(call: Call, review: string, plan: TablePlan, removeGone: boolean): Promise<true> {
  const { table, mapping } = plan;
  await call('imports.accept', {
    task: 'read',
    review,
    table,
    mapping,
    objectives: [],
    removeGone,
    requirementsOf: null,
  });
  return true;
}

function toText(reviewFile: string, sources: readonly AskedSource[], found: readonly Refreshed[]): string {
  if (sources.length === 0) return `Nothing in ${basename(reviewFile)} came from a server.`;
  return found
    .flatMap(({ source, changes, gone, taken }) => {
      const changed = whatChanges(changes, gone.count);
      const steps = changes.metrics.flatMap(({ name, examples }) =>
        examples.slice(0, 1).map(({ candidate, from, to }) => `  ${name}: ${candidate} ${from} → ${to}`),
      );
      return [
        `${source}: ${changed.length === 0 ? 'nothing has changed' : listText(changed)}.${taken ? ' Taken.' : ''}`,
        ...steps,
        ...(gone.count === 0 ? [] : [`  no longer there: ${listText(gone.names, 8)}`]),
      ];
    })
    .join('\n');
}
