// Builds the engine's kernels: shared/engine/kernels/assembly/ (AssemblyScript) to WebAssembly, as a module that every bundler, Node and
// the tests import alike. Importing this file is enough; it costs a hash where nothing has changed, and a few seconds where something has.
// build/run.mjs does so before any script of this folder, build/vitest.ts before the tests.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { root } from './paths.ts';

const folder = 'shared/engine/kernels/';
const entry = `${folder}assembly/index.ts`;
/** Not under version control. Its types are in wasm.d.ts beside it. */
const product = `${root}${folder}wasm.js`;

const options: readonly string[] = [
  '-O3',
  // Memory is taken from one end and given back all at once (assembly/memory.ts): no collector, nothing imported from the host.
  '--runtime',
  'stub',
  '--use',
  'abort=',
  // Indexes are the kernels' own, so a[i] is one load.
  '--uncheckedBehavior',
  'always',
  '--noAssert',
  '--enable',
  'simd',
];

/** The bytes that the sources give, the same on every machine. @throws Error with what the compiler says. */
export async function compileKernels(): Promise<Uint8Array> {
  const { main } = await import('assemblyscript/asc');
  let made: Uint8Array | undefined;
  const { error, stderr } = await main([entry, '--outFile', 'kernels.wasm', ...options], {
    readFile: (file) => (existsSync(root + file) ? readFileSync(root + file, 'utf8') : null),
    writeFile: (_file, bytes) => void (made = bytes as Uint8Array),
  });
  if (error || !made) throw new Error(`The kernels do not compile.\n${stderr.toString()}`);
  return made;
}

/** Of everything that the bytes depend on. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(`${folder}assembly/*.ts`, { cwd: root }).sort();
  for (const file of [...files, 'build/kernels.ts']) hash.update(`${file}\0`).update(readFileSync(root + file));
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: Record<string, { version: string } | undefined>;
  };
  for (const name of ['assemblyscript', 'binaryen']) hash.update(lock.packages[`node_modules/${name}`]?.version ?? '');
  return hash.digest('hex');
}

async function ensureKernels(): Promise<void> {
  const stamp = `// Made by build/kernels.ts from sources ${hashOfSources()}\n`;
  if (existsSync(product) && readFileSync(product, 'utf8').startsWith(stamp)) return;
  try {
    put(stamp, await compileKernels());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    // Only where somebody started a tool past build/run.mjs, which installs first.
    console.warn(
      'The kernels were not built: AssemblyScript is not installed. Run npm ci. The plain versions run until then.',
    );
    put('', new Uint8Array());
  }
}

/** Writes the module in one step: tests and builds may run at the same time. */
function put(stamp: string, bytes: Uint8Array): void {
  const whole = `${product}.${process.pid}`;
  writeFileSync(whole, `${stamp}export const wasm =\n  '${Buffer.from(bytes).toString('base64')}';\n`);
  renameSync(whole, product);
}

await ensureKernels();
