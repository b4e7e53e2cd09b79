// SQLite databases of no known tool: refused, because nothing says which of their tables holds candidates.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Format } from './format.ts';

export const unknownDatabase: Format = {
  name: 'SQLite database',
  looksLike: ({ kind }) => kind === 'SQLite',
  read: ({ fileName }) => {
    throw new ParleyError(
      'badInput',
      `${fileName} is an SQLite database, but neither of Optuna nor of MLflow. Export the table you need as CSV (UTF-8).`,
    );
  },
};
