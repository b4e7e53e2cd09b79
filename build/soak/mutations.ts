// Lines whose silent break would cost people most, and a way to break each: the soak breaks one after the other in a copy of
// the tree and looks whether the tests named notice. `line` is a piece of text that stands once in the file; when code moves
// or changes, the run says which entries no longer find theirs.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';

export interface Mutation {
  file: string;
  /** Stands exactly once in the file. */
  line: string;
  /** What it becomes. */
  broken: string;
  /** Parts of paths of the test files that should notice. */
  tests: string[];
}

const store = (file: string, line: string, broken: string, ...tests: string[]): Mutation => ({
  file: `electron/core/store/${file}.ts`,
  line,
  broken,
  tests: tests.map((name) => `electron/core/store/${name}.test`),
});
const engine = (file: string, line: string, broken: string, ...tests: string[]): Mutation => ({
  file: `shared/engine/${file}.ts`,
  line,
  broken,
  tests: tests.map((name) => `shared/engine/${name}.test`),
});
const measures = (file: string, line: string, broken: string, ...tests: string[]): Mutation => ({
  file: `shared/measures/${file}.ts`,
  line,
  broken,
  tests: tests.map((name) => `shared/measures/${name}.test`),
});
const main = (file: string, line: string, broken: string, ...tests: string[]): Mutation => ({
  file: `electron/${file}.ts`,
  line,
  broken,
  tests: tests.map((name) => `electron/${name}.test`),
});

export const mutations: readonly Mutation[] = [
  // A review survives a power cut, a forged file and a second program.
  store('open', "database.pragma('synchronous = EXTRA');\n    const identity", 'const identity', 'settings'),
  store('closedFile', "database.pragma('synchronous = EXTRA');\n    if (fresh)", 'if (fresh)', 'settings'),
  store('sqlite', "'trusted_schema = OFF'", "'trusted_schema = ON'", 'settings'),
  store('sqlite', "'cell_size_check = ON'", "'cell_size_check = OFF'", 'settings'),
  store('sqlite', "'foreign_keys = ON'", "'foreign_keys = OFF'", 'settings'),
  store('sqlite', "'secure_delete = ON'", "'secure_delete = OFF'", 'settings'),
  store('sqlite', "['query_only = ON']", '[]', 'settings'),
  store('migrate', '&& !/\\bAS\\s*\\(/i.test(sql)', '', 'settings', 'vet'),
  store('migrate', 'schema.length === expected.length && expected', 'expected', 'vet'),
  store('migrate', 'broken.length > 0 || check', 'check', 'migrate'),
  store('vet', 'if (stat.nlink > 1)', 'if (stat.nlink > 9)', 'vet'),
  store('vet', 'if (recovers && !ownJournal)', 'if (recovers && false)', 'vet'),
  store('vet', 'if (sizeOf(`${file}-wal`) > 0)', 'if (sizeOf(`${file}-wal`) > 1e9)', 'vet'),
  store('vet', 'if (new Set(roots).size !== roots.length)', 'if (false)', 'forged'),
  store('vet', "if ((database.pragma('foreign_key_check') as unknown[]).length > 0)", 'if (false)', 'vet'),
  store('vet', 'if (altered !== undefined)', 'if (false)', 'vet'),
  store('vet', 'error < 0 || error > 1e300', 'error > 1e300', 'forged'),
  store('openReview', 'if (!sameFile(found, this.#left))', 'if (false)', 'faults'),
  store('openReview', 'if (bytes <= this.#maxBytes) return;', 'return;', 'faults', 'history'),
  store('openReview', 'this.#checkRevision();\n        if', 'if', 'settings'),
  store('openReview', '.immediate();', '.deferred();', 'settings'),
  store('handle', 'if (!statement.readonly)', 'if (false)', 'settings'),
  store('emptyFileLock', "if (error.code.startsWith('SQLITE_BUSY'))", 'if (false)', 'faults'),
  main(
    'core/installation/files',
    'fs.fsyncSync(descriptor);\n    } finally {\n      fs.closeSync(descriptor);\n    }\n    fs.renameSync',
    '} finally {\n      fs.closeSync(descriptor);\n    }\n    fs.renameSync',
    'core/installation/files',
  ),

  // What comes from outside: the loopback host, the window, files.
  main('pageHeaders', '"frame-ancestors \'none\'",', '', 'pageHeaders'),
  main('pageHeaders', '`script-src ${script}`,', '', 'pageHeaders'),
  main('pageHeaders', '"require-trusted-types-for \'script\'",', '', 'pageHeaders'),
  main('http/gates', '!names.includes(hosts[0] ??', '!hosts.includes(hosts[0] ??', 'web/server'),
  main('http/gates', 'hosts.length !== 1 ||', '', 'web/server'),
  main('http/gates', 'origins.length > 1 ||', '', 'web/strangers'),
  main('http/gates', "site !== 'same-origin' &&", "site === 'cross-site' &&", 'web/server'),
  main('http/gates', 'sent.length === 1 && secret', 'secret', 'web/server'),
  main('web/server', "listen(port, '127.0.0.1', resolve)", 'listen(port, resolve)', 'web/strangers'),
  main('desktop/lockdown', 'answer({ cancel: !own });', 'answer({ cancel: false });', 'desktop/desktop'),
  main('desktop/ipc', ' && senderFrame.origin === pageOrigin', '', 'desktop/desktop'),
  {
    file: 'shared/contract/imports.ts',
    line: " && part !== '..'",
    broken: '',
    tests: ['shared/contract/imports.test'],
  },
  main(
    'core/import/text/decode',
    "new TextDecoder('utf-8', { fatal: true })",
    "new TextDecoder('utf-8')",
    'core/import/text/decode',
  ),
  main(
    'core/import/text/numbers',
    'if (body.startsWith("\'")) body',
    "if (body === '') body",
    'core/import/text/numbers',
    'core/import/text/cells',
  ),
  main('core/import/text/numbers', 'Math.abs(number.value) > largest', 'false', 'core/import/text/numbers'),
  main(
    'core/import/evidence/workbook',
    'if (size > largestParts || count > mostParts)',
    'if (false)',
    'core/import/evidence/workbookLimits',
  ),
  main(
    'core/import/evidence/workbook',
    'if (/<!(?:DOCTYPE|ENTITY)/i',
    'if (/<!(?:NOTHING)/i',
    'core/import/formats/hostile',
    'core/import/formats/binary',
  ),
  main(
    'core/import/evidence/yaml',
    'uniqueKeys: true',
    'uniqueKeys: false',
    'core/import/formats/structured',
    'core/import/formats/hostile',
  ),

  // Who is first, and why.
  engine('evaluate', 'rankable(small, eligible), even)', 'rankable(small, eligible))', 'evaluate'),
  engine('evaluate', 'matrix.complete[i]! & screening.feasible[i]!', 'matrix.complete[i]!', 'evaluate'),
  engine(
    'tolerance',
    'return x <= bound || x - bound <= Math.max(NEAR_ZERO, roundingOf(x, bound));',
    'return x <= bound;',
    'ties',
    'screen',
  ),
  engine('liveRanking', '< MARGIN / 10)', '< Infinity)', 'liveRanking', 'liveDrift'),
  engine('liveRanking', 'error[k]! * step.factor + step.left + 1e-15)', '0)', 'liveRanking', 'liveDrift'),
  engine('topPlaces', 'if (bound > reached.last - 2 * MARGIN)', 'if (false)', 'topPlaces'),
  engine('matrix', "missing === 'worst' ? worstMeasurement(f)", "missing === 'worst' ? 0", 'matrix'),
  engine('screen', 'measured: null, interval: null, by: null', 'measured: x, interval: null, by: null', 'screen'),
  engine('value', 'return raw > 1 ? 1 : raw <= 0 ? 0 : raw;', 'return raw;', 'value'),
  engine('weights', 'Math.min(Math.max(to, 0), room)', 'Math.max(to, 0)', 'weights'),

  // What the numbers bear out.
  measures('fairness/groupMeasures', 'weight ** 2 / square)', 'weight)', 'fairness/effectiveRows'),
  measures('gaps/gapVerdict', 'const lo = real ? least : 0;', 'const lo = least;', 'gaps/gapVerdict'),
  measures('gaps/gapVerdict', 'if (rows[group]! >= smallest) undefinedIn', 'if (false) undefinedIn', 'gaps/gapVerdict'),
  measures('gaps/gapTest', '(1 + far) / (MOST_DRAWS + 1)', 'far / MOST_DRAWS', 'gaps/gapTest'),
  measures('gaps/gapInterval', 'const z = rangePoint(cells.length, level);', 'const z = Z;', 'gaps/golden'),
  measures('gaps/fourFifths', 'gated: Math.max(below, parity)', 'gated: below', 'gaps/golden'),
  measures(
    'bootstrap/interval',
    'if (!(share >= LEAST_DEFINED))',
    'if (false)',
    'bootstrap/bootstrap',
    'bootstrap/interval',
  ),
  measures(
    'bootstrap/interval',
    '(below + equal / 2) / count',
    'below / count',
    'bootstrap/bootstrap',
    'bootstrap/interval',
  ),
  measures('fairness/groupSpread', 'max === 0 ? NaN : min / max', 'min / max', 'fairness/groupSpread'),
  measures('compare/verdict', 'if (adjustedP < NOISE_LEVEL) return', 'if (adjustedP < 0) return', 'compare/verdict'),
  measures('classification/curveAreas', 'above + positive[k]! / 2', 'above + positive[k]!', 'classification/binary'),
  measures(
    'classification/calibration',
    'Math.min(Math.floor(scores[i]! * bins), bins - 1)',
    'Math.floor(scores[i]! * bins)',
    'classification/binary',
  ),
];

/**
 * The original text of a mutation's file, and the broken one.
 * @throws Error where its line does not stand exactly once in the file.
 */
export function textsOf({ file, line, broken }: Mutation): { whole: string; mutant: string } {
  const whole = readFileSync(join(root, file), 'utf8');
  const found = whole.split(line).length - 1;
  if (found !== 1) throw new Error(`${file}: this stands there ${found} times instead of once: ${line}`);
  return { whole, mutant: whole.replace(line, () => broken) };
}
