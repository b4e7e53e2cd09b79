// Counting a large log with DuckDB: rows that the engine itself generates into Parquet, counted in a process as `parley cube` does,
// beside the engine's own bare GROUP BY over the same file in a process of its own. CPU seconds and the peak memory of either process.
//   PARLEY_BENCH_ROWS=100000000   how many; 20,000,000 where nothing is said, since 100,000,000 take some 4 GB of disk
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countApart, defaultLimits, filesOf } from '../../electron/core/counting/count.ts';
import { installedEngine } from '../../electron/core/counting/engine.ts';
import type { Asked } from '../../electron/core/counting/order.ts';
import { literal } from '../../electron/core/counting/sqlText.ts';
import { startNode, type StartChild } from '../../electron/core/processes/childProcess.ts';
import { ensureBuilt } from '../build.ts';
import { root } from '../paths.ts';

const ROWS = Number(process.env['PARLEY_BENCH_ROWS'] ?? 20_000_000);
const CANDIDATES = 5;
const GROUPS = [6, 2, 4];

/** Five candidates of which each is right more often than the one before, three groups, weights of two decimals. */
function rowsText(rows: number): string {
  const chance = 'hash(i) % 1000000 / 1000000.0';
  const scores = Array.from({ length: CANDIDATES }, (_, c) => {
    const noise = `(hash(i * 31 + ${c + 1}) % 1000000 / 1000000.0 - 0.5) * ${(0.2 + 0.1 * c).toFixed(1)}`;
    return `least(1.0, greatest(0.0, p + ${noise}))::DOUBLE AS s${c}`;
  });
  const groups = GROUPS.map((count, g) => `'k' || (hash(i * 17 + ${g}) % ${count}) AS g${g}`);
  const decisions = Array.from({ length: CANDIDATES }, (_, c) => `(s${c} >= 0.5)::INTEGER AS d${c}`);
  const drawn = `SELECT i, ${chance} AS p FROM range(${rows}) t(i)`;
  const inner = `SELECT i, (hash(i * 7 + 5) % 1000000 / 1000000.0 < p)::INTEGER AS y, ${[...scores, ...groups].join(', ')}, (hash(i * 3) % 10000 / 100.0)::DOUBLE AS w FROM (${drawn})`;
  return `SELECT y, ${[...decisions, ...scores.map((_, c) => `s${c}`), ...groups.map((_, g) => `g${g}`)].join(', ')}, w FROM (${inner})`;
}

interface Used {
  cpuSeconds: number;
  peakMb: number;
}

/** What a process used, looked at while it runs: the children of Node are not in its own account. */
function watched(start: StartChild): { start: StartChild; used: () => Used } {
  const used = { cpuSeconds: 0, peakMb: 0 };
  return {
    used: () => used,
    start: (order) => {
      const child = start(order);
      const look = setInterval(() => {
        for (const pid of childrenOf(process.pid)) {
          const [cpu, peak] = usageOf(pid);
          used.cpuSeconds = Math.max(used.cpuSeconds, cpu);
          used.peakMb = Math.max(used.peakMb, peak);
        }
      }, 20);
      void child.ended.then(() => clearInterval(look));
      return child;
    },
  };
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

/** CPU seconds and the peak of its memory in MB. Linux alone knows. */
function usageOf(pid: number): [cpu: number, peak: number] {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    return [(Number(fields[11]) + Number(fields[12])) / 100, Number(peak) / 1024];
  } catch {
    return [0, 0];
  }
}

const question = (more: Partial<Asked>): Asked => ({
  label: 'y',
  candidates: Array.from({ length: CANDIDATES }, (_, c) => ({
    name: `m${c}`,
    decision: `d${c}`,
    score: null,
    threshold: 0.5,
  })),
  groups: GROUPS.map((_, g) => `g${g}`),
  weight: null,
  positive: '1',
  scores: false,
  unreadableAsMissing: false,
  ...more,
});

export async function benchCube(): Promise<void> {
  const engine = await installedEngine();
  if (engine === null || process.platform !== 'linux') {
    console.log('\nCounting a large log: skipped, DuckDB is not installed or this is no Linux.');
    return;
  }
  // What people run.
  await ensureBuilt();
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-bench-'));
  try {
    const file = path.join(folder, 'log.parquet');
    const { threads, memoryMb } = defaultLimits;
    const instance = await engine.DuckDBInstance.create(':memory:', {
      threads: String(threads),
      memory_limit: `${memoryMb}MB`,
    });
    const connection = await instance.connect();
    await connection.run(`COPY (${rowsText(ROWS)}) TO ${literal(file)} (FORMAT parquet)`);
    connection.closeSync();
    const megabytes = Math.round((await stat(file)).size / 2 ** 20);
    console.log(
      `\nCounting ${ROWS.toLocaleString('en')} rows × ${CANDIDATES} candidates × ${GROUPS.length} groups (${megabytes} MB of Parquet), ${threads} threads, ${memoryMb} MB for the engine`,
    );
    console.log(`${''.padEnd(44)}     CPU s   × bare   ns a row   peak MB   entries`);

    const keys = ['y', ...Array.from({ length: CANDIDATES }, (_, c) => `d${c}`), ...GROUPS.map((_, g) => `g${g}`)];
    const bareText = `SELECT ${keys.join(', ')}, count(*) FROM read_parquet(${literal(file)}) GROUP BY ALL`;
    const bare = await bareGroupBy(bareText, threads, memoryMb);
    print('DuckDB’s own GROUP BY', bare, bare, bare.entries);

    const scored = (c: number) => ({ name: `m${c}`, decision: `d${c}`, score: `s${c}`, threshold: 0.5 });
    const cases: [string, Asked][] = [
      ['cells of decisions and groups', question({})],
      ['with a weight of 10,000 values', question({ weight: 'w' })],
      ['with scores of one candidate', question({ candidates: [scored(0)], groups: [], scores: true })],
      ['with scores of one candidate, by 3 columns', question({ candidates: [scored(0)], scores: true })],
    ];
    for (const [name, asked] of cases) {
      const { start, used } = watched(startNode(path.join(root, 'dist/main/countChild.js')));
      const cube = await countApart(start)(filesOf([file]), asked);
      print(
        name,
        used(),
        bare,
        cube.source.questions.reduce((sum, { entries }) => sum + entries, 0),
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function print(name: string, used: Used, bare: Used, entries: number): void {
  const ratio = used.cpuSeconds / bare.cpuSeconds;
  const nanoseconds = (1e9 * used.cpuSeconds) / ROWS;
  console.log(
    `${name.padEnd(44)} ${used.cpuSeconds.toFixed(2).padStart(9)} ${ratio.toFixed(2).padStart(8)} ${nanoseconds.toFixed(0).padStart(10)} ${used.peakMb.toFixed(0).padStart(9)} ${entries.toLocaleString('en').padStart(9)}`,
  );
}

/** The question alone, in a process that does nothing else. */
function bareGroupBy(text: string, threads: number, memoryMb: number): Promise<Used & { entries: number }> {
  const code = `
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', { threads: '${threads}', memory_limit: '${memoryMb}MB', preserve_insertion_order: 'false' });
    const connection = await instance.connect();
    const rows = (await connection.runAndReadAll(${JSON.stringify(text)})).getRowObjectsJson().length;
    const { user, system } = process.cpuUsage();
    console.log(JSON.stringify({ entries: rows, cpuSeconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 }));`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(JSON.parse(said) as Used & { entries: number }));
  });
}
