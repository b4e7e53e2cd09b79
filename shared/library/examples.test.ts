// Every public function has an example in its comment, and every example says what it answers. Here they run on the sources; as they
// come out of the package they run in build/packed.test.ts.
import { expect, test } from 'vitest';
import * as engine from './engine/index.ts';
import * as measures from './measures/index.ts';
import { examplesOf } from './testing/examples.ts';

const modules: Record<string, Record<string, unknown>> = { 'parley/engine': engine, 'parley/measures': measures };

for (const { of, module, code } of examplesOf()) {
  test(`${module}: ${of}`, () => {
    const answers: { said: string; is: unknown }[] = [];
    const names = Object.keys(modules[module]!);
    // The examples are code of this repository, read from its own comments.
    const run = new Function(...names, 'says', code) as (...given: unknown[]) => void;
    run(...Object.values(modules[module]!), (said: string, is: unknown) => answers.push({ said, is }));
    expect(answers.length).toBeGreaterThan(0);
    for (const { said, is } of answers) expect(plain(is)).toEqual(expectedOf(said));
  });
}

test('every function that is public has an example', () => {
  for (const [module, exported] of Object.entries(modules)) {
    const functions = Object.entries(exported).flatMap(([name, it]) => (typeof it === 'function' ? [name] : []));
    const shown = examplesOf().flatMap((example) => (example.module === module ? [example.of] : []));
    expect(functions.sort()).toEqual(shown.sort());
  }
});

/** Typed arrays as lists, numbers to ten digits: what an example writes down. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'number') return Number.isFinite(value) ? Number(value.toFixed(10)) + 0 : value;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  }
  return value;
}

function expectedOf(said: string): unknown {
  return (new Function(`return (${said});`) as () => unknown)();
}
