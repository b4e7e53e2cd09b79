#!/usr/bin/env node
// The command line: reads the arguments, runs one command, prints.
import { parseArgs } from 'node:util';
import { tableAnswers } from './answers.ts';
import { nodeProblem } from '../nodeVersion.ts';

const help = `parley: rank candidate models on a Pareto front, see where roles disagree, decide.

  parley [serve] [FILE] [--port=N]
                               show Parley in the browser until Ctrl-C, beginning with that review
  parley rank FILE [--json] [--zeros=…] [--mixed=…] [--unreadable=missing]
                               print fronts and ranks
                               FILE is a review (.parley), a table (.csv, .xlsx …) or a folder of results; it is read as proposed,
                               into a review that is thrown away, with every objective weighing the same. What a table leaves
                               open is said by --zeros=measured|unknown (a 0 among costs, times and sizes),
                               --mixed=converted|same|missing (fractions beside per cent, numbers without a unit beside
                               others) and --unreadable=missing (cells that are no numbers)
  parley check REVIEW [--evidence TABLE] [--existing=…] [--zeros=…] [--mixed=…] [--unreadable=missing] [--json]
                               say whether the recorded decision still holds; with --evidence on the values of that
                               table, matched by candidate name. Where it has other values of a metric of the review,
                               say what they are: --existing=update (the same measurement again, which counts instead)
                               or --existing=separate (another one, kept beside it). Writes nothing. Exit code: 0 it holds, 3 narrower,
                               4 broken, overtaken or beyond what was to be watched, 5 cannot tell
  parley verify FILE [--receipt=TEXT]
                               say whether a record (.html, .json) or a review (.parley) is what was recorded.
                               Exit code: 0 yes, 1 no, 2 cannot tell
  parley schema                print the JSON Schema of a record that was saved as JSON
  parley --help                print this
`;

type FileCommand = 'rank' | 'check' | 'verify';
const isFileCommand = (word: string | undefined): word is FileCommand =>
  ['rank', 'check', 'verify'].includes(word ?? '');

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      zeros: { type: 'string' },
      mixed: { type: 'string' },
      unreadable: { type: 'string' },
      existing: { type: 'string' },
      evidence: { type: 'string' },
      receipt: { type: 'string' },
      port: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command, file, ...rest] = positionals;
  if (values.help) return void process.stdout.write(help);
  if (command === 'schema' && file === undefined) {
    const { recordJsonSchema } = await import('../../shared/record/json.ts');
    return void process.stdout.write(`${JSON.stringify(recordJsonSchema(), null, 2)}\n`);
  }
  // `open` is what `serve` was called at first.
  if (command === undefined || ((command === 'serve' || command === 'open') && rest.length === 0)) {
    const { portNumber, serveUntilStopped } = await import('../web/serve.ts');
    return void (await serveUntilStopped({ file, port: portNumber(values.port) }));
  }
  if (!isFileCommand(command) || file === undefined || rest.length > 0)
    throw new Error(`Say what to do with which file.\n\n${help}`);
  const { zeros, mixed, unreadable, existing, evidence = null, receipt = null } = values;
  const said = tableAnswers({ zeros, mixed, unreadable, existing });
  if (command === 'rank') {
    const { rankFile } = await import('./rank.ts');
    process.stdout.write(await rankFile(file, values.json, said));
  } else {
    const { checkReview, verifyFile } = await import('./verdicts.ts');
    const { text, code } = await (command === 'check'
      ? checkReview(file, { evidence, said, json: values.json })
      : verifyFile(file, receipt));
    process.stdout.write(text);
    process.exitCode = code;
  }
}

// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', () => process.exit(0));
const problem = nodeProblem();
(problem === null ? run() : Promise.reject(new Error(problem))).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // Of "verify" and "check" other codes answer the question; what cannot be asked is no answer.
  process.exitCode = process.argv[2] === 'check' ? 5 : process.argv[2] === 'verify' ? 2 : 1;
});
