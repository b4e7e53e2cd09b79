// Entry of the process that counts files: node child.ts FOLDER, with the order in it; says on the way how far it is, and leaves
// the answer there. Memory beyond what the engine accounts for is watched here: the engine works beside this thread.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { cubeOf } from '../../../shared/measures/log/cube.ts';
import { endNow } from '../processes/watchedThread.ts';
import { exchange, type CountProgressLine } from './count.ts';
import { countAnswers, countFiles, surveyFiles } from './duckdbSource.ts';
import type { ChildAnswer, ChildOrder } from './order.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: child FOLDER');
// Whoever asked may be gone by now; then there is nobody to tell.
process.stdout.on('error', endNow);
const order = JSON.parse(readFileSync(path.join(folder, exchange.order), 'utf8')) as ChildOrder;
const most = (order.limits.memoryMb + 1024) * 2 ** 20;
setInterval(() => {
  if (process.memoryUsage.rss() <= most) return;
  leave({
    ok: false,
    code: 'tooLarge',
    message: `Counting took more memory than the ${order.limits.memoryMb} MB that it may.`,
  });
  endNow();
}, 250).unref();

leave(await answer());
endNow();

async function answer(): Promise<ChildAnswer> {
  const say = (...line: CountProgressLine) => void process.stdout.write(`${JSON.stringify(line)}\n`);
  try {
    if (order.what === 'survey') return { ok: true, survey: await surveyFiles(order, say) };
    return {
      ok: true,
      cube: cubeOf(order.printed === null ? await countFiles(order, say) : await countAnswers(order)),
    };
  } catch (error) {
    if (error instanceof ParleyError) {
      const code = error.code === 'tooLarge' || error.code === 'refused' ? error.code : 'badInput';
      return { ok: false, code, message: error.message };
    }
    return {
      ok: false,
      code: 'internal',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

/** Written under another name first, so that a half-written answer is never read. */
function leave(said: ChildAnswer): void {
  const file = path.join(folder!, exchange.answer);
  writeFileSync(`${file}.part`, JSON.stringify(said), { mode: 0o600 });
  renameSync(`${file}.part`, file);
}
