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
  const { serve } = await import('./serve.ts');
  const host = await serve({ file: positionals[0], port: Number(values.port), note: values.note });
  console.log(`Parley is running; this address lets in whoever has it. Ctrl-C stops it.\n${host.address}`);
  if (values.open)
    spawn(values.open, [host.address], { stdio: 'ignore', detached: true })
      .on('error', () => {})
      .unref();

  const stop = () => void host.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
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
