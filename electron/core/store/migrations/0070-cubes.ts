// Format 70: cubes, logs of which counts are kept instead of rows. Frozen once released; imports nothing.
// - The cells of a cube are the entries of a log, so that everything that reads words of labels and groups reads them as it did; its
//   columns of counts and of squared weights stand as features. Where nothing is weighed, the counts stand as the weight: read by an
//   older Parley, a cube is a log of weighed rows, with the same rates.
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
`;
