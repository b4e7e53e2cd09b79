// Damage to review files, tables with faults and hostile calls, more of them than the tests try; printed, and checked. A silent
// difference is a review that opens with other content than was saved and without a word about it.
import type Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { planImport } from '../../electron/core/import/planning/plan.ts';
import { badTable } from '../../electron/core/import/testing/badTables.ts';
import { emptyReview, proposed, readText } from '../../electron/core/import/testing/readText.ts';
import { readCatalog } from '../../electron/core/store/catalog.ts';
import { readableHandle } from '../../electron/core/store/handle.ts';
import { listNotes } from '../../electron/core/store/notes.ts';
import { readSettings } from '../../electron/core/store/review.ts';
import { listRoles } from '../../electron/core/store/roles.ts';
import { openDatabase } from '../../electron/core/store/sqlite.ts';
import { changedBehind } from '../../electron/core/store/stateDigest.ts';
import { vetFile } from '../../electron/core/store/vet.ts';
import { closedReview } from '../../electron/core/testing/closedReview.ts';
import { newFolder, removeFolders, testApp } from '../../electron/core/testing/host.ts';
import { decode, encode } from '../../shared/contract/codec.ts';
import { contract } from '../../shared/contract/contract.ts';
import { random as randomFrom } from '../../shared/engine/testing/random.ts';

type Random = (below: number) => number;

const line = (fine: boolean, count: number, what: string) =>
  console.log(`${fine ? '  ' : '! '}${count.toLocaleString('en').padStart(7)}  ${what}`);

/** A review in which people have said something. */
async function saidReview(): Promise<string> {
  return closedReview(newFolder(), async (call, review) => {
    const { settings } = await call('review.get', { review });
    const { candidateIds } = await call('review.catalog', { review });
    await call('review.describe', { review, title: 'Which recommender?', note: 'What we want to know.' });
    for (const { id: roleId, name } of settings.roles) {
      await call('ballots.setRationale', { review, roleId, rationale: `What ${name} cares about, and why.` });
      const share = 1 / settings.objectives.length;
      const weights = settings.objectives.map(({ id }) => ({ objectiveId: id, weight: share, locked: false }));
      await call('ballots.setWeights', { review, roleId, weights });
      const reason = `${name} cannot do with less.`;
      const bound = {
        roleId,
        metricId: settings.metrics[0]!.id,
        comparator: '>=',
        bound: 0.9,
        strength: 'want',
        reason,
      } as const;
      await call('requirements.create', { review, definition: bound });
    }
    for (const candidateId of candidateIds) {
      await call('candidates.setNote', { review, candidateId, note: 'Somebody tried this one last year.' });
    }
  });
}

/** All that people see of a review, as text. */
function contentOf(database: Database.Database): string {
  const db = readableHandle(database);
  const { columns, ...catalog } = readCatalog(db);
  const values = columns.map(({ measured, standardErrors }) => [
    [...measured].map(String),
    standardErrors && [...standardErrors],
  ]);
  return JSON.stringify([readSettings(db), listRoles(db), catalog, values, listNotes(db)]);
}

/** Places in the file of what people said: their texts, and their numbers. */
function saidPlaces(bytes: Buffer): number[] {
  const database = openDatabase(Buffer.from(bytes), { readonly: true });
  const places = new Set<number>();
  for (const table of [
    'review',
    'role',
    'ballot_weight',
    'requirement',
    'objective',
    'metric',
    'candidate',
    'candidate_note',
  ]) {
    for (const row of database.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().all()) {
      for (const value of row) {
        const isText = typeof value === 'string' && value.length > 2;
        if (!isText && (typeof value !== 'number' || Number.isInteger(value))) continue;
        const needle = typeof value === 'string' ? Buffer.from(value) : Buffer.alloc(8);
        if (typeof value === 'number') needle.writeDoubleBE(value);
        for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
          for (let i = 0; i < needle.length; i++) places.add(at + i);
        }
      }
    }
  }
  database.close();
  return [...places];
}

/** Damages copies of a review and opens them; false where one opens with other content and without a word. */
function damage(file: string, whole: Buffer, times: number, hurt: (bytes: Buffer) => void): boolean {
  const asSaved = contentOf(openDatabase(Buffer.from(whole), { readonly: true }));
  let refused = 0;
  let named = 0;
  let same = 0;
  let silent = 0;
  for (let round = 0; round < times; round++) {
    const bytes = Buffer.from(whole);
    hurt(bytes);
    fs.writeFileSync(file, bytes);
    if (!vetFile({ path: file, ownJournal: false }).ok) {
      refused += 1;
      continue;
    }
    const database = openDatabase(bytes, { readonly: true });
    if (changedBehind(readableHandle(database)) !== null) named += 1;
    else if (contentOf(database) === asSaved) same += 1;
    else silent += 1;
    database.close();
  }
  line(true, refused, 'refused with a sentence');
  line(true, named, 'opened, and what was changed is named');
  line(true, same, 'opened with the content that was saved');
  line(silent === 0, silent, 'silent differences');
  return silent === 0;
}

function badTables(times: number): boolean {
  let wrong = 0;
  let refused = 0;
  for (let seed = 100_000; seed < 100_000 + times; seed++) {
    const { text, fault } = badTable(seed);
    const { table, preview } = readText(text, { delimiter: ',', decimal: '.', header: true });
    const uses = preview.columns.map(({ header: name }, i) =>
      i === 0 ? ({ use: 'name' } as const) : ({ use: 'metric', name, unit: '', direction: 'max' } as const),
    );
    const { check, content } = planImport(table, proposed(preview, { uses }), emptyReview);
    const found = check.problems.some(({ row, column }) => row === fault?.row && column === fault.column);
    if (fault !== null) refused += 1;
    if (fault === null ? content === null : content !== null || !found) wrong += 1;
  }
  line(true, times - refused, 'imported whole');
  line(true, refused, 'refused, with the row and the column of the fault');
  line(wrong === 0, wrong, 'imported in part, or with the fault at another place');
  return wrong === 0;
}

/** A value that no page sends. */
function nonsense(random: Random, depth = 0): unknown {
  const some: (() => unknown)[] = [
    () => null,
    () => random(2) === 1,
    () => [0, -1, NaN, Infinity, -0, 1e308, 2 ** 53, random(1000)][random(8)],
    () =>
      ['', '\0', '../../etc/passwd', '__proto__', '\ud800', 'x'.repeat(random(20_000)), "'; DROP TABLE role; --"][
        random(7)
      ],
    () => new Uint8Array(random(5000)),
    () => new Float64Array(random(500)).fill(NaN),
    () => Array.from({ length: random(depth > 3 ? 1 : 5) }, () => nonsense(random, depth + 1)),
    () =>
      Object.fromEntries(
        Array.from({ length: depth > 3 ? 0 : random(5) }, (_, i) => [`k${i}`, nonsense(random, depth + 1)]),
      ),
  ];
  return some[random(some.length)]!();
}

async function hostileCalls(times: number, random: Random): Promise<boolean> {
  const file = await saidReview();
  let internal = 0;
  const app = testApp(newFolder(), {
    log: (message, error) => {
      // Slow statements are noted too, without an error.
      if (error === undefined) return;
      internal += 1;
      console.log(`! ${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    },
  });
  let opened = await app.openPath(file);
  const names = Object.keys(contract).filter((name) => name !== 'library.close');
  let refused = 0;
  let broken = 0;
  for (let round = 0; round < times; round++) {
    const called = names[random(names.length)]!;
    const input = nonsense(random);
    const fields = typeof input === 'object' && input !== null && !ArrayBuffer.isView(input) ? input : { id: input };
    const shape = Object.keys((contract[called as keyof typeof contract].input as { shape?: object }).shape ?? {});
    const given = Object.fromEntries(shape.map((name) => [name, nonsense(random)]));
    const message = encode({ ...given, ...(random(3) > 0 ? { review: opened.review } : fields) });
    // One in four is damaged on the way.
    if (round % 4 === 0 && message.length > 0) message[random(message.length)]! ^= 1 << random(8);
    let value: unknown;
    try {
      value = decode(message);
    } catch {
      broken += 1;
      continue;
    }
    const answer = await app.dispatch(called, value);
    if (!answer.ok) refused += 1;
  }
  opened = await app.openPath(file);
  const { settings } = await app.call('review.get', { review: opened.review });
  await app.close();
  line(true, broken, 'not read as a message');
  line(true, refused, 'refused with a sentence');
  line(true, times - broken - refused, 'answered');
  line(internal === 0, internal, 'failed inside');
  return internal === 0 && settings.roles.length > 0;
}

interface Times {
  flips: number;
  files: number;
  tables: number;
  calls: number;
}

const all: Times = { flips: 1000, files: 20_000, tables: 10_000, calls: 2000 };

/** Prints the figures; false where one is beyond what is promised. @param share of all times, 1 for a full run. @param only one part, or all. */
export async function printFiles(share = 1, only: string | null = null): Promise<boolean> {
  const next = randomFrom(12);
  const random: Random = (below) => Math.floor(next() * below);
  const times = (what: keyof Times) => Math.max(1, Math.round(all[what] * share));
  const head = (what: keyof Times, title: string) =>
    console.log(`\n${title}, ${times(what).toLocaleString('en')} times`);
  const flip = (bytes: Buffer, at: number) => void (bytes[at]! ^= 1 << random(8));
  const damageAll = async (what: 'flips' | 'files', hurt: (bytes: Buffer, places: number[]) => void) => {
    const whole = fs.readFileSync(await saidReview());
    const places = saidPlaces(whole);
    return damage(path.join(newFolder(), 'hurt.parley'), whole, times(what), (bytes) => hurt(bytes, places));
  };
  const parts: Record<keyof Times, () => boolean | Promise<boolean>> = {
    flips: () => {
      head('flips', 'One bit flipped in what people said');
      return damageAll('flips', (bytes, places) => flip(bytes, places[random(places.length)]!));
    },
    files: () => {
      head('files', 'One to four bits flipped anywhere in a file');
      return damageAll('files', (bytes) => {
        for (let i = 1 + random(4); i > 0; i--) flip(bytes, 100 + random(bytes.length - 100));
      });
    },
    tables: () => {
      head('tables', 'Tables, most of them with a fault');
      return badTables(times('tables'));
    },
    calls: () => {
      head('calls', 'Calls that no page makes');
      return hostileCalls(times('calls'), random);
    },
  };
  let kept = true;
  try {
    for (const [name, run] of Object.entries(parts)) if (only === null || only === name) kept = (await run()) && kept;
    return kept;
  } finally {
    removeFolders();
  }
}
