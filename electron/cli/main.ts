#!/usr/bin/env node
// The command line: reads the arguments, runs one command, prints.
import { ParleyError } from '../../shared/contract/errors.ts';
import { nodeProblem } from '../nodeVersion.ts';
import { tableAnswers } from './answers.ts';
import { readArguments, type Arguments } from './arguments.ts';
import { readChoices } from './choices.ts';

const help = `parley: rank candidate models on a Pareto front, see where roles disagree, decide.

  parley [serve] [FILE] [--port=N]
        show Parley in the browser until Ctrl-C, beginning with that review
  parley rank FILE [--expect=NAME] [RANKING] [TABLE] [--json]
        print fronts and ranks
        FILE is a review (.parley), a table (.csv, .xlsx …), a folder of results, the address of a SERVER, or - for a table
        from the standard input. A table is read as proposed, into a review that is thrown away, with every objective
        weighing the same.
        Exit code: 0 somebody is first and may be used; 1 it could not be asked; 3 nothing to rank: nobody meets every
        requirement, or nobody is measured; 4 a hold blocks all who are first; 5 --expect=NAME is not among the first
  parley explain FILE [CANDIDATE] [RANKING] [TABLE] [--json]
        say why a candidate (without one: whoever is first) stands where it stands: what its scores are made of, how it
        compares, the smallest change of weights that makes it first, how sure that is. Exit code as rank
  parley check REVIEW [--evidence TABLE] [--existing=…] [TABLE] [--json]
        say whether the recorded decision still holds; with --evidence on the values of that table, matched by candidate
        name. Where it has other values of a metric of the review, say what they are: --existing=update (the same
        measurement again, which counts instead) or --existing=separate (another one, kept beside it). Writes nothing.
        Exit code: 0 it holds, 3 narrower, 4 broken, overtaken or beyond what was to be watched, 5 cannot tell
  parley verify FILE [--receipt=TEXT]
        say whether a record (.html, .json) or a review (.parley) is what was recorded.
        Exit code: 0 yes, 1 no, 2 cannot tell
  parley cube LOG… --label=COLUMN [--candidates=COLUMNS] [--scores=COLUMNS] [--groups=COLUMNS] [--weight=COLUMN]
              [--unit=COLUMN] [--least=N] [--positive=LABEL] [--threshold=N] [--unreadable=missing] [--memory=MB] --out=FILE.cube.json
        count prediction logs of any size (.parquet, .csv, .jsonl; names, or patterns in quotes) into a small file that can
        be brought into a review. --candidates are columns of decisions, --scores columns of scores; a candidate with both
        is named the same: --scores=NAME=COLUMN. One with scores alone decides from --threshold on (0.5). Columns are parted
        by commas. Every row counts as a case of its own
  parley cube postgresql://USER@HOST/DATABASE --table=SCHEMA.TABLE --label=COLUMN … [--timeout=SECONDS] --out=FILE.cube.json
        count a table where it lies: on PostgreSQL, or clickhouse://USER@HOST/DATABASE. One read-only question after the
        other, encrypted except to this computer (?sslmode=disable otherwise); the password is in PGPASSWORD or
        CLICKHOUSE_PASSWORD. Ctrl-C stops it on the server too
  parley cube --sql=DIALECT --table=NAME --label=COLUMN … [--distinct | --range=FROM,TO]
        print the questions for a database that Parley does not reach: duckdb, postgresql, clickhouse, trino, spark,
        databricks, bigquery, snowflake or mysql. NAME may have parts: catalogue.schema.table. Scores are counted in 5,120 bins
        of 0,1 or of --range; --distinct counts each different score by itself. Save every answer as CSV with its header, or as
        Parquet
  parley cube ANSWER… --results --sql=DIALECT --table=NAME --label=COLUMN … --out=FILE.cube.json
        make the cube of such answers, with the flags that the questions were printed with
  parley attach REVIEW FILE.cube.json
        bring such a file into a review as a prediction log
  parley import REVIEW FILE [--existing=…] [TABLE]
        bring a table, a folder of results or what a SERVER has into a review, as the app proposes it
  parley refresh REVIEW [--take [--remove-gone]] [TABLE] [--json]
        ask the servers again that a review was imported from, and print what has changed there. --take writes it, and
        --remove-gone also removes the candidates that are no longer there. Each source is one step of undo.
        Exit code: 0 nothing has changed, or it was taken; 3 something has changed
  parley schema [record | ranking | explanation]
        print the JSON Schema of a record saved as JSON, of rank --json or of explain --json; of all without a name
  parley --version
        print the version
  parley --help
        print this

RANKING is any of
  --rule=RULE       leastRegret, weightedMean, leximin, nash, borda, copeland or kemeny; the rule of the review otherwise
  --role=NAME       through the eyes of one role
  --method=METHOD   additive (else), achievement, vikor, promethee, topsis, topsisOfCandidates or weightedProduct
  --weights='[ROLE:] NAME=WEIGHT,NAME=WEIGHT…'
                    weights in place of those of the role; only their proportions count, and what is not named counts
                    nothing. Again for another role. A table has the roles that are named
  --must='METRIC<=BOUND'
                    one more requirement, <= or >=. Again for another
  --max=METRIC, --min=METRIC
                    of a table: larger, or smaller, is better, where the name does not say
  --seed=N, --draws=N
                    also draw how sure it is; the same seed repeats it
TABLE says what a table leaves open
  --zeros=measured|unknown        a 0 among costs, times and sizes
  --mixed=converted|same|missing  fractions beside per cent, numbers without a unit beside others
  --unreadable=missing            cells that are no numbers
  --choose='WHAT=WHICH'           which of several things is read: --choose='study=nightly', --choose='values=best'. Again
                                  for another
SERVER is one of
  postgresql://USER@HOST[:PORT]/DATABASE, mysql://USER@HOST[:PORT]/DATABASE    of Optuna or MLflow
  https://HOST[:PORT]                                                          an MLflow server
        Passwords and tokens come from PGPASSWORD, MYSQL_PWD, MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_PASSWORD where the
        address names a user; never from the command line. Connections are encrypted, except to this computer or with
        ?sslmode=disable behind the address. ?sslrootcert=FILE trusts one more certificate, ?schema=NAME says where
        PostgreSQL has the tables
`;

async function run({ command, files, flags }: Arguments): Promise<void> {
  if (command === null) return void process.stdout.write(help);
  if (command === 'version') {
    const { version } = await import('../installation.ts');
    return void process.stdout.write(`${version}\n`);
  }
  const [file, ...more] = files;
  const most = {
    serve: 1,
    rank: 1,
    explain: 2,
    check: 1,
    verify: 1,
    cube: Infinity,
    attach: 2,
    import: 2,
    refresh: 1,
    schema: 1,
  }[command];
  const least = {
    serve: 0,
    rank: 1,
    explain: 1,
    check: 1,
    verify: 1,
    cube: 0,
    attach: 2,
    import: 2,
    refresh: 1,
    schema: 0,
  }[command];
  if (files.length < least || files.length > most) {
    throw new ParleyError(
      'badInput',
      `Say what to do with which file: ${usageOf(command)}. parley --help explains it.`,
    );
  }
  if (command === 'schema') {
    const { schemaText } = await import('./schemas.ts');
    return void process.stdout.write(schemaText(file));
  }
  if (command === 'serve') {
    const { portNumber, serveUntilStopped } = await import('../web/serve.ts');
    return void (await serveUntilStopped({ file, port: portNumber(flags.port ?? '0') }));
  }
  if (command === 'cube') {
    const { countCommand } = await import('./cube.ts');
    return void process.stdout.write(await countCommand(files, flags));
  }
  if (command === 'attach') {
    const { attachCube } = await import('./attach.ts');
    return void process.stdout.write(await attachCube(file!, more[0]!));
  }
  const { zeros, mixed, unreadable, existing, evidence = null, receipt = null, expect = null, json = false } = flags;
  const said = tableAnswers({ zeros, mixed, unreadable, existing }, flags.choose);
  if (command === 'import') {
    const { importInto } = await import('./importTable.ts');
    return void process.stdout.write(await importInto(file!, more[0]!, said));
  }
  const asked = () => ({ said, choices: readChoices(flags), json });
  const answer = async () => {
    if (command === 'rank') return (await import('./rank.ts')).rankFile(file!, asked(), expect);
    if (command === 'explain') return (await import('./rank.ts')).explainFile(file!, more[0] ?? null, asked());
    if (command === 'refresh') {
      const { refresh } = await import('./importTable.ts');
      return refresh(file!, { said, take: flags.take === true, removeGone: flags['remove-gone'] === true, json });
    }
    const { checkReview, verifyFile } = await import('./verdicts.ts');
    return command === 'check' ? checkReview(file!, { evidence, said, json }) : verifyFile(file!, receipt);
  };
  const { text, code } = await answer();
  process.stdout.write(text);
  process.exitCode = code;
}

/** The first line of a command in the help. */
const usageOf = (command: string): string =>
  new RegExp(`^  (parley \\[?${command}\\b.*)$`, 'm').exec(help)?.[1] ?? `parley ${command}`;

// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', () => process.exit(0));
const problem = nodeProblem();
const asked = process.argv.slice(2);
(problem === null ? Promise.resolve().then(() => run(readArguments(asked))) : Promise.reject(new Error(problem))).catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    // Of "verify" and "check" other codes answer the question; what cannot be asked is no answer.
    process.exitCode = asked[0] === 'check' ? 5 : asked[0] === 'verify' ? 2 : 1;
  },
);
