// npm run pack:check: packs the desktop app around a stand-in of Electron's runtime, and looks at what came out: the files in the
// archive, the database's binding beside it, the fuses, the licences, the size, and whether the app starts from it.
//   --keep   writes the sizes down as those that the next run compares with
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import type { FromMain, ToMain } from '../e2e/shell/messages.ts';
import { decode, encode } from '../shared/contract/codec.ts';
import { ensureBuilt } from './build.ts';
import { makeElectronStandIn } from './electronStandIn.ts';
import { fuses, packDesktop } from './packDesktop.ts';
import { root } from './paths.ts';

const sizesFile = `${root}build/packedSizes.json`;
/** How much larger than last time a package may be before somebody has to look. */
const allowedGrowth = 1.1;

const faults: string[] = [];
function check(what: string, wrong: readonly string[]): void {
  console.log(`${wrong.length === 0 ? 'ok    ' : 'FAILED'} ${what}${wrong.map((one) => `\n         ${one}`).join('')}`);
  faults.push(...wrong);
}

/** What may be in the archive. The page's Brotli files may not: no browser asks this host for them. */
const mayBe = [
  /^(package\.json|LICENSE|dist\/THIRD-PARTY\.md|dist\/icon\.png|dist\/sample\/[\w-]+\.parley)$/,
  /^dist\/main\/[\w-]+\.c?js$/,
  /^dist\/renderer\/(?!.*\.(br|map)$)/,
  /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/.*\.js|prebuilds\/[\w-]+\.node)$/,
];
const mustBe = [
  'dist/main/desktop.js',
  'dist/main/preload.cjs',
  'dist/main/vetChild.js',
  'dist/main/readChild.js',
  'dist/main/countChild.js',
  'dist/main/engineThread.js',
  'dist/renderer/index.html',
  'dist/sample/restaurant-recommender.parley',
  'package.json',
  'LICENSE',
  'dist/THIRD-PARTY.md',
  'dist/icon.png',
  'node_modules/better-sqlite3/LICENSE',
];
/** The database's binding for this system. */
const binding = `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`;

function checkFiles(resources: string): void {
  const archive = join(resources, 'app.asar');
  const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));
  const folders = new Set(files.flatMap((path) => path.split('/').map((_, at, parts) => parts.slice(0, at).join('/'))));
  const alone = files.filter((path) => !folders.has(path));
  check(
    `only what runs is in the archive (${alone.length} files)`,
    alone.filter((path) => !mayBe.some((pattern) => pattern.test(path))).map((path) => `${path} is not needed`),
  );
  check(
    'what runs is in it, with its licences',
    mustBe.filter((path) => !alone.includes(path)).map((path) => `${path} is missing`),
  );
  const bindings = alone.filter((path) => path.endsWith('.node'));
  check(
    'the binding of this system alone, outside the archive where it can be loaded',
    bindings.join() === binding && existsSync(join(resources, 'app.asar.unpacked', binding))
      ? []
      : [`found: ${bindings.join()}`],
  );
}

async function checkFuses(executable: string): Promise<void> {
  const found = (await getCurrentFuseWire(executable)) as unknown as Record<string, number>;
  const wanted = Object.entries(fuses).map(([fuse, on]) => [fuse, on ? FuseState.ENABLE : FuseState.DISABLE] as const);
  const wrong = wanted.filter(([fuse, state]) => found[fuse] !== state);
  const all = Object.keys(found).filter((name) => /^\d+$/.test(name)).length === wanted.length;
  const named = wrong.map(([fuse]) => `${FuseV1Options[Number(fuse)]} is not as it should be`);
  const known = String(found['version']) === String(FuseVersion.V1) && all;
  check('every fuse is set', known ? named : ['the executable has other fuses than this check knows', ...named]);
}

/** Starts the main bundle from the archive's own files, and has it make a review. */
async function checkStart(archive: string, folder: string): Promise<void> {
  const app = join(folder, 'app');
  extractAll(archive, app);
  const child = fork(join(app, 'dist', 'main', 'desktop.js'), [], {
    cwd: folder,
    env: { ...process.env, PARLEY_DATA: join(folder, 'data'), PARLEY_LIBRARY: join(folder, 'library') },
    execArgv: ['--import', new URL('../e2e/shell/hook.ts', import.meta.url).href],
    serialization: 'advanced',
  });
  const tell = (message: ToMain) => child.send(message);
  const wrong = await new Promise<string[]>((resolve) => {
    child.once('exit', (code) => resolve([`the app ended with code ${code} before it answered`]));
    child.on('message', (message: FromMain) => {
      if (message.type === 'failed') resolve([message.message]);
      if (message.type === 'open') {
        const args = encode(['library.create', { title: 'From the archive' }, 'pack-check']);
        tell({ type: 'invoke', id: 1, window: 1, channel: 'call', args, origin: 'app://bundle', mainFrame: true });
      }
      // No page is there that could object.
      if (message.type === 'close') tell({ type: 'gone', window: message.window });
      if (message.type === 'answer') {
        const { ok, error } = decode(message.value as Uint8Array) as { ok: boolean; error?: { message: string } };
        resolve(ok ? [] : [error?.message ?? 'the app refused to make a review']);
      }
    });
  });
  check('the app starts from the archive and makes a review', wrong);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.connected) tell({ type: 'quit' });
  if (child.exitCode === null) await ended;
}

function checkSize(resources: string): void {
  const sizes: Record<string, number> = {
    'app.asar': statSync(join(resources, 'app.asar')).size,
    // Where it is missing, that has been said above.
    'database binding': statSync(join(resources, 'app.asar.unpacked', binding), { throwIfNoEntry: false })?.size ?? 0,
  };
  const last = existsSync(sizesFile) ? (JSON.parse(readFileSync(sizesFile, 'utf8')) as Record<string, number>) : {};
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
  const wrong: string[] = [];
  for (const [name, size] of Object.entries(sizes)) {
    const before = last[name];
    console.log(`       ${name}: ${kilobytes(size)}${before === undefined ? '' : `, last ${kilobytes(before)}`}`);
    if (before !== undefined && size > before * allowedGrowth) wrong.push(`${name} grew by more than a tenth`);
  }
  check('the size is about that of last time; --keep makes this one the last', wrong);
  if (process.argv.includes('--keep')) writeFileSync(sizesFile, `${JSON.stringify(sizes, null, 2)}\n`);
}

if (process.platform === 'linux') {
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'parley-pack-'));
  try {
    const runtime = join(folder, 'electron');
    await makeElectronStandIn(runtime);
    await packDesktop(join(folder, 'out'), runtime, false);
    const packed = join(folder, 'out', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
    const resources = join(packed, 'resources');
    checkFiles(resources);
    const texts = ['LICENSE.electron.txt', 'LICENSES.chromium.html'].filter((name) => !existsSync(join(packed, name)));
    check(
      'the licences of Electron and Chromium lie beside it',
      texts.map((name) => `${name} is missing`),
    );
    await checkFuses(join(packed, 'parley'));
    await checkStart(join(resources, 'app.asar'), folder);
    checkSize(resources);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exitCode = faults.length === 0 ? 0 : 1;
} else {
  console.error('The check packs for Linux, where its stand-in of Electron is made; run it there.');
  process.exitCode = 1;
}
