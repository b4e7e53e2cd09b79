// Visits of patients, two candidates and two groups: cases that come in units.
import type { LogColumn, LogRoles } from '../../domain/predictionLog.ts';
import { randomFrom } from '../../engine/certainty/random.ts';

const words = (header: string, cells: readonly string[]): LogColumn => {
  const names = [...new Set(cells)].filter((word) => word !== '');
  return {
    header,
    numbers: new Float64Array(cells.length).fill(NaN),
    words: { names, codes: Int32Array.from(cells, (word) => names.indexOf(word)) },
  };
};

/** Visits of patients: those of one are alike, and nobody's sex changes, but the ward does. Some visits name no patient. */
export function visits(patients: number): LogColumn[] {
  const random = randomFrom(7, 1);
  const chance = () => random() / 4294967296;
  const cells = { y: [], a: [], b: [], sex: [], ward: [], patient: [] } as Record<string, string[]>;
  for (let patient = 0; patient < patients; patient++) {
    const sick = chance() < 0.4;
    const hard = chance() < 0.3;
    const sex = chance() < 0.5 ? 'f' : 'm';
    for (let visit = 1 + Math.floor(chance() * 7); visit > 0; visit--) {
      const say = (right: boolean) => (sick === right ? 'yes' : 'no');
      cells['y']!.push(say(chance() > 0.05));
      cells['a']!.push(say(chance() > (hard ? 0.4 : 0.1)));
      cells['b']!.push(say(chance() > (hard ? 0.5 : sex === 'f' ? 0.1 : 0.2)));
      cells['sex']!.push(patient % 50 === 0 ? '' : sex);
      cells['ward']!.push(chance() < 0.5 ? 'east' : 'west');
      cells['patient']!.push(patient % 40 === 0 ? '' : `p${patient}`);
    }
  }
  return Object.entries(cells).map(([header, own]) => words(header, own));
}

/** What each column of them is. */
export const visitRoles: LogRoles = {
  label: 0,
  weight: null,
  row: null,
  model: null,
  query: null,
  unit: 5,
  candidates: [
    { name: 'A', score: null, prediction: 1 },
    { name: 'B', score: null, prediction: 2 },
  ],
  groups: [3, 4].map((place) => ({ place, reference: null })),
  features: [],
};
