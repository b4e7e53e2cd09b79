// The logged models of MLflow 3: metrics belong to a model and a dataset, not to a run.
import { writtenOrder } from '../../evidence/queryPort.ts';
import type { QueryPort, Row } from '../../evidence/queryPort.ts';
import { restoreInfinity } from './runs.ts';
import { CellTable, freeName, sourceTable } from '../../planning/source.ts';
import type { SourceCell, SourceTable } from '../../planning/source.ts';

const text = (cell: SourceCell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

/** Models that were not deleted and have a metric: id, name. */
export async function loggedModels(db: QueryPort): Promise<Row[]> {
  const there =
    db.has('logged_models', 'model_id', 'name', 'lifecycle_stage') &&
    db.has('logged_model_metrics', 'model_id', 'metric_name', 'metric_value', 'metric_step', 'metric_timestamp_ms');
  if (!there) return [];
  return db.rows(
    `SELECT m.model_id, m.name FROM logged_models m WHERE coalesce(m.lifecycle_stage, 'active') <> 'deleted'
     AND EXISTS (SELECT 1 FROM logged_model_metrics k WHERE k.model_id = m.model_id)
     ORDER BY ${writtenOrder(db, 'm', 'name', 'model_id')}`,
  );
}

/** One candidate per model; a metric that was logged for a dataset carries its name. The last value counts. */
export async function loggedModelsSource(db: QueryPort, models: readonly Row[]): Promise<SourceTable> {
  const dataset = db.has('logged_model_metrics', 'dataset_name') ? 'dataset_name' : 'NULL';
  const metrics = Map.groupBy(
    await db.rows(
      `SELECT model_id, metric_name, metric_value, ${dataset} FROM logged_model_metrics
       ORDER BY metric_step, metric_timestamp_ms, metric_value`,
    ),
    ([model]) => text(model),
  );
  const params = Map.groupBy(
    db.has('logged_model_params', 'model_id', 'param_key', 'param_value')
      ? await db.rows(
          `SELECT p.model_id, p.param_key, p.param_value FROM logged_model_params p ORDER BY ${writtenOrder(db, 'p', 'model_id', 'param_key')}`,
        )
      : [],
    ([model]) => text(model),
  );
  const several = new Set([...metrics.values()].flat().map(([, , , of]) => text(of))).size > 1;
  const table = new CellTable();
  const taken = new Set(['Model', 'model id', ...[...metrics.values()].flat().map(([, key]) => text(key))]);
  const count = new Map<string, number>();
  for (const [, name] of models) count.set(text(name), (count.get(text(name)) ?? 0) + 1);
  for (const [id, name] of models) {
    table.next();
    const shown = (count.get(text(name)) ?? 0) > 1 || text(name) === '' ? `${text(name)} · ${text(id)}` : text(name);
    table.set('Model', shown, { use: 'name', because: 'Names the candidate: the logged model.' });
    for (const [, key, value, of] of metrics.get(text(id)) ?? []) {
      const header = several && text(of) !== '' ? `${text(key)} (${text(of)})` : text(key);
      table.set(header, typeof value === 'number' ? restoreInfinity(value) : NaN);
    }
    for (const [, key, value] of params.get(text(id)) ?? []) {
      table.set(freeName(text(key), 'param', taken), text(value), {
        use: 'attribute',
        because: 'A parameter of the model.',
      });
    }
    table.set('model id', text(id), { use: 'attribute', because: 'The id that MLflow gave to the model.' });
  }
  return sourceTable({ part: 'logged models', columns: table.finish(), places: models.map((_, i) => i + 1) });
}
