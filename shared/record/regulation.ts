// Part H: where a record answers what regulators and auditors ask. Filled from the record; what it does not have is "not recorded".
// EU AI Act (Regulation 2024/1689), NIST AI RMF 1.0, SR 11-7. It is an index, not legal advice.
import type { DecisionRecord } from '../domain/record.ts';
import type { Section } from './section.ts';
import type { RecordWords } from './recordWords.ts';

const notRecorded = 'not recorded';
const or = (text: string) => (text === '' ? notRecorded : text);

export function regulationSection(record: DecisionRecord, words: RecordWords): Section {
  const { decision, results, stances, conditions, roles, seats } = record;
  const objects = stances.filter(({ stance }) => stance === 'objects').map(({ roleId }) => words.role(roleId));
  const musts = roles.flatMap((role) => role.requirements.filter(({ strength }) => strength === 'must'));
  const watched = conditions.filter(({ kind }) => kind === 'watch').map(({ what }) => what);
  const independent = seats.filter(({ builtACandidate }) => !builtACandidate).map(({ person }) => person);
  const withAnswer =
    decision.kind === 'defer'
      ? 'not yet: it was put off'
      : results.answer.length === 0
        ? 'the rule named nobody'
        : decision.candidateId !== null && results.answer.includes(decision.candidateId)
          ? `with the tool’s answer (${words.candidates(results.answer)})`
          : `against the tool’s answer (${words.candidates(results.answer)}): ${or(decision.override)}`;
  const accepted = stances
    .filter(({ stance, signedBy }) => signedBy !== '' && (stance === 'supports' || stance === 'livesWith'))
    .map(({ roleId }) => words.role(roleId));
  const rows: [string, string, string][] = [
    ['EU AI Act, art. 9', 'Residual risk accepted by', or(words.list(accepted))],
    ['EU AI Act, art. 11, Annex IV', 'Choices and trade-offs made', 'page 1, parts A to D'],
    ['EU AI Act, art. 12', 'Record of events', 'part G'],
    ['EU AI Act, art. 14', 'Who may stop it', or(decision.oversight)],
    ['EU AI Act, art. 14', 'Automation bias: decided', withAnswer],
    [
      'NIST AI RMF, MAP 1.5',
      'Risk tolerances',
      musts.length === 0
        ? notRecorded
        : words.list(
            musts.map(
              (must) =>
                `${words.metric(must.metricId).name} ${words.bound(must.metricId, must.comparator, must.bound)}`,
            ),
          ),
    ],
    ['NIST AI RMF, MEASURE 2', 'Evidence', 'parts C and E'],
    ['NIST AI RMF, MANAGE 1.1', 'Go or no-go', 'page 1'],
    ['NIST AI RMF, MANAGE 4.1', 'What is watched', or(words.list(watched))],
    ['SR 11-7', 'Effective challenge: built no candidate', or(words.list(independent))],
    ['SR 11-7', 'Objections', objects.length === 0 ? 'none' : words.list(objects)],
    [
      'SR 11-7',
      'Ongoing monitoring',
      decision.reviewBy === null ? notRecorded : `review by ${words.day(decision.reviewBy)}`,
    ],
  ];
  return {
    letter: 'H',
    title: 'Where regulators look',
    sentences: ['An index into this record, not legal advice.'],
    tables: [{ columns: [{ header: 'Text' }, { header: 'Asks for' }, { header: 'Here' }], rows }],
  };
}
