// Digests of what people said, kept with it: a weight, a bound or a reason that changes without Parley, by a bit that flips on a
// disk or by another program, is named when the review is opened. Whoever means harm can write the digests too; against that
// stand the trail and its receipts. Measured values have checksums of their own.
import { hash } from 'node:crypto';
import type { ReadableDb, SqlValue, WritableDb } from './handle.ts';

type Row = Readonly<Record<string, SqlValue>>;
/** Names of what rows refer to, by table and id. */
type Names = (table: 'role' | 'objective' | 'metric' | 'candidate' | 'scenario', id: SqlValue | undefined) => string;

interface Protected {
  table: string;
  /** Columns of the key, which give the order. */
  key: string;
  /** What a row is, for a sentence. */
  is: (row: Row, names: Names) => string;
  /** As long as there are candidates: one digest for all rows. */
  long?: true;
}

const named = (text: SqlValue | undefined) => `“${String(text)}”`;
const boundOf = (row: Row, names: Names) =>
  `what ${names('role', row['role_id'])} requires of ${names('metric', row['metric_id'])}`;

const protectedTables: readonly Protected[] = [
  { table: 'review', key: 'id', is: () => 'the title, the note or the rule of the review' },
  { table: 'metric', key: 'id', is: (row) => `the metric ${named(row['name'])}` },
  { table: 'objective', key: 'id', is: (row) => `the objective ${named(row['name'])}` },
  {
    table: 'objective_point',
    key: 'objective_id, at',
    is: (row, names) => `the value function of ${names('objective', row['objective_id'])}`,
  },
  { table: 'role', key: 'id', is: (row) => `the role ${named(row['name'])}, its influence or its reasons` },
  {
    table: 'ballot_weight',
    key: 'role_id, objective_id',
    is: (row, names) =>
      `the weight that ${names('role', row['role_id'])} gave ${names('objective', row['objective_id'])}`,
  },
  { table: 'requirement', key: 'id', is: boundOf },
  { table: 'hold', key: 'id', is: (row, names) => `a hold of ${names('role', row['role_id'])}` },
  { table: 'scenario', key: 'id', is: (row) => `the scenario ${named(row['name'])}` },
  {
    table: 'scenario_weight',
    key: 'scenario_id, role_id, objective_id',
    is: (row, names) => `a weight of the scenario ${names('scenario', row['scenario_id'])}`,
  },
  {
    table: 'scenario_bound',
    key: 'scenario_id, requirement_id',
    is: (row, names) => `a bound of the scenario ${names('scenario', row['scenario_id'])}`,
  },
  { table: 'attribute', key: 'id', is: (row) => `the property ${named(row['name'])}` },
  {
    table: 'candidate_note',
    key: 'candidate_id',
    is: (row, names) => `the note on ${names('candidate', row['candidate_id'])}`,
  },
  { table: 'candidate_link', key: 'id', is: (row, names) => `a link of ${names('candidate', row['candidate_id'])}` },
  { table: 'meeting', key: 'id', is: () => 'the question, the people or the rules of the meeting' },
  { table: 'seat', key: 'role_id, person', is: (row, names) => `who speaks for ${names('role', row['role_id'])}` },
  { table: 'decision', key: 'id', is: (row) => `decision ${String(row['number'])}` },
  {
    table: 'decision_stance',
    key: 'decision_id, role_id',
    is: (row, names) => `the stance of ${names('role', row['role_id'])}`,
  },
  { table: 'decision_condition', key: 'id', is: (row) => `the condition ${named(row['what'])}` },
  {
    table: 'decision_release',
    key: 'decision_id, requirement_id',
    is: (row, names) => `a release by ${names('role', row['role_id'])}`,
  },
  { table: 'candidate', key: 'id', is: () => 'the names of candidates', long: true },
  { table: 'candidate_tag', key: 'tag, candidate_id', is: () => 'the tags of candidates', long: true },
  {
    table: 'candidate_attribute',
    key: 'candidate_id, attribute_id',
    is: () => 'the properties of candidates',
    long: true,
  },
];

const length = 16;
const digestOf = (table: string, content: unknown): Buffer =>
  hash('sha256', JSON.stringify([table, content]), 'buffer').subarray(0, length);

const rowsOf = (db: ReadableDb, { table, key }: Protected): Row[] =>
  db.read<[], Row>(`SELECT * FROM ${table} ORDER BY ${key}`).all();

/** In order of the rows; of a long table one digest. */
function digestsOf({ table, long }: Protected, rows: readonly Row[]): Buffer[] {
  if (long)
    return [
      digestOf(
        table,
        rows.map((row) => Object.values(row)),
      ),
    ];
  return rows.map((row) => digestOf(table, Object.entries(row)));
}

const keptOf = (db: ReadableDb, table: string): Buffer | null => {
  const kept = db
    .read<[string], { digests: Uint8Array }>('SELECT digests FROM state_digest WHERE table_name = ?')
    .get(table);
  return kept ? Buffer.from(kept.digests) : null;
};

/**
 * Keeps the digests of what stands in the review now, in the transaction that changes it.
 *
 * @param longTables whether long tables may have changed too. O(rows).
 */
export function keepDigests(db: WritableDb, longTables = true): void {
  for (const each of protectedTables) {
    if (each.long && !longTables) continue;
    const digests = Buffer.concat(digestsOf(each, rowsOf(db, each)));
    if (keptOf(db, each.table)?.equals(digests)) continue;
    db.write<[string, Uint8Array]>(
      'INSERT INTO state_digest VALUES (?, ?) ON CONFLICT (table_name) DO UPDATE SET digests = excluded.digests',
    ).run(each.table, digests);
  }
}

/** What is not as it was saved, in words that go into a list; none where all is, or where no digests were kept. */
function listChanges(db: ReadableDb): string[] {
  const names: Names = (table, id) => {
    const row = db.read<[SqlValue], { name: string }>(`SELECT name FROM ${table} WHERE id = ?`).get(id ?? null);
    return row ? named(row.name) : 'something that is gone';
  };
  const changes = new Set<string>();
  for (const each of protectedTables) {
    const kept = keptOf(db, each.table);
    if (kept === null) continue;
    const rows = rowsOf(db, each);
    const digests = digestsOf(each, rows);
    if (kept.equals(Buffer.concat(digests))) continue;
    const known = new Set(
      Array.from({ length: kept.length / length }, (_, i) => kept.toString('hex', i * length, (i + 1) * length)),
    );
    const before = changes.size;
    digests.forEach((digest, i) => {
      if (!known.has(digest.toString('hex'))) changes.add(each.is(rows[i] ?? {}, names));
    });
    // Something is gone, or the digests themselves were damaged.
    if (changes.size === before) changes.add(`something in the table ${each.table}`);
  }
  return [...changes];
}

const mostNamed = 5;

/** A sentence that says what people said and is not as it was saved; null where all of it is. */
export function changedBehind(db: ReadableDb): string | null {
  const changes = listChanges(db);
  if (changes.length === 0) return null;
  const more = changes.length - mostNamed;
  return (
    `Not as Parley saved it: ${changes.slice(0, mostNamed).join('; ')}${more > 0 ? `; and ${more} more` : ''}. ` +
    'Another program or a damaged drive changed the file. Compare with an earlier version, or set it right here.'
  );
}
