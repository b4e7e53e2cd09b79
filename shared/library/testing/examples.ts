// The examples in the comments of the public functions, taken out so that they can run.
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface Example {
  /** The function that it is in the comment of. */
  of: string;
  module: 'parley/engine' | 'parley/measures';
  /** As it stands there. */
  source: string;
  /** JavaScript without its imports, in which every "expression; // → value" is handed to `says(value as text, expression)`. */
  code: string;
}

const library = fileURLToPath(new URL('..', import.meta.url));

export function examplesOf(): Example[] {
  return globSync(['engine/*.ts', 'measures/*.ts'], { cwd: library })
    .sort()
    .flatMap((path) => [...readFileSync(library + path, 'utf8').matchAll(EXAMPLE)].map(toExample));
}

/** A comment with one fenced example in it, and the function right behind. */
const EXAMPLE = /@example\n \* ```ts\n((?: \*.*\n)*?) \* ```\n \*\/\nexport function (\w+)/g;

function toExample([, lines = '', of = '']: RegExpMatchArray): Example {
  const source = lines.replaceAll(/^ \* ?/gm, '');
  const module = /from '(parley\/(?:engine|measures))'/.exec(source)?.[1] as Example['module'];
  const asked = source
    .replaceAll(/^import .*\n/gm, '')
    .replaceAll(/^(.*); \/\/ → (.*)$/gm, (_, expression: string, value: string) => {
      return `says(${JSON.stringify(value)}, ${expression});`;
    });
  return { of, module, source, code: stripTypeScriptTypes(asked) };
}
