// The arguments of the command line: which flags each command takes, and a clear sentence for what none of them knows.
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { ParleyError } from '../../shared/contract/errors.ts';
import { listText } from '../../shared/domain/format.ts';
import { nearestName } from '../core/formula/nearest.ts';

const one = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;
const yes = { type: 'boolean' } as const;

/** What a table may leave open. */
const ofTable = { zeros: one, mixed: one, unreadable: one, choose: several } as const;
/** What a ranking is asked for. */
const ofRanking = {
  rule: one,
  role: one,
  method: one,
  weights: several,
  must: several,
  max: several,
  min: several,
  seed: one,
  draws: one,
  json: yes,
} as const;

/** Every flag of every command. */
const flags = {
  serve: { port: one },
  rank: { ...ofTable, ...ofRanking, expect: one },
  explain: { ...ofTable, ...ofRanking },
  check: { ...ofTable, evidence: one, existing: one, json: yes },
  verify: { receipt: one },
  cube: {
    label: one,
    candidates: several,
    scores: several,
    groups: several,
    weight: one,
    unit: one,
    least: one,
    positive: one,
    threshold: one,
    unreadable: one,
    memory: one,
    table: one,
    sql: one,
    results: yes,
    distinct: yes,
    range: one,
    timeout: one,
    out: one,
  },
  attach: {},
  import: { ...ofTable, existing: one },
  refresh: { ...ofTable, take: yes, 'remove-gone': yes, json: yes },
  schema: {},
} satisfies Record<string, ParseArgsOptionsConfig>;

export type CommandName = keyof typeof flags;
export const commandNames = Object.keys(flags) as CommandName[];

/** All flags there are; a command has those it takes, the others are left out. */
export interface Flags {
  port?: string;
  zeros?: string;
  mixed?: string;
  unreadable?: string;
  choose?: string[];
  take?: boolean;
  'remove-gone'?: boolean;
  rule?: string;
  role?: string;
  method?: string;
  weights?: string[];
  must?: string[];
  max?: string[];
  min?: string[];
  seed?: string;
  draws?: string;
  expect?: string;
  evidence?: string;
  existing?: string;
  receipt?: string;
  label?: string;
  candidates?: string[];
  scores?: string[];
  groups?: string[];
  weight?: string;
  unit?: string;
  least?: string;
  positive?: string;
  threshold?: string;
  memory?: string;
  table?: string;
  sql?: string;
  results?: boolean;
  distinct?: boolean;
  range?: string;
  timeout?: string;
  out?: string;
  json?: boolean;
}

export interface Arguments {
  /** null: help was asked for; or which version this is. */
  command: CommandName | 'version' | null;
  files: string[];
  flags: Flags;
}

/**
 * Reads them. Without a command Parley is served; `open` is what `serve` was called at first.
 *
 * @throws ParleyError `badInput` naming what is unknown, what it may have been meant for, and what there is.
 */
export function readArguments(given: readonly string[]): Arguments {
  if (given.some((word) => word === '--help' || word === '-h')) return { command: null, files: [], flags: {} };
  if (given.some((word) => word === '--version' || word === '-v')) return { command: 'version', files: [], flags: {} };
  // Flags may stand before the command, and some of their values beside them.
  const known = (word: string) => word === 'open' || commandNames.some((name) => name === word);
  const at = given[0]?.startsWith('-') === false ? 0 : given.findIndex(known);
  const word = at === -1 ? 'serve' : given[at]!;
  const command = word === 'open' ? 'serve' : commandNames.find((name) => name === word);
  if (command === undefined) throw new ParleyError('badInput', unknownCommand(word));
  const rest = given.filter((_, place) => place !== at);
  refuseUnknown(command, rest);
  try {
    const options: ParseArgsOptionsConfig = flags[command];
    const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options });
    // The table above gives every flag the type that it has in `Flags`.
    return { command, files: positionals, flags: values as Flags };
  } catch (error) {
    // What is left is a flag without its value, or a value behind a flag that takes none: Node's sentence names it.
    throw new ParleyError('badInput', `${error instanceof Error ? error.message : String(error)}.`);
  }
}

function unknownCommand(word: string): string {
  const near = nearestName(word, commandNames);
  const hint = near === null ? '' : ` Did you mean “${near}”?`;
  return `There is no command “${word}”.${hint} The commands are ${listText(commandNames)}; parley --help explains them.`;
}

function refuseUnknown(command: CommandName, words: readonly string[]): void {
  const known = Object.keys(flags[command]);
  for (const word of words) {
    if (word === '--') return;
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (name === undefined || known.includes(name)) continue;
    const near = nearestName(name, known);
    const hint = near === null ? '' : ` Did you mean --${near}?`;
    const takes = known.length === 0 ? 'takes no flags' : `takes ${listText(known.map((flag) => `--${flag}`))}`;
    throw new ParleyError('badInput', `There is no --${name}.${hint} parley ${command} ${takes}.`);
  }
}
