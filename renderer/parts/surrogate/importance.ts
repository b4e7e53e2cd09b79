// Importances as bars: candidates down, features across, those attached from elsewhere under the tree's own.
import type { Explanation } from '../../../shared/domain/explanation.ts';
import { formatCount, formatNumber } from '../../../shared/domain/format.ts';
import type { BarCell, BarSource, BarFeature } from '../../charts/featureBars/layout.ts';
import type { SurrogateStudy } from '../../analysis/kinds/surrogate.ts';
import type { Imitated } from './surrogateSentences.ts';

/** What another tool said of one candidate. */
export type Attached = Pick<Explanation, 'id' | 'kind' | 'method' | 'cases' | 'features'> & { candidate: string };

/** "mean |SHAP| over 200 cases" */
export const methodOf = ({ method, cases }: Pick<Attached, 'method' | 'cases'>) =>
  cases === null ? method : `${method} over ${formatCount(cases)} cases`;

interface ImportanceTable {
  sources: BarSource[];
  features: BarFeature[];
  /** Features that no tree asks and no file names. */
  unasked: string[];
}

/** Features by the largest share of a source's total, so that sources of other units have their say. O(features × sources). */
export function importanceTable(
  study: SurrogateStudy | null,
  depth: number,
  of: Imitated,
  attached: readonly Attached[],
): ImportanceTable {
  const beside = attached.map(({ id, candidate, features, ...how }) => ({
    ...{ key: `attached ${id}`, name: candidate, note: methodOf(how), scale: `attached ${id}`, ofTrees: false },
    values: new Map(features.map(({ feature, value }) => [feature, value])),
  }));
  const sources = (study?.candidates ?? []).flatMap((candidate) => {
    const permutation = candidate[of]?.cuts[depth - 1]!.permutation;
    const values = new Map(study!.features.map((name, f) => [name, permutation?.[f] ?? NaN]));
    const others = beside.filter(({ name }) => name === candidate.name);
    const note = beside.length === 0 ? null : 'its tree';
    return [{ key: candidate.name, name: candidate.name, note, scale: 'trees', values, ofTrees: true }, ...others];
  });
  sources.push(...beside.filter((each) => !sources.includes(each)));
  const names = [...new Set(sources.flatMap(({ values }) => [...values.keys()]))];
  const share = new Map(names.map((name) => [name, 0]));
  for (const { values } of sources) {
    const total = [...values.values()].reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : Math.abs(value)), 0);
    if (total === 0) continue;
    for (const [name, value] of values) {
      const own = Math.abs(value) / total;
      if (own > share.get(name)!) share.set(name, own);
    }
  }
  const shown = names.filter((name) => share.get(name)! > 0).sort((a, b) => share.get(b)! - share.get(a)!);
  return {
    sources: sources.map(({ key, name, note, scale }) => ({ key, name, note, scale })),
    features: shown.map((name) => ({
      ...{ key: name, name },
      cells: sources.map(({ name: candidate, values, ofTrees }): BarCell | null => {
        const value = values.get(name);
        if (value === undefined) return null;
        const text = ofTrees ? written(value, of) : brief(value);
        return { value, text, title: `${name}, ${candidate}: ${text}` };
      }),
    })),
    unasked: names.filter((name) => share.get(name) === 0),
  };
}

/** Drops of agreement in percentage points, of R² as they are. */
function written(value: number, of: Imitated): string {
  if (Number.isNaN(value)) return '—';
  return of === 'decisions' ? `${formatNumber(100 * value, 1)} pt` : formatNumber(value, 3);
}

/** Three digits that count. */
export function brief(value: number): string {
  if (value === 0) return '0';
  return formatNumber(value, Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))));
}
