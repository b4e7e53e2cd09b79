// The one way from the renderer to the main side, typed by the contract.
import type { In, OpName, Out } from '../../shared/contract/contract.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import { mostUploaded, tooLargeToUpload, type UploadPurpose } from '../../shared/contract/uploads.ts';
import { lend, printToPdf, send, upload, type PaperSize } from './transport.ts';

export { client, door, follow, screen, screenAddress, shell, type MeetingDoor } from './transport.ts';

/**
 * Runs one operation of the contract.
 *
 * @throws ParleyError with the code, sentence and problems of the envelope. `unreachable` means there was no answer, so a
 *         command may or may not have been carried out: read the review again before repeating it.
 */
export async function call<N extends OpName>(name: N, input: In<N>): Promise<Out<N>> {
  const envelope = await send(name, input);
  if (envelope.ok) return envelope.value as Out<N>;
  const { code, message, problems, entry } = envelope.error;
  throw new ParleyError(code, message, problems, entry);
}

/** What an operation is given of a file: its bytes, or the name under which the host has it already. */
export interface HandedOver {
  bytes: Uint8Array;
  upload?: string;
}

/**
 * Makes a file ready for an operation. Where the host takes files as they come, nobody holds it whole.
 *
 * @throws ParleyError  `tooLarge` before anything is sent; `cancelled` on abort; what the host says.
 */
export async function handOver(purpose: UploadPurpose, file: File, signal?: AbortSignal): Promise<HandedOver> {
  // The host would break off the connection before it could say so.
  if (file.size > mostUploaded[purpose]) {
    throw new ParleyError('tooLarge', `“${file.name}” was not taken. ${tooLargeToUpload(purpose)}`);
  }
  if (purpose === 'log' && lend !== null) {
    const lent = await lend(file);
    if (!lent.ok) throw new ParleyError(lent.error.code, lent.error.message);
    return { bytes: new Uint8Array(), upload: lent.value };
  }
  if (upload === null) return { bytes: new Uint8Array(await file.arrayBuffer()) };
  const answer = await upload(purpose, file, signal);
  if (!answer.ok) throw new ParleyError(answer.error.code, answer.error.message);
  return { bytes: new Uint8Array(), upload: answer.value };
}

/** The paper that printers hold where the person lives, by the region of their language. */
const usualPaper = (): PaperSize =>
  ['US', 'CA', 'MX'].includes(new Intl.Locale(navigator.language).maximize().region ?? '') ? 'Letter' : 'A4';

/**
 * Saves the page as it prints as a PDF, where the person says: the path, or null when they changed their mind. null in place of the
 * function where the host leaves that to the browser's own print dialog.
 *
 * @throws ParleyError  as `call`.
 */
export const savePdf =
  printToPdf === null
    ? null
    : async (name: string, size: PaperSize = usualPaper()): Promise<string | null> => {
        const envelope = await printToPdf!(name, size);
        if (envelope.ok) return envelope.value;
        throw new ParleyError(envelope.error.code, envelope.error.message);
      };
