// Trees, fidelities and importances of five models of the COMPAS log against scikit-learn's.
import { describe, expect, it } from 'vitest';
import { columnReader, compasLog, readFixture } from '../testing/golden.ts';
import type { GoldenModel } from '../testing/surrogateGolden.ts';
import { checkModel } from '../testing/surrogateGolden.ts';

describe('surrogates of COMPAS candidates', () => {
  const { features, models } = readFixture<{ features: string[]; models: Record<string, GoldenModel> }>(
    'compas_surrogate',
  );
  const read = columnReader(compasLog());
  const column = (name: string) => Float64Array.from(read(name), Number);
  it.each(Object.keys(models))('%s', (name) => {
    const compared = checkModel(
      {
        name,
        features,
        columns: features.map(column),
        labels: Uint8Array.from(column('y_true')),
        decisions: Uint8Array.from(column(`pred_${name}`)),
        scores: column(`score_${name}`),
        odd: Uint8Array.from(column('id'), (id) => id % 2),
      },
      models[name]!,
    );
    expect(compared).toBeGreaterThan(200);
  });
});
