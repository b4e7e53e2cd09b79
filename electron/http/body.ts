// Reads the body of a call: MessagePack, within its limit, not compressed.
import type { IncomingMessage } from 'node:http';
import { contentType, decode } from '../../shared/contract/codec.ts';
import type { OpName } from '../../shared/contract/contract.ts';
import type { Refusal } from './gates.ts';

const mb = 1024 * 1024;
/** Operations that carry the files of a folder, or columns as long as a prediction log, with the largest file and a little around it, in bytes. */
const uploads: ReadonlyMap<string, number> = new Map<OpName, number>([
  ['imports.read', 65 * mb],
  ['predictions.addCandidates', 65 * mb],
]);

const tooLarge: Refusal = { status: 413, sentence: 'The request is larger than this server takes.' };

/** The largest body of a call that the owner makes, in bytes. */
export const ownersLimit = (name: string): number => uploads.get(name) ?? mb;

/**
 * The decoded body, or why it is refused. Never holds more than the limit in memory.
 *
 * @param most bytes.
 */
export async function readBody(request: IncomingMessage, most: number): Promise<{ input: unknown } | Refusal> {
  const { headers } = request;
  if (headers['content-type'] !== contentType || headers['content-encoding'] !== undefined)
    return { status: 415, sentence: `Calls are sent as ${contentType}, not compressed.` };
  if (Number(headers['content-length'] ?? 0) > most) return tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  // The socket must outlive an early end of this loop: the refusal is still to be sent over it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > most) return tooLarge;
    chunks.push(chunk);
  }
  try {
    return { input: decode(Buffer.concat(chunks, size)) };
  } catch {
    return { status: 400, sentence: 'The body is not readable MessagePack.' };
  }
}
