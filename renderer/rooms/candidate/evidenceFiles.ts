// The files behind one candidate, each once: those its values were read from or measured on, the logs of its predictions,
// and importances that were attached to it.
import { countText } from '../../../shared/domain/format.ts';
import type { CellHistory, Source } from '../../../shared/domain/catalog.ts';
import type { Explanation } from '../../../shared/domain/explanation.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';

interface EvidenceFile {
  key: string;
  /** As it was brought in last. */
  source: Source;
  /** "8 values, 2 earlier values, the prediction log Visits". */
  says: string;
}

interface Said {
  source: Source;
  values: number;
  earlier: number;
  logs: string[];
  attached: string[];
}

/** The same bytes of the same name are one file, however often they were read. Latest first. O(values). */
export function evidenceFiles(
  cells: Iterable<CellHistory>,
  logs: readonly KeptLog[],
  explanations: readonly Pick<Explanation, 'method' | 'source'>[] = [],
): EvidenceFile[] {
  const files = new Map<string, Said>();
  const said = (source: Source): Said => {
    const key = JSON.stringify([source.kind, source.name, source.sha256]);
    const found = files.get(key);
    if (found === undefined) {
      const fresh = { source, values: 0, earlier: 0, logs: [], attached: [] };
      files.set(key, fresh);
      return fresh;
    }
    if (source.at > found.source.at) found.source = source;
    return found;
  };
  for (const { now, former } of cells) {
    if (now.source !== null && now.measured !== null) said(now.source).values++;
    for (const { source } of former) if (source !== null) said(source).earlier++;
  }
  for (const { name, source } of logs) said(source).logs.push(name);
  for (const { method, source } of explanations) said(source).attached.push(method);
  return [...files]
    .map(([key, { source, values, earlier, logs: names, attached }]) => ({
      key,
      source,
      says: [
        ...(values > 0 ? [countText(values, 'value')] : []),
        ...(earlier > 0 ? [countText(earlier, 'earlier value')] : []),
        ...names.map((name) => `the prediction log ${name}`),
        ...attached.map((method) => `attached importances: ${method}`),
      ].join(', '),
    }))
    .sort((a, b) => (a.source.at < b.source.at ? 1 : a.source.at > b.source.at ? -1 : a.key < b.key ? -1 : 1));
}
