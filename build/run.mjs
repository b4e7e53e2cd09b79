// node build/run.mjs SCRIPT.ts [arguments]: makes a bare clone ready, then runs the script with the Node that the lock file
// names. This file alone must run on any Node from 20.19, and before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lockFile = `${root}package-lock.json`;
const stamp = `${root}node_modules/.parley-lock`;
const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`;

/** Whether npm's own record of node_modules names every package of the lock file at its version. */
function installedByHand(lock) {
  try {
    const installed = JSON.parse(readFileSync(`${root}node_modules/.package-lock.json`, 'utf8')).packages;
    return Object.entries(JSON.parse(lock).packages).every(
      ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

/** Where the lock file puts the packages that this system takes. */
const packagesFor = (lock) =>
  Object.entries(JSON.parse(lock).packages)
    .filter(
      ([path, { os, cpu, libc }]) =>
        path !== '' &&
        // Of binaries for either C library npm takes one.
        (libc ?? ['glibc']).includes('glibc') &&
        (os ?? process.platform).includes(process.platform) &&
        (cpu ?? process.arch).includes(process.arch),
    )
    .map(([path]) => path);

/**
 * Waits for npm, which says nothing for minutes, and says how many of the packages lie in node_modules: in one line that is written
 * over on a terminal, elsewhere in a line every 15 seconds. Answers with npm's exit code.
 */
function ended(npm, packages) {
  const start = Date.now();
  const terminal = process.stdout.isTTY === true;
  const tell = () => {
    const here = packages.filter((path) => existsSync(`${root}${path}/package.json`)).length;
    const seconds = Math.round((Date.now() - start) / 1000);
    const line = `  ${here} of ${packages.length} packages are here, ${seconds} s`;
    process.stdout.write(terminal ? `\r${line}` : `${line}\n`);
  };
  const clock = setInterval(tell, terminal ? 1_000 : 15_000);
  return new Promise((resolve) => {
    const end = (status) => {
      clearInterval(clock);
      if (terminal) process.stdout.write('\n');
      resolve(status);
    };
    npm.on('error', () => end(1));
    npm.on('exit', (code) => end(code ?? 1));
  });
}

async function install() {
  const lock = readFileSync(lockFile, 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  const known = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (known === hash && existsSync(node)) return;
  if (!existsSync(node) || !installedByHand(lock)) {
    console.log('Installing the packages named in package-lock.json (a minute or two, once).');
    const npm = process.env.npm_execpath;
    const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
    const status = await ended(
      spawn(command, [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
        shell: command === 'npm' && process.platform === 'win32',
      }),
      packagesFor(lock),
    );
    if (status !== 0 || !existsSync(node)) {
      console.error(
        'The packages could not be installed; npm says why above. Check the connection and run this again.',
      );
      process.exit(1);
    }
  }
  writeFileSync(stamp, hash);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Parley needs Node 20.19 or newer to start; this is ${process.version}.`);
  process.exit(1);
}
await install();
const [script = '', ...args] = process.argv.slice(2);
const kernels = new URL('kernels.ts', import.meta.url).href;
const child = spawn(node, ['--disable-warning=ExperimentalWarning', '--import', kernels, `${root}${script}`, ...args], {
  stdio: 'inherit',
  // The tools that the script starts by name are this project's, and so is their Node.
  env: {
    ...process.env,
    PATH: `${root}node_modules/node/bin${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
  },
});
// Ctrl-C reaches the child by itself; here it must only not end the parent first.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
