// Measures of numbers, of several answers and of ordered lists as rows of a table, and as what becomes a metric.
import { headerAt } from '../../../shared/domain/predictionLog.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { SEED } from '../../../shared/measures/bootstrap/seed.ts';
import type { KindStudy } from '../../../shared/measures/study/kindStudy.ts';
import type { RankingCutoff } from '../../../shared/measures/study/rankingStudy.ts';
import type { Finding } from '../../../shared/measures/study/study.ts';
import type { KindMeasureWords, PlainKind } from './kindWords.ts';
import { listedWords, wordsOfGroups } from './kindWords.ts';
import type { MeasureRow } from './measureRows.ts';

export type PlainStudy = KindStudy<string, string>;

/** The unit of the label where its header ends with one: "Price (€)", "delay [min]"; '' where it does not. */
export function labelUnit(log: KeptLog): string {
  const header = headerAt(log, log.roles.label);
  return /[([](?<unit>[^()[\]]{1,20})[)\]]\s*$/.exec(header)?.groups?.['unit']?.trim() ?? '';
}

/** Of the candidates as wholes. */
export function kindRows(log: KeptLog, kind: PlainKind, study: PlainStudy, cutoff: RankingCutoff): MeasureRow[] {
  return listedWords(kind, cutoff).map(([id, words]) => {
    const findings = study.candidates.map(({ measures }) => measures[id]!);
    return row(log, id, words, words.name, findings);
  });
}

/** Between the groups of a column: the gap of each measure, and the worst group. */
export function gapRows(log: KeptLog, kind: PlainKind, study: PlainStudy, column: number): MeasureRow[] {
  const by = study.columns[column]!.name;
  const of = (pick: (column: PlainStudy['candidates'][number]['columns'][number]) => Finding) =>
    study.candidates.map(({ columns }) => pick(columns[column]!));
  const words = wordsOfGroups(kind);
  const gaps = words.map(([id, { name, inUnit }]) => {
    const gap: KindMeasureWords = {
      name: `${name} gap by ${by}`,
      direction: 'min',
      says: `Largest minus smallest ${lowered(name)} of a group.`,
      ...(inUnit ? { inUnit } : {}),
    };
    return row(
      log,
      `${column}:${id}`,
      gap,
      `${name} gap`,
      of(({ gaps: all }) => all[id]!),
    );
  });
  const [, first] = words[0]!;
  const worst = {
    ...first,
    name: `Worst-group ${lowered(first.name)} by ${by}`,
    says: `${first.name} of the group where it is worst.`,
  };
  return [
    ...gaps,
    row(
      log,
      `${column}:worst`,
      worst,
      `Worst-group ${lowered(first.name)}`,
      of((each) => each.worst),
    ),
  ];
}

/** Within a sentence: capitals stay where they are more than the first letter. */
export const lowered = (name: string) =>
  /^\p{Lu}[\p{Ll} ]/u.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name;

function row(log: KeptLog, key: string, words: KindMeasureWords, short: string, findings: Finding[]): MeasureRow {
  const unit = words.inUnit ? labelUnit(log) : '';
  return {
    ...{ ...words, key, findings, unit, decimals: decimalsOf(findings) },
    short: unit === '' ? short : `${short}, ${unit}`,
  };
}

/** Three digits after the point, and fewer of numbers above 10: about four digits that count. */
export function decimalsOf(findings: readonly Finding[]): number {
  const largest = findings.reduce((most, { measure }) => Math.max(most, Math.abs(measure.value ?? 0)), 0);
  return largest < 10 ? 3 : Math.max(0, 3 - Math.floor(Math.log10(largest)));
}

/** How a log was measured, for the provenance of every measure. */
export function howKindMeasured(log: KeptLog, kind: PlainKind, study: PlainStudy): string {
  const header = (role: 'label' | 'query' | 'weight') => headerAt(log, log.roles[role]);
  const drawn = kind === 'ranking' ? `${study.rows} lists by ${header('query')}` : `${study.rows} cases`;
  const weighed = study.weighted ? `, weighed by ${header('weight')}` : '';
  return `Label: ${header('label')}; ${drawn}${weighed}; standard errors from ${log.replicates} bootstrap samples, seed ${SEED}.`;
}
