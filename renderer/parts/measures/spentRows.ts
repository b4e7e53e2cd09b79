// What a case takes with each candidate, in time and in money, as rows of a table that may become metrics.
import { countText, formatCount } from '../../../shared/domain/format.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { headerAt } from '../../../shared/domain/predictionLog.ts';
import type { SpentOn } from '../../../shared/measures/log/spentColumns.ts';
import { spentUnit } from '../../../shared/measures/log/spentColumns.ts';
import type { SpentId } from '../../../shared/measures/spent/spent.ts';
import type { Finding } from '../../../shared/measures/study/study.ts';
import type { MeasuredLog } from '../../analysis/kinds/predictionStudy.ts';
import type { MeasureRow } from './measureRows.ts';
import { decimalsOfFindings, unitNamed } from './measureWords.ts';

interface SpentWords {
  name: string;
  says: string;
}

/** In the order in which they are shown. A mean is what two candidates in a row take together; a percentile is not. */
const words: Record<SpentOn, readonly (readonly [SpentId, SpentWords])[]> = {
  latency: [
    ['mean', { name: 'Mean latency', says: 'How long a case takes on average.' }],
    ['p50', { name: 'Latency p50', says: 'Half of the cases take no longer: the median.' }],
    ['p95', { name: 'Latency p95', says: '95 % of the cases take no longer.' }],
    ['p99', { name: 'Latency p99', says: '99 % of the cases take no longer.' }],
  ],
  cost: [
    ['mean', { name: 'Mean cost', says: 'What a case costs on average.' }],
    ['total', { name: 'Total cost', says: 'What the cases of this log cost together.' }],
  ],
};

const unknown: Finding = {
  measure: { value: null, reason: 'No column says it of this candidate.' },
  interval: null,
};

/** Empty where no column says what a case takes. Candidates in different units are not compared: such a row is left out. */
export function spentRows(log: KeptLog, { spent }: Pick<MeasuredLog, 'spent'>): MeasureRow[] {
  return (['latency', 'cost'] as const).flatMap((is) => {
    const units = unitsOf(log, is);
    if (units.length !== 1) return [];
    const unit = units[0]!;
    return words[is].map(([id, { name, says }]): MeasureRow => {
      const findings = spent.map((candidate) => candidate[is]?.measures[id] ?? unknown);
      const short = unit === '' ? name : `${name}, ${unit}`;
      return {
        key: `${is}:${id}`,
        name,
        short,
        direction: 'min',
        says,
        unit,
        findings,
        decimals: decimalsOfFindings(findings),
      };
    });
  });
}

/** Whether any column says what a case takes. */
export const saysSpent = ({ candidates }: Pick<KeptLog, 'candidates'>): boolean =>
  candidates.some(({ latency, cost }) => (latency ?? cost ?? null) !== null);

/** The different units that the columns state; none where there are no columns. */
function unitsOf(log: KeptLog, is: SpentOn): string[] {
  const places = log.candidates.flatMap((candidate) => candidate[is] ?? []);
  return [...new Set(places.map((place) => spentUnit(headerAt(log, place))))];
}

/** For the provenance of what is taken. */
export function spentHow(log: KeptLog): string {
  const each = unitNamed(log);
  return `From one number per case of ${log.name}, every case counted once${each === '' ? '' : `; intervals from the spread between one ${log.headers[log.roles.unit!]} and another`}.`;
}

/** Of how many cases, how the intervals came about, and what could not be put side by side. */
export function spentNote(log: KeptLog, { spent }: Pick<MeasuredLog, 'spent'>): string {
  const counts = spent.flatMap(({ latency, cost }) => [latency, cost].flatMap((each) => each?.cases ?? []));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const cases = least === most ? countText(least, 'case') : `${formatCount(least)} to ${countText(most, 'case')}`;
  const mixed = (['latency', 'cost'] as const).filter((is) => unitsOf(log, is).length > 1);
  const apart = mixed
    .map(
      (is) =>
        ` ${is === 'latency' ? 'Times' : 'Costs'} are in different units (${unitsOf(log, is)
          .map((unit) => unit || 'none')
          .join(', ')}), so they are not compared.`,
    )
    .join('');
  const weighed = log.roles.weight === null ? '' : ' Every case counts once here, whatever its weight.';
  const how =
    unitNamed(log) === ''
      ? 'the interval of a mean is Student’s, that of a percentile runs between two of the numbers.'
      : `intervals are from the spread between one ${headerAt(log, log.roles.unit ?? null)} and another.`;
  return `From ${cases}; ${how}${weighed}${apart}`;
}
