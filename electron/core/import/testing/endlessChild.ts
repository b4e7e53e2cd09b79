// For tests: a process that runs one statement without end, which nothing but killing it stops.
import Database from 'better-sqlite3';

new Database(':memory:')
  .prepare('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n')
  .get();
