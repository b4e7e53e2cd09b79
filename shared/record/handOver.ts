// Text for the people who run the model: the section of a Hugging Face model card, and the commands that would set MLflow's alias
// and tags. Text to copy; Parley runs none of it.
import type { DecisionRecord } from '../domain/record.ts';
import { countText } from '../domain/format.ts';
import { documentOf } from './document.ts';
import { inCell } from './markdown.ts';
import { RecordWords } from './recordWords.ts';

/** A Markdown section for the README.md of the chosen model. */
export function modelCardSection(record: DecisionRecord, digest: string): string {
  const document = documentOf({ record, digest, head: null, trail: [], receipt: null });
  const words = new RecordWords(record);
  const chosen = record.decision.candidateId;
  const measured =
    chosen === null
      ? []
      : record.objectives.map(
          ({ name, metricId }) =>
            `| ${inCell(name)} | ${inCell(words.measure(metricId, words.cited(chosen, metricId)))} |`,
        );
  const lines = [
    '## Model selection',
    '',
    `${inCell(document.decision)} ${inCell(record.meeting.question)}`,
    '',
    `Decided on ${words.day(record.recordedAt)} by ${inCell(record.meeting.owner)} among ${countText(record.candidateCount, 'candidate')}; record \`${digest.slice(0, 16)}\`.`,
    ...(measured.length === 0 ? [] : ['', '| Objective | Measured |', '| --- | --- |', ...measured]),
    ...(document.objections.length === 0
      ? []
      : ['', ...document.objections.map(({ role, words: said }) => `${inCell(role)} objected: “${inCell(said)}”`)]),
    ...(document.conditions.length === 0
      ? []
      : ['', ...document.conditions.map(({ kind, what, owner }) => `- ${kind}: ${inCell(what)} (${inCell(owner)})`)]),
    ...(document.then.length === 0 ? [] : ['', document.then.map(inCell).join(' ')]),
  ];
  return `${lines.join('\n')}\n`;
}

/** One argument of a POSIX shell, whatever is in it. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Commands for a machine with MLflow's client. Names of models and versions are for the reader to fill in: a review does not know
 * them.
 */
export function mlflowCommands(record: DecisionRecord, digest: string): string {
  const chosen = record.candidates.find(({ id }) => id === record.decision.candidateId)?.name ?? '';
  const document = documentOf({ record, digest, head: null, trail: [], receipt: null });
  const script = [
    'import sys',
    'from mlflow import MlflowClient',
    'name, version, candidate, decision, digest, review_by = sys.argv[1:]',
    'client = MlflowClient()',
    'client.set_registered_model_alias(name, "champion", version)',
    'for key, value in {"parley.candidate": candidate, "parley.decision": decision, "parley.record": digest, "parley.review_by": review_by}.items():',
    '    client.set_model_version_tag(name, version, key, value)',
  ].join('\n');
  return [
    'MODEL=   # the name in the registry',
    'VERSION= # its version',
    `python -c ${quoted(script)} "$MODEL" "$VERSION" ${[chosen, document.decision, digest, record.decision.reviewBy ?? ''].map(quoted).join(' ')}`,
    '',
  ].join('\n');
}
