// npm start [-- FILE.parley]: the Electron app where it can run, otherwise the same app in a browser, saying why.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { ensureBuilt } from './build.ts';
import { displayProblem, obtainElectron } from './electronRuntime.ts';
import { onPath, root } from './paths.ts';

const invokedFrom = process.env['INIT_CWD'] ?? process.cwd();
const desktopOnly = process.argv.includes('--desktop');
const files = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('--'))
  .map((file) => resolve(invokedFrom, file));

const built = await ensureBuilt().catch((error: Error) => {
  console.error(`${error.message}\nThe sources do not build; nothing was started.`);
  process.exit(1);
});
if (built) console.log('Built dist/.');

const noDisplay = displayProblem();
const electron = noDisplay === null ? obtainElectron({ again: desktopOnly }) : { reason: noDisplay };

function run(command: string, args: string[]): void {
  const child = spawn(command, args, { stdio: 'inherit', cwd: root });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 1));
}

if ('executable' in electron) run(electron.executable, [root, ...files]);
else if (desktopOnly) {
  console.error(`The desktop app cannot run here: ${electron.reason}.`);
  process.exitCode = 1;
} else {
  console.log(`No desktop window here: ${electron.reason}. Serving the same app to a browser instead.`);
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const browsable = !process.env['CI'] && noDisplay !== 'this session has no display' && onPath(opener);
  const note = `Running in the browser, because ${electron.reason}.`;
  run(process.execPath, [
    `${root}dist/main/web.js`,
    `--note=${note}`,
    ...(browsable ? [`--open=${opener}`] : []),
    ...files,
  ]);
}
