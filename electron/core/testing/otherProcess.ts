// Entry of a second process for tests: opens a review with the whole core and says what came of it, one JSON line at a time.
//   hold FOLDER FILE     opens the review and keeps it open until killed
//   once FOLDER FILE     opens it, tries to change it, and ends
//   change FOLDER FILE   adds candidates one after the other, up to 200, and says the number of each when it is saved
//   write FOLDER FILE    the same without an end
//   keep FOLDER FILE     keeps prediction logs of 20,000 cases one after the other, and says the number of each when it is saved
//   record FOLDER FILE   records decisions one after the other, each superseding the last, and says the number of each when it is saved
//   vote FOLDER FILE     plays rounds one after the other, and says every ballot once it is sealed and every round once it is revealed
//   tear FOLDER FILE     dies in the middle of a transaction that has begun to reach the file
import Database from 'better-sqlite3';
import fs from 'node:fs';
import { testApp } from './host.ts';
import { record, shownNow } from './decided.ts';
import { keepLog } from './keptLog.ts';
import { playRounds } from './voting.ts';

const [mode, folder, file] = process.argv.slice(2) as [string, string, string];
// To a pipe, writing this way is done when the call returns: what was said before a kill was said.
const say = (value: unknown) => fs.writeSync(1, `${JSON.stringify(value)}\n`);

if (mode === 'tear') {
  const database = new Database(file);
  database.pragma('journal_mode = TRUNCATE');
  database.pragma('cache_size = 1');
  database.exec("BEGIN IMMEDIATE; UPDATE review SET title = 'half', note = hex(zeroblob(3000))");
  database.exec('UPDATE metric_column SET measured = zeroblob(800000)');
  process.kill(process.pid, 'SIGKILL');
}
const app = testApp(folder);
const opened = await app.openPath(file);
say(opened);
const { review } = opened;
if (mode === 'hold') setInterval(() => undefined, 1000);
if (mode === 'once') {
  say(await app.dispatch('review.describe', { review, title: 'By another', note: '' }));
  await app.close();
}
if (mode === 'change' || mode === 'write') {
  const limit = mode === 'write' ? Infinity : 200;
  const { names } = await app.call('review.catalog', { review });
  for (let n = names.length; n < names.length + limit; n++) {
    await app.call('candidates.add', { review, name: `candidate ${n}` });
    say(n);
  }
}
if (mode === 'keep') {
  const { logs } = (await app.call('review.get', { review })).settings;
  for (let n = logs.length; n < logs.length + 100; n++) {
    await keepLog(app.call, review, `log ${n}`, 5000);
    say(n);
  }
}
if (mode === 'record') {
  const { recorded, draft } = await app.call('decision.get', { review });
  if (draft) await app.call('decision.discard', { review });
  if (recorded.length === 0) say((await record(app.call, review)).number);
  for (let n = 0; n < 200; n++) {
    await app.call('decision.reopen', { review, by: 'Ana', why: '' });
    const shown = await shownNow(app.call, review, null);
    say((await app.call('decision.record', { review, by: 'Ana', shown })).number);
  }
}
if (mode === 'vote') await playRounds(app.call, review, say);
