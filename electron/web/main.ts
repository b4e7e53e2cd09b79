// The web host as a process: reads its arguments, prints the address, stops on Ctrl-C.
//   web.js [--port=N] [--note=SENTENCE] [--open=COMMAND] [FILE.parley]
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { nodeProblem } from '../nodeVersion.ts';

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      note: { type: 'string', default: '' },
      open: { type: 'string' },
    },
  });
  const { portNumber, serveUntilStopped } = await import('./serve.ts');
  const address = await serveUntilStopped({
    file: positionals[0],
    port: portNumber(values.port),
    note: values.note,
  });
  if (values.open)
    spawn(values.open, [address], { stdio: 'ignore', detached: true })
      .on('error', () => {})
      .unref();
}

const problem = nodeProblem();
if (problem === null) {
  run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
} else {
  console.error(problem);
  process.exitCode = 1;
}
