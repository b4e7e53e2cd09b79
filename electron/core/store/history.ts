// Undo and redo of every change, whatever it was: temporary triggers on the connection keep, per table, the rows as they were
// before each change. They live in the connection's temp schema, in memory; the review file has no triggers.
// Replaying the kept rows backwards undoes a change, and the same triggers meanwhile keep what redoing it will need.
import type Database from 'better-sqlite3';
import type { IdRange } from './handle.ts';

/** What undo restores. The revision, the results and the id counters are left alone. */
const undoable = [
  'review',
  'source',
  'source_query',
  'candidate',
  'candidate_tag',
  'attribute',
  'candidate_attribute',
  'candidate_note',
  'candidate_link',
  'metric',
  'metric_column',
  'metric_provenance',
  'metric_source',
  'metric_history',
  'metric_interval',
  'objective',
  'objective_point',
  'role',
  'ballot_weight',
  'requirement',
  'hold',
  'scenario',
  'scenario_weight',
  'scenario_bound',
  'prediction_log',
  'log_column',
  'log_values',
  'log_word',
  'log_candidate',
  'log_tolerance',
  'log_unit',
  'log_time',
  'log_spent',
  'log_kind',
  'log_level',
  'log_order',
  'log_unnormalised',
  'log_range',
  'log_probability',
  'log_cube',
  'explanation',
  'explanation_feature',
] as const;

/** Tables whose change means that the catalogue has changed. */
const catalogTables: readonly string[] = [
  'candidate',
  'candidate_tag',
  'attribute',
  'candidate_attribute',
  'metric_column',
  'metric_interval',
] satisfies (typeof undoable)[number][];

const maxSteps = 200;
/** Most bytes of kept values in all steps together, whatever they are of: measurements, logs, words; beyond that the oldest steps are dropped. */
const undoBytes = 256 * 1024 * 1024;

interface Step {
  id: number;
  label: string;
  /** The window that made or undid the change. */
  by: string;
  bytes: number;
}

interface Log {
  table: string;
  columns: readonly string[];
  /** Kept rows of a step, latest first; columns: seq, op, then the table's own. */
  kept: Database.Statement<[number], unknown[]>;
  any: Database.Statement<[number], unknown>;
  forget: Database.Statement<[number], unknown>;
  remove: Database.Statement<unknown[], unknown>;
  /** For candidates, which are inserted by the thousand. The entry of a range has its first id as key and its last as name. */
  many: Many | null;
  insert: Database.Statement<unknown[], unknown>;
  update: Database.Statement<unknown[], unknown> | null;
  /** Places of the key columns and of the others among the table's columns. */
  keys: number[];
  rest: number[];
}

interface Many {
  /** SQL that stops and starts keeping single insertions. */
  stop: string;
  start: string;
  /** Keeps one entry for a range of inserted ids. */
  note: Database.Statement<[number, number], unknown>;
  remove: Database.Statement<[number, number], unknown>;
}

export class History {
  readonly #database: Database.Database;
  readonly #logs: Log[];
  readonly #most: number;
  readonly #setStep: Database.Statement<[number], unknown>;
  readonly #bytes: Database.Statement<number[], number>;
  #undo: Step[] = [];
  #redo: Step[] = [];
  #next = 1;

  /** Starts keeping changes on this connection. @param most bytes of kept values; beyond it the oldest steps are forgotten. */
  constructor(database: Database.Database, most = undoBytes) {
    this.#database = database;
    this.#most = most;
    database.exec(
      'CREATE TEMP TABLE undo_step (id INTEGER PRIMARY KEY, step INTEGER); INSERT INTO undo_step VALUES (1, 0)',
    );
    this.#logs = undoable.map((table) => keep(database, table));
    this.#setStep = database.prepare('UPDATE temp.undo_step SET step = ? WHERE id = 1');
    const sums = this.#logs.map(
      ({ table, columns }) =>
        `(SELECT coalesce(sum(${columns.map((name) => `coalesce(octet_length(${name}), 0)`).join(' + ')}), 0)
            FROM temp.undo_${table} WHERE step = ?)`,
    );
    this.#bytes = database.prepare<number[], number>(`SELECT ${sums.join(' + ')}`).pluck();
  }

  /** The next steps of undo and redo: label and window. */
  next(way: 'undo' | 'redo'): { label: string; by: string } | null {
    const step = (way === 'undo' ? this.#undo : this.#redo).at(-1);
    return step ? { label: step.label, by: step.by } : null;
  }

  /** The labels of the next steps of undo and redo. */
  get labels(): { undo: string | null; redo: string | null } {
    return { undo: this.next('undo')?.label ?? null, redo: this.next('redo')?.label ?? null };
  }

  /** Starts a step, inside the transaction that makes the change. */
  begin(): void {
    this.#setStep.run(this.#next);
  }

  /**
   * Runs an insertion of many rows whose ids follow each other, inside a step, and keeps it as one entry: an entry per row takes
   * as long as the insertion itself. The trigger for them is dropped meanwhile; a failed transaction brings it back.
   */
  insertMany(table: string, insert: () => IdRange): IdRange {
    const many = this.#logs.find((log) => log.table === table)?.many;
    if (!many) throw new TypeError(`Rows of ${table} are not inserted by the thousand.`);
    this.#database.exec(many.stop);
    const range = insert();
    this.#database.exec(many.start);
    many.note.run(range.first, range.last);
    return range;
  }

  /** What the step has changed so far. */
  changes(): { any: boolean; catalog: boolean } {
    const touched = this.#logs.filter(({ any }) => any.get(this.#next) !== undefined);
    return { any: touched.length > 0, catalog: touched.some(({ table }) => catalogTables.includes(table)) };
  }

  /** Replays the next step of undo or redo, inside a transaction. Null when there is none. */
  replay(way: 'undo' | 'redo'): string | null {
    const step = (way === 'undo' ? this.#undo : this.#redo).at(-1);
    if (!step) return null;
    // Rows of different tables are tied to each other by foreign keys alone, so the order of tables does not matter
    // once those are checked at the end.
    this.#database.pragma('defer_foreign_keys = ON');
    for (const log of this.#logs) {
      for (const row of log.kept.all(step.id)) {
        const [, op, ...values] = row;
        const keys = log.keys.map((i) => values[i]);
        if (op === 'I') log.remove.run(...keys);
        else if (op === 'R') log.many?.remove.run(Number(keys[0]), Number(values[log.rest[0]!]));
        else if (op === 'D') log.insert.run(...values);
        else log.update?.run(...log.rest.map((i) => values[i]), ...keys);
      }
      log.forget.run(step.id);
    }
    return step.label;
  }

  /** Registers a committed step: a new change empties redo; undoing or redoing moves the step to the other list. */
  committed(kind: 'change' | 'undo' | 'redo', label: string, by: string): void {
    const id = this.#next++;
    const bytes = this.#bytes.get(...this.#logs.map(() => id)) ?? 0;
    if (kind === 'undo') {
      this.#redo.push({ id, label: this.#undo.pop()?.label ?? label, by, bytes });
      return;
    }
    if (kind === 'redo') {
      this.#undo.push({ id, label: this.#redo.pop()?.label ?? label, by, bytes });
    } else {
      this.#redo.forEach(({ id: old }) => this.#forget(old));
      this.#redo = [];
      this.#undo.push({ id, label, by, bytes });
    }
    this.#letGo();
  }

  /** Forgets all steps: something happened that undo must not go behind. */
  forgetAll(): void {
    for (const { id } of [...this.#undo, ...this.#redo]) this.#forget(id);
    this.#undo = [];
    this.#redo = [];
  }

  /** Forgets the oldest steps where there are too many or they take too much memory. */
  #letGo(): void {
    let bytes = this.#undo.reduce((sum, each) => sum + each.bytes, 0);
    while (this.#undo.length > maxSteps || (bytes > this.#most && this.#undo.length > 1)) {
      const oldest = this.#undo.shift();
      if (!oldest) break;
      bytes -= oldest.bytes;
      this.#forget(oldest.id);
    }
  }

  #forget(step: number): void {
    for (const { forget } of this.#logs) forget.run(step);
  }
}

/** Makes the log of one table with its triggers. All names come from the schema, none from people. */
function keep(database: Database.Database, table: string): Log {
  const columns = database.pragma(`main.table_info(${table})`) as { name: string; pk: number }[];
  const names = columns.map(({ name }) => name);
  const places = names.map((_, i) => i);
  const keys = places.filter((i) => columns[i]!.pk > 0);
  const rest = places.filter((i) => columns[i]!.pk === 0);
  const list = names.join(', ');
  const log = `undo_${table}`;
  const keyNames = keys.map((i) => names[i]!);
  const where = keyNames.map((name) => `${name} = ?`).join(' AND ');
  const step = '(SELECT step FROM undo_step)';
  const values = (row: 'old' | 'new', only: readonly number[]) =>
    places.map((i) => (only.includes(i) ? `${row}.${names[i]}` : 'NULL')).join(', ');
  const onInsert = `CREATE TEMP TRIGGER ${log}_insert AFTER INSERT ON main.${table} BEGIN
      INSERT INTO ${log} (step, op, ${list}) VALUES (${step}, 'I', ${values('new', keys)});
    END;`;
  const changed = (some: readonly number[]) => some.map((i) => `old.${names[i]} IS NOT new.${names[i]}`).join(' OR ');
  database.exec(`
    CREATE TEMP TABLE ${log} (seq INTEGER PRIMARY KEY, step INTEGER NOT NULL, op TEXT NOT NULL, ${list});
    CREATE INDEX temp.${log}_step ON ${log} (step);
    ${onInsert}
    CREATE TEMP TRIGGER ${log}_delete AFTER DELETE ON main.${table} BEGIN
      INSERT INTO ${log} (step, op, ${list}) VALUES (${step}, 'D', ${values('old', places)});
    END;
    CREATE TEMP TRIGGER ${log}_update AFTER UPDATE ON main.${table}
      WHEN ${changed(rest.length > 0 ? rest : keys)} BEGIN
      INSERT INTO ${log} (step, op, ${list}) VALUES (${step}, 'U', ${values('old', places)});
    END;
    CREATE TEMP TRIGGER ${log}_key BEFORE UPDATE OF ${keyNames.join(', ')} ON main.${table}
      WHEN ${changed(keys)} BEGIN
      SELECT RAISE(ABORT, 'The key of a row is never changed.');
    END;`);
  const main = `main.${table}`;
  return {
    table,
    columns: names,
    kept: database
      .prepare<[number], unknown[]>(`SELECT seq, op, ${list} FROM temp.${log} WHERE step = ? ORDER BY seq DESC`)
      .raw(),
    any: database.prepare(`SELECT 1 FROM temp.${log} WHERE step = ? LIMIT 1`),
    forget: database.prepare(`DELETE FROM temp.${log} WHERE step = ?`),
    remove: database.prepare(`DELETE FROM ${main} WHERE ${where}`),
    many:
      table === 'candidate'
        ? {
            stop: `DROP TRIGGER temp.${log}_insert`,
            start: onInsert,
            note: database.prepare(`INSERT INTO temp.${log} (step, op, id, name) VALUES (${step}, 'R', ?, ?)`),
            remove: database.prepare(`DELETE FROM ${main} WHERE id BETWEEN ? AND ?`),
          }
        : null,
    insert: database.prepare(`INSERT INTO ${main} (${list}) VALUES (${names.map(() => '?').join(', ')})`),
    update:
      rest.length === 0
        ? null
        : database.prepare(`UPDATE ${main} SET ${rest.map((i) => `${names[i]} = ?`).join(', ')} WHERE ${where}`),
    keys,
    rest,
  };
}
