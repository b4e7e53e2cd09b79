// Trees, fidelities and importances of five models against scikit-learn's, from the fixture, and from the whole golden file.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFixture, sharedGolden } from '../testing/golden.ts';
import type { GoldenModel } from '../testing/surrogateGolden.ts';
import { checkModel } from '../testing/surrogateGolden.ts';

interface Fixture {
  features: string[];
  columns: Record<string, string>;
  scores: Record<string, { values: number[]; places: string } | { float64: string }>;
  models: Record<string, GoldenModel>;
}

const codes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0) - 48);

describe('surrogates of COMPAS candidates', () => {
  const { features, columns, scores, models } = readFixture<Fixture>('compas_surrogate');
  const scoresOf = (name: string) => {
    const packed = scores[name];
    if (!packed) return null;
    if ('places' in packed) return Float64Array.from(codes(packed.places), (place) => packed.values[place]!);
    return new Float64Array(Uint8Array.from(Buffer.from(packed.float64, 'base64')).buffer);
  };
  it.each(Object.keys(models))('%s', (name) => {
    const compared = checkModel(
      {
        name,
        features,
        columns: features.map((feature) => Float64Array.from(codes(columns[feature]!))),
        labels: codes(columns['y_true']!),
        decisions: codes(columns[`pred_${name}`]!),
        scores: scoresOf(name),
        odd: codes(columns['odd_id']!),
      },
      models[name]!,
    );
    expect(compared).toBeGreaterThan(scoresOf(name) ? 200 : 100);
  });
});

const folder = sharedGolden('surrogate-compas');
const log = sharedGolden('compas-candidates');
describe.skipIf(folder === null || log === null)('the whole file (needs ../shared/golden/surrogate-compas)', () => {
  it('reproduces every golden number of all five candidates', () => {
    const [head = '', ...lines] = readFileSync(`${log}predictions.csv`, 'utf8').trim().split('\n');
    const names = head.split(',');
    const cells = lines.map((line) => line.split(','));
    const column = (name: string) => Float64Array.from(cells, (row) => Number(row[names.indexOf(name)]));
    const golden = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as {
      features: string[];
      models: Record<string, GoldenModel & { holdout_fit_even_id_score_odd_id: GoldenModel['holdout'] }>;
    };
    for (const [name, model] of Object.entries(golden.models)) {
      const compared = checkModel(
        {
          ...{ name, features: golden.features, columns: golden.features.map(column) },
          labels: Uint8Array.from(column('y_true')),
          decisions: Uint8Array.from(column(`pred_${name}`)),
          scores: column(`score_${name}`),
          odd: Uint8Array.from(column('id'), (id) => id % 2),
        },
        { ...model, holdout: model.holdout_fit_even_id_score_odd_id } as unknown as GoldenModel,
      );
      expect(compared, name).toBeGreaterThan(200);
    }
  });
});
