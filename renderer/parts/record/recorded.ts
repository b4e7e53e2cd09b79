// A recorded decision as a document and as a file: the same for whoever leads and for everybody who joined.
import type { Out } from '../../../shared/contract/contract.ts';
import { documentOf, type RecordDocument } from '../../../shared/record/document.ts';
import { toHtml } from '../../../shared/record/html.ts';
import { toExport, type RecordExport } from '../../../shared/record/json.ts';
import { fontBase64 } from '../exporting/drawing.ts';

type RecordedWhole = Out<'decision.record.get'>;

export const recordDocument = ({ record, digest, head, trail, receipt }: RecordedWhole): RecordDocument =>
  documentOf({ record, digest, head, trail, receipt });

export const recordExport = ({ record, digest, head, trail }: RecordedWhole): RecordExport =>
  toExport(record, digest, head, trail);

/** The record as one HTML file that needs nothing else. */
export async function recordHtml(whole: RecordedWhole): Promise<string> {
  return toHtml(recordDocument(whole), recordExport(whole), await fontBase64());
}
