// A prediction log of millions of rows, made by the engine that is to count it.
import { installedEngine } from '../../electron/core/counting/engine.ts';
import { literal } from '../../electron/core/counting/sqlText.ts';

/** null where it is not installed; what needs it is then skipped. */
export const duckdb = await installedEngine();

/** So many rows are made up; of more, each is written several times. */
const DIFFERENT = 1_000_000;

/** Two candidates with scores, a region, an age. @param rows  a multiple of a million. */
export async function writeLog(file: string, rows: number): Promise<void> {
  const instance = await duckdb!.DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GB' });
  const connection = await instance.connect();
  const chance = `SELECT i, hash(i) % 1000 / 1e3 AS p FROM range(${DIFFERENT}) t(i)`;
  const noisy = (seed: number, width: number) =>
    `round(least(1, greatest(0, p + (hash(i * ${seed}) % 1000 / 1e3 - 5e-1) * ${width})), 2)::DOUBLE`;
  const region = `CASE hash(i * 17) % 3 WHEN 0 THEN 'north' WHEN 1 THEN 'south' ELSE 'west' END`;
  const columns = [
    `(hash(i * 7) % 1000 / 1e3 < p)::INTEGER AS y`,
    `${noisy(31, 0.4)} AS score_forest`,
    `${noisy(37, 1.2)} AS score_tree`,
    `${region} AS region`,
    `(18 + hash(i * 19) % 70)::INTEGER AS age`,
  ];
  await connection.run(`CREATE TABLE made AS SELECT ${columns.join(', ')} FROM (${chance})`);
  const copies = `SELECT made.* FROM range(${rows / DIFFERENT}) t(i) CROSS JOIN made`;
  await connection.run(`COPY (${copies}) TO ${literal(file)} (FORMAT parquet)`);
  connection.closeSync();
}
