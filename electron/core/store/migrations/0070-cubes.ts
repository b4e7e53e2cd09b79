// Format 70: cubes, logs of which counts are kept instead of rows. Frozen once released; imports nothing.
// - The cells of a cube are the entries of a log, so that everything that reads words of labels and groups reads them as it did; its
//   columns of counts and of squared weights stand as features. Where nothing is weighed, the counts stand as the weight: read by an
//   older Parley, a cube is a log of weighed rows, with the same rates.
// - Sources that are servers: how each was asked, so that it can be asked again. An older Parley shows such a source as a file.
export const version = 70;

export const sql = `
-- content: the cube as its file has it, JSON in UTF-8, packed by deflate. checksum: CRC-32 of it. digest: SHA-256 of what was counted.
-- rows: how many rows were read.
CREATE TABLE log_cube (
  log_id INTEGER PRIMARY KEY REFERENCES prediction_log (id),
  counts_place INTEGER NOT NULL,
  squares_place INTEGER,
  rows INTEGER NOT NULL CHECK (rows BETWEEN 1 AND 9007199254740991),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  checksum INTEGER NOT NULL CHECK (checksum BETWEEN 0 AND 4294967295),
  content BLOB NOT NULL,
  FOREIGN KEY (log_id, counts_place) REFERENCES log_column (log_id, place),
  FOREIGN KEY (log_id, squares_place) REFERENCES log_column (log_id, place)
) STRICT;

-- address: without any secret. choices: what was chosen there, as JSON with sorted keys. uses: what each column became, as JSON.
-- rows: how many came.
CREATE TABLE source_query (
  source_id INTEGER PRIMARY KEY REFERENCES source (id),
  address TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 2000),
  choices TEXT NOT NULL CHECK (json_type(choices) = 'object'),
  uses TEXT NOT NULL CHECK (json_type(uses) = 'array'),
  rows INTEGER NOT NULL CHECK (rows BETWEEN 0 AND 2147483647)
) STRICT;
CREATE INDEX source_query_asked ON source_query (address, choices);
`;
