// POST /upload/PURPOSE: a file that a page hands over, written down as it comes. Answers with the name it has from then on.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatch, Receive } from '../../shared/contract/caller.ts';
import { mostUploaded, tooLargeToUpload, type UploadPurpose } from '../../shared/contract/uploads.ts';
import { refuse, sendPacked, type Identify } from './calls.ts';
import type { Prolong } from './limitedServer.ts';

const uploadPath = /^\/upload\/(\w{0,64})$/;

/** What a request hands a file over for, or undefined when it hands none over. */
export function uploadPurpose(request: IncomingMessage): UploadPurpose | undefined {
  const purpose = uploadPath.exec(request.url ?? '')?.[1];
  return purpose !== undefined && Object.hasOwn(mostUploaded, purpose) ? (purpose as UploadPurpose) : undefined;
}

/** Answers uploads. The promises reject only when the connection breaks off. */
export function answerUploads(receive: Receive, dispatch: Dispatch, identify: Identify) {
  return async (
    purpose: UploadPurpose,
    request: IncomingMessage,
    response: ServerResponse,
    prolong: Prolong,
  ): Promise<void> => {
    const caller = identify(request);
    if ('status' in caller) return refuse(response, caller);
    if (request.method !== 'POST') return refuse(response, { status: 405, sentence: 'Files are posted.' });
    const { headers } = request;
    if (headers['content-type'] !== 'application/octet-stream' || headers['content-encoding'] !== undefined) {
      return refuse(response, { status: 415, sentence: 'Files are sent as they are, not compressed.' });
    }
    const length = headers['content-length'];
    const size = length === undefined ? null : Number(length);
    if (size !== null && size > mostUploaded[purpose]) {
      return refuse(response, { status: 413, sentence: tooLargeToUpload(purpose) });
    }
    const answer = await receive({ purpose, size, pieces: piecesOf(request, prolong) }, caller);
    if (answer.ok && response.destroyed) {
      // Nobody is left who could name it.
      await dispatch('uploads.drop', { upload: answer.value }, caller);
      return;
    }
    // What has come too much is not read to its end.
    if (!request.complete) response.setHeader('Connection', 'close');
    sendPacked(response, answer);
  };
}

/** The body as it comes. Throws where the connection breaks off before its end. */
async function* piecesOf(request: IncomingMessage, prolong: Prolong): AsyncGenerator<Uint8Array> {
  // The socket must outlive an early end of this loop: the refusal is still to be sent over it.
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    prolong();
    yield piece as Uint8Array;
  }
}
