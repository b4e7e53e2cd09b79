// What a measure is called, and the small pieces that names and numbers of measures are put together from.
import { formatCount, formatNumber } from '../../../shared/domain/format.ts';
import type { Direction } from '../../../shared/domain/metric.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { headerAt } from '../../../shared/domain/predictionLog.ts';
import { MOST_UNITS } from '../../../shared/measures/bootstrap/units.ts';
import type { Measure } from '../../../shared/measures/measure.ts';
import type { Finding } from '../../../shared/measures/study/study.ts';

export interface MeasureWords {
  name: string;
  direction: Direction;
  /** For the tooltip. */
  says: string;
  /** Whether it is in the unit of the label. */
  inUnit?: true;
  /** Not a share, where the others of its kind are: told as a plain number. */
  noShare?: true;
  /** Best at 0 on either side: what is taken is its distance from 0, under this name. */
  distance?: string;
}

/** What candidates are put in order by, best first: what is best at 0 on either side, by its distance from there. */
export function orderBy(
  { direction, distance }: Pick<MeasureWords, 'direction' | 'distance'>,
  values: readonly (number | null)[],
): { values: (number | null)[]; better: 'max' | 'min' } {
  if (distance === undefined) return { values: [...values], better: direction === 'max' ? 'max' : 'min' };
  return { values: values.map((value) => (value === null ? null : Math.abs(value))), better: 'min' };
}

type Headed = Pick<KeptLog, 'headers' | 'roles' | 'order'>;

/** What the column of this role is called; '' where there is none. */
export const headerOf = (log: Headed, role: 'label' | 'weight' | 'query' | 'unit'): string =>
  headerAt(log, log.roles[role] ?? null);

/** What is left out in turn for an interval, "each user_id"; '' where every case stands alone. */
export const unitNamed = (log: Headed): string => (headerOf(log, 'unit') === '' ? '' : `each ${headerOf(log, 'unit')}`);

/** The unit of the label where its header ends with one: "Price (€)", "delay [min]"; of words in order their steps; '' where it has none. */
export function labelUnit(log: Headed): string {
  if (log.order !== undefined) return 'steps';
  return /[([](?<unit>[^()[\]]{1,20})[)\]]\s*$/.exec(headerOf(log, 'label'))?.groups?.['unit']?.trim() ?? '';
}

/** The unit of a measure; '' where it has none. */
export const unitOf = (log: Headed, { inUnit }: MeasureWords): string => (inUnit ? labelUnit(log) : '');

/** Within a sentence: capitals stay where they are more than the first letter. */
export const lowered = (name: string) =>
  /^\p{Lu}[\p{Ll} ]/u.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name;

/** Three digits after the point, and fewer of numbers above 10: about four digits that count. */
export function decimalsOf(numbers: readonly (number | null)[]): number {
  const largest = numbers.reduce<number>((most, number) => Math.max(most, Math.abs(number ?? 0)), 0);
  // Of costs of a fraction of a cent three digits, not 0.000.
  if (largest > 0 && largest < 0.01) return Math.min(9, 2 - Math.floor(Math.log10(largest)));
  return largest < 10 ? 3 : Math.max(0, 3 - Math.floor(Math.log10(largest)));
}

/** The same of measures. */
export const decimalsOfFindings = (findings: readonly Finding[]): number =>
  decimalsOf(findings.map(({ measure }) => measure.value));

/** "58.3 %". */
export const percent = (share: number, decimals = 0) => `${formatNumber(100 * share, decimals)}\u00a0%`;

/** What the samples of a bootstrap of sums are made of: "rows, dealt into 4,096 random groups". */
export function samplesOf(drawn: string, rows: number, fewDrawn = drawn): string {
  return rows > MOST_UNITS ? `${drawn}, dealt into ${formatCount(MOST_UNITS)} random groups` : fewDrawn;
}

/** The gap of each measure of a group, and the group where the first is worst. */
function gapWordsOf(groupMeasures: readonly (readonly [string, MeasureWords])[]): [string, MeasureWords][] {
  const [, first] = groupMeasures[0]!;
  const gaps = groupMeasures.map(([id, { name, inUnit, noShare }]): [string, MeasureWords] => [
    id,
    {
      name: `${name} gap`,
      direction: 'min',
      says: `Largest minus smallest ${lowered(name)} of a group.`,
      ...(inUnit ? { inUnit } : {}),
      ...(noShare ? { noShare } : {}),
    },
  ]);
  const worst: MeasureWords = {
    ...first,
    name: `Worst-group ${lowered(first.name)}`,
    says: `${first.name} of the group where it is worst.`,
  };
  return [...gaps, ['worst', worst]];
}

/**
 * What is said of groups by a kind whose gaps are those of its measures of groups.
 * @param words  of those measures, the one that the headline of fairness is about in front.
 * @param what   differs by it: "accuracies".
 */
export function plainGroups(words: Readonly<Record<string, MeasureWords>>, what: string) {
  const groupMeasures = Object.entries(words);
  return {
    groupMeasures,
    groupLabel: 'Measure by group',
    whiskers: 'bootstrap',
    groupNote: '',
    gaps: gapWordsOf(groupMeasures),
    gapNote: () => '',
    evenness: { gap: groupMeasures[0]![0], what },
    gapRates: (gap: string) => [gap],
    gapParts: (gap: string) => groupMeasures.flatMap(([id, { name }]) => (id === gap ? [name] : [])),
  };
}

/** Which group a candidate serves worst, by a measure of groups and its gap. */
export const servedBy = (id: string, { name, says }: MeasureWords) => ({
  measure: id,
  gap: id,
  worst: `Worst ${name}`,
  best: `Best ${name}`,
  says,
  gapName: 'Gap',
  gapSays: 'Largest minus smallest',
  decimals: null,
  judged: id,
  text: (_: number, formatted: string) => formatted,
  sentence: (_: KeptLog, by: string, worst: { group: string; text: string }, best: { group: string; text: string }) =>
    worst.text === best.text
      ? `By ${by} its ${lowered(name)} is the same for every group: ${worst.text}.`
      : `By ${by} its ${lowered(name)} is worst for ${worst.group}: ${worst.text}, and ${best.text} for ${best.group}.`,
});

/** Of a candidate that says nothing. */
export const silentText = (name: string): string => `Say which column holds what ${name} said.`;

/** Why a column cannot hold numbers to be hit; null where it can. */
export const noNumbersText = ({ header, numeric }: { header: string; numeric: number }): string | null =>
  numeric === 0 ? `“${header}” holds no numbers. Choose another label, or another kind of question.` : null;

/** Whether scores that were counted in bins leave a number open in the digits that are shown. */
export const isBlurred = (measure: Measure, decimals: number): boolean =>
  measure.value !== null &&
  measure.bounds !== undefined &&
  formatNumber(measure.bounds.lo, decimals) !== formatNumber(measure.bounds.hi, decimals);

/** Between which ends such a number certainly lies; '' where the digits that are shown are certain. */
export function boundsText(measure: Measure, decimals: number): string {
  if (measure.value === null || measure.bounds === undefined || !isBlurred(measure, decimals)) return '';
  const { lo, hi } = measure.bounds;
  return `Counted in bins of scores: certainly between ${formatNumber(lo, decimals + 2)} and ${formatNumber(hi, decimals + 2)}. `;
}
