// For tests: a process that runs one statement without end, which nothing but killing it stops.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';

// Says in the private folder that it is about to begin.
fs.writeFileSync(path.join(process.argv[2] ?? '', 'running'), '');

new Database(':memory:')
  .prepare('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n')
  .get();
