// What a person decides about a table before it is imported: each column's use, what is asked, and what still stands in the way.
import type {
  ColumnAnswer,
  ColumnPreview,
  ColumnQuestion,
  ColumnUse,
  DuplicatePolicy,
  ImportChanges,
  MixtureMeaning,
  TableMapping,
  TablePreview,
  ZeroMeaning,
} from '../../../shared/contract/imports.ts';
import type { Direction } from '../../../shared/domain/metric.ts';
import { proposedObjectives } from '../../../shared/engine/objectiveProposal.ts';
import { withoutStatistic, withStatistic } from '../../../shared/domain/statistic.ts';
import type { Statistic } from '../../../shared/domain/statistic.ts';

/** One column as it stands in the preview. Name, unit and direction are kept while another use is tried out. */
export interface DraftColumn {
  use: ColumnUse['use'];
  name: string;
  unit: string;
  direction: Direction;
  /** Which statistic of repeated measurements it is, and what a 0 means; null: nobody has said. */
  statistic: Statistic | null;
  zeros: ZeroMeaning | null;
  /** What numbers of another kind than the rest are; null: nobody has said. */
  mixture: MixtureMeaning | null;
  /** Whether it is the measurement of this name that the review has, or another one; null: nobody has said. */
  existing: 'update' | 'separate' | null;
  /** What the values must not exceed, by the source. */
  atMost: number | null;
  /** What the person said here, to be remembered for columns of this name. */
  said: ColumnAnswer;
  /** For standard errors: the place of the column whose they are; null while nobody has said. */
  of: number | null;
  /** For standard deviations: the place of the column with the number of repetitions; null: they are standard errors already. */
  over: number | null;
  /** Also make an objective of it. */
  objective: boolean;
}

export interface Draft {
  columns: DraftColumn[];
  duplicates: DuplicatePolicy;
  unreadable: TableMapping['unreadable'];
  /** Whether objectives are proposed at all: only where the review has none yet. */
  proposes: boolean;
  /** Whether the candidate that the source says is in use becomes the incumbent. */
  incumbent: boolean;
  /** The role that takes the bounds of the source as its requirements; null: none. */
  requirementsOf: number | null;
}

function metricAt(columns: readonly ColumnPreview[], name: string): number | null {
  const at = columns.findIndex(({ use }) => use.use === 'metric' && use.name === name);
  return at < 0 ? null : at;
}
/** Standard errors usually stand right of their metric, so that one is offered to who says that a column holds some. */
function metricBefore(columns: readonly ColumnPreview[], index: number): number | null {
  const at = columns.findLastIndex(({ use }, i) => i < index && use.use === 'metric');
  return at < 0 ? null : at;
}

/** The proposal as a draft to change. `propose` is whether objectives are proposed at all. */
export function draftOf(preview: TablePreview, propose: boolean, firstRole: number | null = null): Draft {
  const proposed = propose ? new Set(proposedObjectives(preview.columns, preview.rows)) : new Set();
  return {
    columns: preview.columns.map(({ index, header, use, statistic }) => ({
      use: use.use,
      name: 'name' in use ? use.name : header,
      unit: use.use === 'metric' ? use.unit : '',
      direction: use.use === 'metric' ? use.direction : 'max',
      statistic: statistic ?? null,
      zeros: use.use === 'metric' ? (use.zeros ?? null) : null,
      mixture: use.use === 'metric' ? (use.mixture ?? null) : null,
      existing: use.use === 'metric' ? (use.existing ?? null) : null,
      atMost: use.use === 'metric' ? (use.atMost ?? null) : null,
      said: {},
      of: use.use === 'standardError' ? metricAt(preview.columns, use.of) : metricBefore(preview.columns, index),
      over: use.use === 'standardError' ? (use.over ?? null) : null,
      objective: proposed.has(index),
    })),
    duplicates: 'refuse',
    unreadable: 'refuse',
    proposes: propose,
    incumbent: propose && preview.incumbent !== null,
    requirementsOf: firstRole,
  };
}

/** A column with an answer of the person taken over; a statistic goes into the name of the metric. */
export function answered(column: DraftColumn, answer: ColumnAnswer): DraftColumn {
  const {
    statistic = column.statistic,
    zeros = column.zeros,
    direction = column.direction,
    unit = column.unit,
  } = answer;
  const name = withStatistic(withoutStatistic(column.name, column.statistic), statistic);
  return { ...column, ...{ statistic, zeros, direction, unit, name }, said: { ...column.said, ...answer } };
}

/**
 * The draft with one answer of the person about some columns. A column whose direction they say for the first time becomes an
 * objective where it would have been proposed as one, had its name said so.
 */
export function withAnswer(
  draft: Draft,
  { columns, rows }: Pick<TablePreview, 'columns' | 'rows'>,
  indices: readonly number[],
  answer: ColumnAnswer,
): Draft {
  const drafted = draft.columns.map((column, at) => (indices.includes(at) ? answered(column, answer) : column));
  const isDirected = (at: number) => drafted[at]?.said.direction !== undefined;
  const proposed = new Set(
    draft.proposes
      ? proposedObjectives(
          columns.map((column) => (isDirected(column.index) ? { ...column, directed: true } : column)),
          rows,
        )
      : [],
  );
  return {
    ...draft,
    columns: drafted.map((column, at) =>
      indices.includes(at) && draft.columns[at]!.said.direction === undefined && isDirected(at) && proposed.has(at)
        ? { ...column, objective: true }
        : column,
    ),
  };
}

/** Whether nothing that a column's name leaves open is still unanswered. */
export const isAnswered = ({ said, zeros, mixture, statistic, unit }: DraftColumn, asks: readonly ColumnQuestion[]) =>
  asks.every((question) => {
    switch (question) {
      case 'direction':
        return said.direction !== undefined;
      case 'zeros':
        return zeros !== null;
      case 'mixture':
        return mixture !== null;
      case 'statistic':
        return statistic !== null;
      case 'unit':
        return unit.trim() !== '';
    }
  });

/**
 * What is asked about the columns that become metrics, answered or not, in the order of the file; what must be answered comes first.
 */
export function openQuestions(
  draft: Draft,
  columns: readonly ColumnPreview[],
): { index: number; asks: ColumnQuestion[] }[] {
  const open = columns.flatMap(({ index, asks }) => {
    const mine = draft.columns[index];
    return mine?.use === 'metric' && asks.length > 0 ? [{ index, asks }] : [];
  });
  const must = ({ asks }: { asks: ColumnQuestion[] }) => (asks.includes('zeros') || asks.includes('mixture') ? 0 : 1);
  return open.sort((a, b) => must(a) - must(b));
}

/** The first column whose zeros nobody has explained; null when there is none. */
export const unexplainedZeros = (draft: Draft, columns: readonly ColumnPreview[]): ColumnPreview | null =>
  columns.find(
    ({ index, asks }) =>
      asks.includes('zeros') && draft.columns[index]?.use === 'metric' && draft.columns[index]?.zeros === null,
  ) ?? null;

/** The first column of numbers of two kinds of which nobody has said what they are; null when there is none. */
export const unexplainedMixture = (draft: Draft, columns: readonly ColumnPreview[]): ColumnPreview | null =>
  columns.find(
    ({ index, asks }) =>
      asks.includes('mixture') && draft.columns[index]?.use === 'metric' && draft.columns[index]?.mixture === null,
  ) ?? null;

/** What is said of such numbers; fractions that are brought to per cent make the column one of per cent. */
export const withMixture = (mixture: MixtureMeaning): Partial<DraftColumn> =>
  mixture === 'converted' ? { mixture, unit: '%' } : { mixture };

/** A metric of the review whose values a column would replace. */
export type MetMetric = Pick<ImportChanges['metrics'][number], 'name' | 'unit' | 'replaced' | 'from' | 'examples'>;

/**
 * Columns that have the name of a metric of the review with other values, in the order of the file: each is either the same
 * measurement, or another one that needs another name.
 *
 * @param met what was found out of each column, by its place, at any name it had.
 */
export const metColumns = (
  draft: Draft,
  met: ReadonlyMap<number, MetMetric>,
): { index: number; metric: MetMetric; column: DraftColumn }[] =>
  draft.columns.flatMap((column, index) => {
    const metric = met.get(index);
    const open =
      metric && column.use === 'metric' && (column.existing === 'separate' || column.name.trim() === metric.name);
    return open ? [{ index, metric, column }] : [];
  });

/** What is said of such a column: another measurement gets the name of its source behind its own, the same one keeps the name. */
export function withExisting(
  existing: 'update' | 'separate',
  metric: MetMetric,
  source: string,
  taken: readonly string[],
): Partial<DraftColumn> {
  if (existing === 'update') return { existing, name: metric.name };
  const from = source.replace(/\.[A-Za-z0-9]{1,8}$/, '').slice(0, 60);
  for (let n = 1; ; n += 1) {
    const name = `${metric.name.slice(0, 120)} (${[from, ...(n === 1 ? [] : [String(n)])].join(' ')})`;
    if (!taken.includes(name)) return { existing, name };
  }
}

/** What the person said, by column. */
export const answersOf = (draft: Draft): { column: number; answer: ColumnAnswer }[] =>
  draft.columns.flatMap(({ use, said }, column) =>
    use === 'metric' && Object.keys(said).length > 0
      ? [{ column, answer: said.unit === undefined ? said : { ...said, unit: said.unit.trim() } }]
      : [],
  );

/** Columns whose metrics become objectives too. */
export const objectiveColumns = (draft: Draft): number[] =>
  draft.columns.flatMap(({ use, objective }, index) => (use === 'metric' && objective ? [index] : []));

export function mappingOf(draft: Draft): TableMapping {
  return {
    uses: draft.columns.map(({ use, name, unit, direction, zeros, mixture, existing, atMost, of, over }): ColumnUse => {
      if (use === 'metric') {
        return {
          ...{ use, name: name.trim(), unit: unit.trim(), direction },
          ...(zeros === null ? {} : { zeros }),
          ...(mixture === null ? {} : { mixture }),
          ...(existing === 'update' ? { existing } : {}),
          ...(atMost === null ? {} : { atMost }),
        };
      }
      // Told by its column, so that renaming the metric keeps the two together.
      if (use === 'standardError') {
        const metric = draft.columns[of ?? -1]?.name.trim() ?? '';
        return over === null ? { use, of: metric } : { use, of: metric, over };
      }
      return use === 'attribute' ? { use, name: name.trim() } : { use };
    }),
    duplicates: draft.duplicates,
    unreadable: draft.unreadable,
    incumbent: draft.incumbent,
  };
}

/** What stops the mapping before the table even has to be looked at, as a sentence; null when nothing does. */
export function draftProblem(draft: Draft, columns: readonly ColumnPreview[]): string | null {
  const used = draft.columns.map((column, index) => ({ ...column, header: columns[index]?.header ?? '' }));
  if (!used.some(({ use }) => use === 'name')) return 'Choose the column that names the candidates.';
  const erring = new Map<number, string>();
  for (const { use, of, header } of used) {
    if (use !== 'standardError') continue;
    if (of === null || used[of]?.use !== 'metric') return `Choose the metric whose standard errors ${header} holds.`;
    const other = erring.get(of);
    if (other !== undefined)
      return `The columns ${other} and ${header} hold the standard errors of the same metric. Leave one out.`;
    erring.set(of, header);
  }
  const taken = new Map<string, string>();
  for (const { use, name, header } of used) {
    if (use !== 'metric' && use !== 'attribute') continue;
    const key = `${use} ${name.trim().toLowerCase()}`;
    if (name.trim() === '') return `Give the column ${header} a name.`;
    const other = taken.get(key);
    if (other !== undefined) return `The columns ${other} and ${header} would get the same name. Change one of them.`;
    taken.set(key, header);
  }
  return null;
}

/** Cells of the columns used as metrics or standard errors that are neither a number nor a spelling of missing. */
export function unreadableCells(draft: Draft, columns: readonly ColumnPreview[]): number {
  return columns.reduce((sum, { text }, index) => sum + (isNumbers(draft.columns[index]?.use) ? text : 0), 0);
}

const isNumbers = (use: ColumnUse['use'] | undefined) => use === 'metric' || use === 'standardError';
