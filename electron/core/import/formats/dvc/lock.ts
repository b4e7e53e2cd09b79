// `dvc.lock`: which commands ran on which files. It holds no results, and saying so is better than candidates without a metric.
import { ParleyError } from '../../../../../shared/contract/errors.ts';
import { isObject } from '../../evidence/json.ts';
import type { Json } from '../../evidence/json.ts';
import type { Format } from '../format.ts';

const isLock = (value: Json | undefined): boolean => {
  const stages = isObject(value) && value.has('schema') ? value.get('stages') : undefined;
  return isObject(stages) && [...stages.values()].every((stage) => isObject(stage) && stage.has('cmd'));
};

export const dvcLock: Format = {
  name: 'DVC lock file',
  looksLike: (evidence) => evidence.markup() === 'YAML' && isLock(evidence.values()[0]),
  read: ({ fileName }) => {
    throw new ParleyError(
      'badInput',
      `${fileName} is a lock file of DVC: it says what ran, and holds no results. Import the metrics file, or "dvc exp show --csv".`,
    );
  },
};
