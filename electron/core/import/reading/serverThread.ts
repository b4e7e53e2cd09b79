// Entry of the thread that asks a server: connects, asks, and makes a table of what comes.
import { createHash } from 'node:crypto';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { addressText, readAddress, serverTitle } from '../../connections/address.ts';
import { askHttp } from '../../connections/http.ts';
import { openSession } from '../../connections/open.ts';
import { usualLimits, type ServerSession } from '../../connections/session.ts';
import { Evidence, type AskedServer } from '../evidence/evidence.ts';
import { openServerPort } from '../evidence/serverPort.ts';
import { trackingServer } from '../evidence/trackingServer.ts';
import { formatOf } from '../formats/index.ts';
import { assembleSource } from '../planning/assemble.ts';
import type { ReadProgress } from '../planning/parsedTable.ts';
import { serverMark, type Answers, type ServerLook, type ServerOrder, type ServerSaid } from './server.ts';
import { serializeError } from './stoppable.ts';

/** In the caller's own thread: for the thread itself, and for tests. @throws ParleyError with a sentence. */
export async function askServerHere<W extends ServerOrder['what']>(
  { address: given, secret, options, what }: ServerOrder & { what: W },
  onProgress: ReadProgress = () => undefined,
  signal?: AbortSignal,
): Promise<Answers[W]> {
  const address = readAddress(given);
  const name = addressText(address);
  onProgress(0, `Connecting to ${address.host}`);
  let session: ServerSession | null = null;
  const stop = () => void session?.stop();
  signal?.addEventListener('abort', stop);
  try {
    let server: AskedServer;
    if (address.kind === 'mlflow') {
      const fetchText = (path: string, query: Readonly<Record<string, string>>, body: unknown) =>
        askHttp(address, secret, { path, query, body, signal }, usualLimits);
      server = { tracking: trackingServer(fetchText, name) };
    } else {
      session = await openSession(address, secret);
      server = { database: await openServerPort(session, name) };
    }
    onProgress(0.1, `Asking ${serverTitle[address.kind]}`);
    const evidence = new Evidence({ bytes: new Uint8Array(), fileName: name, options, server }, onProgress);
    const format = await formatOf(evidence);
    if (what === 'look') {
      const look: ServerLook = { format: format.name, choices: (await format.choices?.(evidence)) ?? [] };
      return look as Answers[W];
    }
    const source = await format.read(evidence);
    if ('preview' in source) throw new Error('A server gives columns, never a table of text.');
    onProgress(0.9, 'Making a table of it');
    const sha256 = createHash('sha256')
      .update(JSON.stringify(source.columns.map(({ header, cells }) => [header, cells])))
      .digest('hex');
    return assembleSource(source, { fileName: name, sha256, format: format.name }) as Answers[W];
  } catch (error) {
    if (signal?.aborted) throw new ParleyError('cancelled', 'Stopped; nothing was imported.');
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await session?.close();
  }
}

async function answerInThread(order: ServerOrder): Promise<void> {
  const port = parentPort!;
  const stopped = new AbortController();
  port.on('message', () => stopped.abort());
  const say = (said: ServerSaid) => port.postMessage(said);
  try {
    say({ ok: await askServerHere(order, (fraction, doing) => say({ progress: [fraction, doing] }), stopped.signal) });
  } catch (error) {
    if (error instanceof ParleyError) say({ error: serializeError(error) });
    else say({ crash: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    port.close();
  }
}

const given = workerData as { mark?: string; order: ServerOrder } | null;
if (!isMainThread && given?.mark === serverMark) await answerInThread(given.order);
