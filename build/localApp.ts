// The core in this process, on a folder that goes away with it: for scripts that make review files with the app's own
// operations. What they read is their own, so nothing is vetted or parsed in a child.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countingApart } from '../electron/core/counting/count.ts';
import { startNode } from '../electron/core/processes/childProcess.ts';
import { processEntry } from '../electron/installation.ts';
import { computeHere } from '../electron/core/installation/engineThread.ts';
import { createApp } from '../electron/core/host/app.ts';
import { readSource } from '../electron/core/import/reading/readSource.ts';
import { vetFile } from '../electron/core/store/vet.ts';
import { asOwner } from '../shared/contract/caller.ts';
import type { Call, Out } from '../shared/contract/contract.ts';
import { ParleyError } from '../shared/contract/errors.ts';

export interface LocalApp {
  /** @throws ParleyError, naming the operation, when the app refuses. */
  call: Call;
  close(): Promise<void>;
}

export function localApp(today: Date = new Date()): LocalApp {
  const folder = mkdtempSync(join(tmpdir(), 'parley-local-'));
  const app = createApp({
    host: 'command line',
    version: '0',
    libraryFolder: join(folder, 'library'),
    userData: join(folder, 'data'),
    now: () => today,
    vet: (request) => Promise.resolve(vetFile(request)),
    parse: (request, _signal, onProgress) => readSource(request, onProgress),
    counting: countingApart(startNode(processEntry('countChild'))),
    sampleFile: null,
    compute: computeHere,
    log: (message, error) => console.error(message, error ?? ''),
  });
  return {
    async call(name, input) {
      const answer = await app.dispatch(name, input, asOwner('local-app'));
      if (answer.ok) return answer.value as Out<typeof name>;
      throw new ParleyError(answer.error.code, `${name}: ${answer.error.message}`, answer.error.problems);
    },
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
