// For tests: a table read as it is proposed, with no correction by hand, in the shape that is compared with what is right.
import type { ColumnUse } from '../../../../shared/contract/imports.ts';
import { proposedObjectives } from '../../../../shared/engine/objectiveProposal.ts';
import type { ReadTable } from '../planning/parsedTable.ts';
import { planImport } from '../planning/plan.ts';
import { emptyReview, proposed } from './readText.ts';

export interface Right {
  /** Per candidate, in order: its values; of a metric the number in the unit of the column. */
  candidates: Record<string, Record<string, number | string>>;
  /** Per metric: "max %", or "asked" where the name does not say which way is better. */
  metrics: Record<string, string>;
  /** Columns that are not metrics, with what they are. */
  others?: Record<string, string>;
  /** The metrics that are proposed as objectives, where these are not all. */
  objectives?: string[];
  /** What has to be said, in pieces. */
  says?: string[];
  /** The candidate that the source says is in use or best. */
  incumbent?: string;
}

/** What came of a reading, in the shape that is compared. */
export function whatCameOf({ table, preview }: ReadTable) {
  // A zero among costs and times is asked of a person; here it was measured.
  const uses = preview.columns.map(({ use, asks }): ColumnUse =>
    use.use === 'metric' && asks.includes('zeros') ? { ...use, zeros: 'measured' } : use,
  );
  const { content } = planImport(table, proposed(preview, { uses, unreadable: 'missing' }), emptyReview);
  const names = content?.rows.map(({ name }) => name) ?? [];
  const values: Record<string, Record<string, number | string>> = Object.fromEntries(names.map((name) => [name, {}]));
  for (const { columnIndex, measured, standardErrors } of content?.metrics ?? []) {
    // The planned header also says how a standard error was worked out.
    const header = preview.columns[columnIndex]!.header;
    names.forEach((name, i) => {
      values[name]![header] = Number(measured[i]!.toPrecision(12));
      const error = standardErrors?.[i] ?? NaN;
      if (!Number.isNaN(error)) values[name]![`± ${header}`] = Number(error.toPrecision(4));
    });
  }
  for (const { name: attribute, values: words } of content?.attributes ?? []) {
    names.forEach((name, i) => (values[name]![attribute] = words[i] ?? ''));
  }
  const metrics: Record<string, string> = {};
  const others: Record<string, string> = {};
  for (const { header, use, directed } of preview.columns) {
    if (use.use !== 'metric') others[header] = use.use;
    else metrics[header] = directed === false ? 'asked' : `${use.direction} ${use.unit}`.trim();
  }
  const objectives = proposedObjectives(preview.columns, preview.rows).map((i) => preview.columns[i]?.header ?? '');
  const said = preview.problems.map(({ message }) => message).join('\n');
  return { names, values, metrics, others, objectives, said };
}
