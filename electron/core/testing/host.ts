// A host for tests: the core in this process, over real files in a folder of its own.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Call, Out } from '../../../shared/contract/contract.ts';
import type { Principal } from '../../../shared/contract/caller.ts';
import { ParleyError, type Envelope } from '../../../shared/contract/errors.ts';
import { countingApart } from '../counting/count.ts';
import { createApp, type App } from '../host/app.ts';
import type { AppOptions } from '../installation/options.ts';
import { startNode } from '../processes/childProcess.ts';
import { readSource } from '../import/reading/readSource.ts';
import { computeHere } from '../installation/engineThread.ts';
import { vetFile } from '../store/vet.ts';

export interface TestHost {
  dispatch: (name: string, raw: unknown) => Promise<Envelope<unknown>>;
  close: () => Promise<void>;
}

export const caller =
  (host: Pick<TestHost, 'dispatch'>): Call =>
  async (name, input) => {
    const answer = await host.dispatch(name, input);
    if (!answer.ok) {
      const { code, message, problems, entry } = answer.error;
      throw new ParleyError(code, message, problems, entry);
    }
    return answer.value as Out<typeof name>;
  };

// In memory where the system offers it: tests change files thousands of times, and each change waits for the disk.
const base = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();

const made: string[] = [];

/** Takes away all folders that were made here; for `afterAll`. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Takes away what test processes left that were killed. Nobody has to clear up by hand, under the feet of other tests. */
function removeLeftBehind(): void {
  for (const name of fs.readdirSync(base)) {
    const pid = /^parley-test-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      fs.rmSync(path.join(base, name), { recursive: true, force: true });
    }
  }
}

/** An empty folder, until `removeFolders`. */
export function newFolder(): string {
  if (made.length === 0) removeLeftBehind();
  const folder = fs.mkdtempSync(path.join(base, `parley-test-${process.pid}-`));
  made.push(folder);
  return folder;
}

/** Options with everything in one folder; vetting, parsing and computing happen in this process, for speed. */
export function testOptions(folder: string, more: Partial<AppOptions> = {}): AppOptions {
  return {
    host: 'test',
    version: '0.0.0',
    libraryFolder: path.join(folder, 'library'),
    userData: path.join(folder, 'data'),
    now: () => new Date(),
    vet: (request) => Promise.resolve(vetFile(request)),
    parse: (request, _signal, onProgress) => readSource(request, onProgress),
    counting: countingApart(startNode(fileURLToPath(new URL('../counting/child.ts', import.meta.url)))),
    compute: computeHere,
    sampleFile: null,
    log: (message, error) => {
      if (error === undefined) return;
      throw new Error(`Logged: ${message}`, { cause: error });
    },
    ...more,
  };
}

export interface TestApp extends Omit<App, 'dispatch'> {
  /** As the one window of most tests. */
  dispatch: TestHost['dispatch'];
  call: Call;
  /** The same app as another window, or as somebody else. */
  as: (client: string, principal?: Principal) => { dispatch: TestHost['dispatch']; call: Call };
  core: App;
  folder: string;
  libraryFolder: string;
}

/** An app over a folder, new unless given. */
export function testApp(folder = newFolder(), more: Partial<AppOptions> = {}): TestApp {
  const options = testOptions(folder, more);
  const core = createApp(options);
  const as = (client: string, principal: Principal = { kind: 'owner' }) => {
    const dispatch: TestHost['dispatch'] = (name, raw) => core.dispatch(name, raw, { principal, client });
    return { dispatch, call: caller({ dispatch }) };
  };
  return { ...core, ...as('test-window'), as, core, folder, libraryFolder: options.libraryFolder };
}

export const csv = (text: string) => new TextEncoder().encode(text);

/** Imports a table as it is proposed; a 0 counts as measured, and a metric that the review has is the same measurement. */
export async function importTable(call: Call, review: string, text: string, objectives = true) {
  const preview = await call('imports.read', {
    task: 'import',
    fileName: 'table.csv',
    kind: 'file',
    bytes: csv(text),
    options: { delimiter: null, decimal: null, header: null },
  });
  const mapping = {
    uses: preview.columns.map(({ use }) =>
      use.use === 'metric' ? { ...use, zeros: 'measured' as const, existing: 'update' as const } : use,
    ),
    duplicates: 'refuse' as const,
    unreadable: 'refuse' as const,
  };
  return call('imports.accept', { task: 'import', review, table: preview.table, mapping, objectives });
}

export const smallTable = `model,accuracy,latency_ms,family
Alpha,0.91,120,transformer
Beta,0.88,45,tree
Gamma,0.93,300,transformer
Delta,,20,linear
`;
