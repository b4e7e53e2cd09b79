// The tables of Optuna and MLflow as those projects make them on each database, as far as Parley reads them, with rows of tests.
type Dialect = 'sqlite' | 'postgres' | 'mysql';

/** Types that differ. Optuna's states are types of their own in PostgreSQL and MySQL. */
const typesOf = (dialect: Dialect) => ({
  enumOf: (name: string, ...values: string[]) =>
    dialect === 'postgres'
      ? name
      : dialect === 'mysql'
        ? `ENUM(${values.map((value) => `'${value}'`).join(', ')})`
        : 'VARCHAR(10)',
  double: dialect === 'postgres' ? 'DOUBLE PRECISION' : dialect === 'mysql' ? 'DOUBLE' : 'FLOAT',
  key: dialect === 'mysql' ? '`key`' : '"key"',
});

const optunaEnums = {
  studydirection: ['NOT_SET', 'MINIMIZE', 'MAXIMIZE'],
  trialstate: ['RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING'],
  trialvaluetype: ['FINITE', 'INF_POS', 'INF_NEG'],
};

/** Optuna's tables since 3.0, empty. */
export function optunaTables(dialect: Dialect): string[] {
  const { enumOf, double, key } = typesOf(dialect);
  const named = (name: keyof typeof optunaEnums) => enumOf(name, ...optunaEnums[name]);
  const attributes = (table: string, of: string) =>
    `CREATE TABLE ${table} (${table}_id INTEGER PRIMARY KEY, ${of} INTEGER, ${key} VARCHAR(512), value_json TEXT, UNIQUE (${of}, ${key}))`;
  return [
    ...(dialect === 'postgres'
      ? Object.entries(optunaEnums).map(
          ([name, values]) => `CREATE TYPE ${name} AS ENUM (${values.map((value) => `'${value}'`).join(', ')})`,
        )
      : []),
    'CREATE TABLE version_info (version_info_id INTEGER PRIMARY KEY, schema_version INTEGER, library_version VARCHAR(256))',
    'CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name VARCHAR(512) NOT NULL UNIQUE)',
    `CREATE TABLE study_directions (study_direction_id INTEGER PRIMARY KEY, direction ${named('studydirection')} NOT NULL, study_id INTEGER NOT NULL, objective INTEGER NOT NULL, UNIQUE (study_id, objective))`,
    `CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, ${dialect === 'mysql' ? '`number`' : 'number'} INTEGER, study_id INTEGER, state ${named('trialstate')} NOT NULL, datetime_start TIMESTAMP NULL, datetime_complete TIMESTAMP NULL)`,
    'CREATE INDEX trials_of ON trials (study_id)',
    `CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER NOT NULL, objective INTEGER NOT NULL, value ${double}, value_type ${named('trialvaluetype')} NOT NULL, UNIQUE (trial_id, objective))`,
    `CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name VARCHAR(512), param_value ${double}, distribution_json TEXT, UNIQUE (trial_id, param_name))`,
    attributes('study_user_attributes', 'study_id'),
    attributes('study_system_attributes', 'study_id'),
    attributes('trial_user_attributes', 'trial_id'),
    attributes('trial_system_attributes', 'trial_id'),
    "INSERT INTO version_info VALUES (1, 12, '4.5.0')",
  ];
}

/** MLflow's tables of 3.x, as far as they are read. */
export function mlflowTables(dialect: Dialect): string[] {
  const { double, key } = typesOf(dialect);
  const stamp = dialect === 'mysql' ? '`timestamp`' : '"timestamp"';
  const logged = (table: string, unique: string) =>
    `CREATE TABLE ${table} (${key} VARCHAR(250) NOT NULL, value ${double} NOT NULL, ${stamp} BIGINT NOT NULL, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (${unique}))`;
  return [
    'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)',
    'CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name VARCHAR(256) NOT NULL, lifecycle_stage VARCHAR(32), creation_time BIGINT, last_update_time BIGINT)',
    'CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name VARCHAR(250), status VARCHAR(9), start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR(20), experiment_id INTEGER)',
    logged('latest_metrics', `${key}, run_uuid`),
    logged('metrics', `${key}, ${stamp}, step, run_uuid, value, is_nan`),
    `CREATE TABLE params (${key} VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (${key}, run_uuid))`,
    `CREATE TABLE tags (${key} VARCHAR(250) NOT NULL, value TEXT, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (${key}, run_uuid))`,
    'CREATE TABLE model_versions (name VARCHAR(256) NOT NULL, version INTEGER NOT NULL, run_id VARCHAR(32), current_stage VARCHAR(20), PRIMARY KEY (name, version))',
    `CREATE TABLE registered_model_aliases (alias VARCHAR(256) NOT NULL, version INTEGER NOT NULL, name VARCHAR(256) NOT NULL, PRIMARY KEY (name, alias))`,
    "INSERT INTO alembic_version VALUES ('bf29a5ff90ea')",
  ];
}

/** Runs of two experiments and a deleted one: NaN, infinities, several steps, keys that differ in case alone. */
export const mlflowRows: readonly string[] = [
  "INSERT INTO experiments VALUES (0, 'Default', 'active', 1, 1), (7, 'ranking', 'active', 2, 9), (8, 'gone', 'deleted', 3, 3)",
  `INSERT INTO runs VALUES ('a1', 'twin', 'FINISHED', 1, 2, 'active', 7), ('b2', 'twin', 'FINISHED', 2, 3, 'active', 7), ('c3', NULL, 'FINISHED', 3, 4, NULL, 7),
    ('d4', 'dead', 'FINISHED', 4, 5, 'deleted', 7), ('e5', 'crash', 'RUNNING', 5, NULL, 'active', 7), ('f6', 'old', 'FINISHED', 6, 7, 'active', 8),
    ('h8', 'other', 'FINISHED', 8, 9, 'active', 0)`,
  `INSERT INTO latest_metrics VALUES ('loss', 0.2, 3, 2, false, 'a1'), ('loss', 1.7976931348623157e308, 2, 1, false, 'b2'), ('loss', 0, 1, 0, true, 'c3'),
    ('auc', 0.1, 3, 2, false, 'a1'), ('F1', 0.75, 3, 2, false, 'a1'), ('loss', 0.4, 1, 0, false, 'e5'), ('loss', 0.9, 1, 0, false, 'h8')`,
  `INSERT INTO metrics VALUES ('loss', 0.3, 1, 0, false, 'a1'), ('loss', 0.1, 2, 1, false, 'a1'), ('loss', 0.2, 3, 2, false, 'a1'), ('auc', 0.1, 3, 2, false, 'a1'),
    ('F1', 0.75, 3, 2, false, 'a1'), ('loss', 0.5, 1, 0, false, 'b2'), ('loss', 1.7976931348623157e308, 2, 1, false, 'b2'), ('loss', 0, 1, 0, true, 'c3'),
    ('loss', 0.9, 1, 0, false, 'h8')`,
  "INSERT INTO params VALUES ('depth', '7', 'b2'), ('loss', 'hüber', 'a1')",
  "INSERT INTO tags VALUES ('mlflow.runName', 'named by tag', 'c3'), ('mlflow.user', 'someone', 'a1'), ('mlflow.parentRunId', 'h8', 'b2'), ('team', 'search', 'a1')",
  "INSERT INTO model_versions VALUES ('ranker', 1, 'a1', 'None'), ('ranker', 2, 'b2', 'None')",
  "INSERT INTO registered_model_aliases VALUES ('champion', 2, 'ranker')",
];
