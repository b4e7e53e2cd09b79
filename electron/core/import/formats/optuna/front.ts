// The front of a study, found by its database: of a million trials come a sample, and the ids and values of those that nothing in
// the sample dominates. What is on the front is then exact, whatever the sample was.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Direction } from '../../../../../shared/domain/metric.ts';
import { nondominated } from '../../../../../shared/engine/fronts.ts';
import { matches, numberIn } from '../../evidence/queryPort.ts';
import type { QueryPort, Row } from '../../evidence/queryPort.ts';
import { remark } from '../../planning/source.ts';
import type { SourceCell } from '../../planning/source.ts';
import type { StudyOutline } from './study.ts';

/** About how many trials the sample has. The more, the fewer come afterwards: n trials leave about n · (its front) ÷ (its size). */
const sampleSize = 5_000;
/** Most trials of the sample that others are held against; each costs a comparison for whatever the ones before did not dominate. */
const mostPivots = 64;
/** How infinities stand in a comparison. */
const beyondAll = 1.7976931348623157e308;
/** Beyond this, a value may stand for an infinity, which the database cannot compare. */
const mostFinite = 3.4e38;

/** A constraint that is broken, or states no number: alone, or one of a list. See `constraintsIn`. */
const broken = '(^|\\[|,) *([1-9A-Za-z"{]|0\\.0*[1-9])';

interface Statement {
  sql: string;
  values: SourceCell[];
}

/** id, and per objective its value with the sign that makes smaller better; NULL where there is none. */
function valuesOf(
  db: QueryPort,
  study: string,
  directions: readonly Direction[],
  feasible: boolean,
  every: number,
): Statement {
  const modern = db.has('trial_values', 'objective');
  const sign = (j: number) => (directions[j] === 'max' ? '-' : '');
  const value = numberIn(db, modern ? 'v.value' : 't.value');
  const whole = db.has('trial_values', 'value_type')
    ? `CASE WHEN v.value_type = 'INF_POS' THEN ${beyondAll} WHEN v.value_type = 'INF_NEG' THEN -${beyondAll} ELSE ${value} END`
    : value;
  const columns = directions.map((_, j) =>
    modern ? `${sign(j)}max(CASE WHEN v.objective = ${j} THEN ${whole} END) AS x${j}` : `${sign(j)}(${value}) AS x${j}`,
  );
  const values: SourceCell[] = [study];
  const asked = ["t.study_id = ? AND t.state = 'COMPLETE'"];
  if (every > 1) asked.push(`t.trial_id % ${every} = 0`);
  if (feasible) {
    asked.push(
      `NOT EXISTS (SELECT 1 FROM trial_system_attributes a WHERE a.trial_id = t.trial_id
       AND (a."key" = 'constraints' OR a."key" LIKE 'constraints:%') AND ${matches(db, 'a.value_json')})`,
    );
    values.push(broken);
  }
  const from = modern ? 'trials t JOIN trial_values v ON v.trial_id = t.trial_id' : 'trials t';
  const grouped = modern ? ' GROUP BY t.trial_id' : '';
  const sql = `SELECT t.trial_id AS id, ${columns.join(', ')} FROM ${from} WHERE ${asked.join(' AND ')}${grouped}`;
  return { sql, values };
}

/** Those of them with a value on every objective, and that no pivot dominates. */
function notDominated({ sql, values }: Statement, pivots: readonly (readonly number[])[], m: number): Statement {
  const objectives = Array.from({ length: m }, (_, j) => j);
  const bound = [...values];
  const asked = objectives.map((j) => `w.x${j} IS NOT NULL`);
  for (const pivot of pivots) {
    const atMost = objectives.map((j) => `w.x${j} >= ?`).join(' AND ');
    const better = objectives.map((j) => `w.x${j} > ?`).join(' OR ');
    asked.push(`NOT (${atMost} AND (${better}))`);
    bound.push(...pivot, ...pivot);
  }
  const columns = objectives.map((j) => `w.x${j}`).join(', ');
  return { sql: `SELECT w.id, ${columns} FROM (${sql}) w WHERE ${asked.join(' AND ')}`, values: bound };
}

/** Trials that nobody among them dominates, ties and all; grows portion by portion. */
class Front {
  readonly #m: number;
  ids: string[] = [];
  values: number[][] = [];

  constructor(m: number) {
    this.#m = m;
  }

  add(rows: readonly Row[]): void {
    const ids = [...this.ids, ...rows.map(([id]) => String(id))];
    const values = [...this.values, ...rows.map((row) => row.slice(1).map(Number))];
    const n = ids.length;
    const compared = Array.from({ length: this.#m }, (_, j) => Float64Array.from(values, (one) => one[j] ?? NaN));
    const marks = nondominated({ n, m: this.#m, compared, signs: new Int8Array(this.#m).fill(-1) }, null);
    this.ids = ids.filter((_, i) => marks[i] === 1);
    this.values = values.filter((_, i) => marks[i] === 1);
  }
}

/** Of a front, those that dominate most of a sample, so that a comparison with the first of them settles most trials. */
function pivotsOf(
  front: readonly (readonly number[])[],
  sample: readonly (readonly number[])[],
): (readonly number[])[] {
  const finite = front.filter((values) => values.every((x) => Math.abs(x) < mostFinite));
  let left = sample;
  const pivots: (readonly number[])[] = [];
  const rest = new Set(finite);
  while (pivots.length < mostPivots && rest.size > 0) {
    let best: readonly number[] = [];
    let most = -1;
    for (const one of rest) {
      const count = left.reduce((sum, other) => sum + (atLeast(one, other) ? 1 : 0), 0);
      if (count > most) [best, most] = [one, count];
    }
    if (most === 0 && pivots.length > 0) break;
    rest.delete(best);
    pivots.push(best);
    left = left.filter((other) => !atLeast(best, other));
  }
  return pivots;
}

/** Smaller is better. */
const atLeast = (a: readonly number[], b: readonly number[]): boolean => a.every((x, j) => x <= (b[j] ?? NaN));

/**
 * The trials on the front of a study, by id; ties all stay. Trials that break a constraint do not take part, unless all do.
 *
 * @returns what was left out, as remarks; and how many trials came for it, the sample counted.
 */
export async function frontOf(
  db: QueryPort,
  study: StudyOutline,
  directions: readonly Direction[],
): Promise<{ trials: string[]; problems: Problem[]; came: number }> {
  const constrained =
    db.has('trial_system_attributes', 'trial_id', 'key', 'value_json') &&
    (
      await db.rows(
        `SELECT 1 FROM trial_system_attributes a JOIN trials t ON t.trial_id = a.trial_id
         WHERE t.study_id = ? AND (a."key" = 'constraints' OR a."key" LIKE 'constraints:%') LIMIT 1`,
        study.id,
      )
    ).length > 0;
  const among = constrained ? await frontAmong(db, study, directions, true) : null;
  const found = among !== null && among.front.ids.length > 0 ? among : await frontAmong(db, study, directions, false);
  const problems: Problem[] = [];
  const { front } = found;
  const different = new Set(front.values.map((values) => values.join(' '))).size;
  const ties = front.ids.length - different;
  const tied =
    ties === 0
      ? ''
      : ` ${formatCount(ties)} of them ${ties === 1 ? 'has' : 'have'} the same values as another one, and stay.`;
  const trials = front.ids.length === 1 ? '1 trial is' : `${formatCount(front.ids.length)} trials are`;
  problems.push(
    remark(
      `${trials} on the front, of ${formatCount(study.complete)} that completed: no other is as good by every objective of the study and better by one.${tied}`,
    ),
  );
  if (constrained && found === among) {
    problems.push(remark('Trials that break a constraint of the study did not take part in the front.'));
  } else if (constrained) {
    problems.push(remark('Every completed trial breaks a constraint of the study, so the front is of all of them.'));
  }
  // The order of ids is the order in which the trials were made.
  return { trials: front.ids.sort((a, b) => Number(a) - Number(b)), problems, came: found.came };
}

async function frontAmong(
  db: QueryPort,
  study: StudyOutline,
  directions: readonly Direction[],
  feasible: boolean,
): Promise<{ front: Front; came: number }> {
  const m = directions.length;
  const every = Math.floor(study.complete / sampleSize);
  const sample = new Front(m);
  let some: Row[] = [];
  if (every > 1) {
    const { sql, values } = notDominated(valuesOf(db, study.id, directions, feasible, every), [], m);
    some = await db.rows(sql, ...values);
    sample.add(some);
  }
  const pivots = pivotsOf(
    sample.values,
    some.map((row) => row.slice(1).map(Number)),
  );
  const front = new Front(m);
  let came = some.length;
  const { sql, values } = notDominated(valuesOf(db, study.id, directions, feasible, 1), pivots, m);
  for await (const rows of db.stream(sql, ...values)) {
    came += rows.length;
    front.add(rows);
  }
  return { front, came };
}
