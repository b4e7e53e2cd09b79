// Entry of a process for tests that keeps records of an installation together with others: node otherRecords.ts FOLDER NAME COUNT
// notes COUNT reviews and COUNT columns of its own, and writes one shared file COUNT times.
import path from 'node:path';
import { ColumnMemory } from '../installation/columnMemory.ts';
import { writeWhole } from '../installation/files.ts';
import { Recents } from '../installation/recents.ts';

const [folder, name, count] = process.argv.slice(2) as [string, string, string];
const recents = new Recents(path.join(folder, 'recent.json'), folder);
const columns = new ColumnMemory(path.join(folder, 'columns.json'));
for (let i = 0; i < Number(count); i++) {
  recents.note(path.join(folder, `${name} ${i}.parley`), `${name} ${i}`, new Date().toISOString());
  columns.note([{ header: `${name} ${i}`, answer: { unit: name } }]);
  writeWhole(path.join(folder, 'shared'), name.repeat(10_000));
}
