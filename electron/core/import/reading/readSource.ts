// The entry point of reading: bytes of any format → a table and its preview. The content decides the format.
import { Evidence } from '../evidence/evidence.ts';
import type { ReadRequest } from '../evidence/evidence.ts';
import { formatOf } from '../formats/index.ts';
import { assembleSource } from '../planning/assemble.ts';
import type { ReadProgress, ReadTable } from '../planning/parsedTable.ts';

/**
 * Reads a file, text or folder of any known format.
 *
 * @throws ParleyError what the evidence and the formats throw: `badInput` with place and remedy, `tooLarge`.
 */
export async function readSource(request: ReadRequest, onProgress: ReadProgress = () => undefined): Promise<ReadTable> {
  const evidence = new Evidence(request, onProgress);
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
