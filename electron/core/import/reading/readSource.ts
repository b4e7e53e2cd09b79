// The entry point of reading: bytes of any format → a table and its preview. The content decides the format.
import { readFileSync, statSync } from 'node:fs';
import { Evidence } from '../evidence/evidence.ts';
import type { ReadRequest } from '../evidence/evidence.ts';
import { formatOf } from '../formats/index.ts';
import { assembleSource } from '../planning/assemble.ts';
import type { ReadProgress, ReadTable } from '../planning/parsedTable.ts';
import { checkSize } from '../text/decode.ts';

/**
 * Reads a file, text or folder of any known format.
 *
 * @throws ParleyError what the evidence and the formats throw: `badInput` with place and remedy, `tooLarge`.
 */
export async function readSource(request: ReadRequest, onProgress: ReadProgress = () => undefined): Promise<ReadTable> {
  const evidence = new Evidence(withBytes(request), onProgress);
  try {
    const format = await formatOf(evidence);
    const read = await format.read(evidence);
    onProgress(1, 'Read');
    if ('preview' in read) return read;
    return assembleSource(read, { fileName: request.fileName, sha256: evidence.sha256(), format: format.name });
  } finally {
    evidence.close();
  }
}

/** Reads what waits in a file; only here, so that nobody else holds it. @throws ParleyError `tooLarge` above 64 MB. */
function withBytes(request: ReadRequest): ReadRequest {
  const { from, fileName } = request;
  if (from === undefined) return request;
  checkSize(statSync(from).size, fileName);
  return { ...request, bytes: readFileSync(from) };
}
