// A large table from its bytes to the committed review, through the app's own operations and its built reader, beside the
// sqlite3 shell importing the same file into a table.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countingApart } from '../../electron/core/counting/count.ts';
import { processEntry } from '../../electron/installation.ts';
import { computeHere } from '../../electron/core/installation/engineThread.ts';
import { createApp } from '../../electron/core/host/app.ts';
import { readApart } from '../../electron/core/import/reading/process.ts';
import { startNode } from '../../electron/core/processes/childProcess.ts';
import { vetFile } from '../../electron/core/store/vet.ts';
import { asOwner } from '../../shared/contract/caller.ts';
import type { In, OpName, Out } from '../../shared/contract/contract.ts';
import { random } from '../../shared/engine/testing/random.ts';
import { ensureBuilt } from '../build.ts';
import { root } from '../paths.ts';
import { compareAsync, heading } from './measure.ts';

/** Models with measurements of two to four decimals, as benchmarks publish them. */
function table(rows: number, columns: number): string {
  const next = random(1);
  const header = ['model', ...Array.from({ length: columns - 1 }, (_, j) => `metric ${j + 1}`)].join(',');
  const lines = Array.from({ length: rows }, (_, i) => {
    const cells = Array.from({ length: columns - 1 }, (_cell, j) =>
      (next() * [1, 100, 1000][j % 3]!).toFixed(4 - (j % 3)),
    );
    return `Model ${i + 1},${cells.join(',')}`;
  });
  return `${[header, ...lines].join('\n')}\n`;
}

export async function benchIngest(): Promise<void> {
  if (spawnSync('sqlite3', ['--version']).status !== 0) {
    console.log('\nImport: skipped, the sqlite3 shell is not installed (apt-get install sqlite3).');
    return;
  }
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const app = createApp({
    host: 'command line',
    version: '0',
    sampleFile: null,
    now: () => new Date(),
    libraryFolder: join(folder, 'library'),
    userData: join(folder, 'data'),
    vet: (request) => Promise.resolve(vetFile(request)),
    parse: readApart(startNode(join(root, 'dist/main/readChild.js'))),
    counting: countingApart(startNode(processEntry('countChild'))),
    compute: computeHere,
    log: () => undefined,
  });
  const call = async <N extends OpName>(name: N, input: In<N>): Promise<Out<N>> => {
    const answer = await app.dispatch(name, input, asOwner('local-app'));
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
    return answer.value as Out<N>;
  };
  try {
    heading('Import of a table, from its bytes to the committed review');
    for (const [rows, columns] of [
      [10_000, 20],
      [100_000, 20],
    ] as const) {
      const text = table(rows, columns);
      const file = join(folder, 'table.csv');
      writeFileSync(file, text);
      const bytes = new TextEncoder().encode(text);
      let review = '';
      await compareAsync({
        name: `${rows.toLocaleString('en')} × ${columns}, ${(bytes.length / 1e6).toFixed(1)} MB: read, check, accept`,
        against: 'sqlite3 .import of the same file',
        rounds: 9,
        before: async () => {
          if (review !== '') await call('library.close', { review });
          ({ review } = await call('library.create', { title: 'Bench' }));
          rmSync(join(folder, 'table.db'), { force: true });
        },
        ours: async () => {
          const options = { delimiter: null, decimal: null, header: null };
          const read = { task: 'bench', fileName: 'table.csv', kind: 'file' as const, bytes, options };
          const preview = await call('imports.read', read);
          const mapping = {
            uses: preview.columns.map(({ use }) => use),
            duplicates: 'refuse' as const,
            unreadable: 'refuse' as const,
          };
          await call('imports.check', { review, table: preview.table, mapping });
          const accept = { task: 'bench', review, table: preview.table, mapping, objectives: false };
          await call('imports.accept', accept);
        },
        baseline: () => {
          const { status, stderr } = spawnSync('sqlite3', [join(folder, 'table.db'), `.import --csv ${file} t`]);
          if (status !== 0) throw new Error(`sqlite3: ${stderr.toString()}`);
          return Promise.resolve();
        },
      });
    }
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
