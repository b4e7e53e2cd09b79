// For tests: a process that runs one statement without end, which nothing but killing it stops.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import type { ReadOrder } from '../reading/process.ts';

// Says in the private folder that it is about to begin.
const { folder } = JSON.parse(process.argv[2] ?? '') as ReadOrder;
fs.writeFileSync(path.join(folder, 'running'), '');

new Database(':memory:')
  .prepare('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n')
  .get();
