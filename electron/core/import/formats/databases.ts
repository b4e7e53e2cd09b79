// Which tool wrote a database, by its tables; each is read as a private copy.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { openForeign } from './database.ts';
import { isMlflow, readMlflow } from './mlflow/mlflowDatabase.ts';
import { isOptuna, readOptuna } from './optuna/optuna.ts';
import type { Chosen, Source } from '../planning/source.ts';

/** @throws ParleyError `badInput` when it is of no tool that is known, or not whole. */
export function readDatabase(bytes: Uint8Array, fileName: string, chosen: Chosen, beside?: Uint8Array): Source {
  const db = openForeign(bytes, fileName, beside);
  try {
    const source = isOptuna(db)
      ? readOptuna(db, fileName, chosen)
      : isMlflow(db)
        ? readMlflow(db, fileName, chosen)
        : null;
    if (!source) {
      throw new ParleyError(
        'badInput',
        `${fileName} is an SQLite database, but neither of Optuna nor of MLflow. Export the table you need as CSV (UTF-8).`,
      );
    }
    return { ...source, problems: [...db.problems, ...source.problems] };
  } finally {
    db.close();
  }
}
