// Questions for a database that Parley does not reach: printed as texts that somebody runs there. Nothing can be asked first, so types
// and ranges are as they are said; every answer carries which question it answers, so that it is known again.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import { SCORE_BINS } from '../../../shared/domain/cubeParts.ts';
import { cellKeys, columnsOf, MOST_ENTRIES } from './counter.ts';
import { dialects, type Dialect } from './dialects.ts';
import type { Asked, Printed } from './order.ts';
import { cellsText, hasNumber, isPresent, scoresText, type Key, type WeightKey } from './questions.ts';

export interface PrintedQuestion {
  /** What its answers hold in their column "question". */
  id: string;
  about: string;
  text: string;
  /** Of scores: whose, and by which column of groups. null: cells. */
  scores: { candidate: number; group: number | null } | null;
  /** The columns of its answer, besides "question". */
  columns: string[];
}

/** All questions that make one cube: cells, and for every candidate with a score its scores by each column of groups. */
export function printedQuestions(asked: Asked, printed: Printed): PrintedQuestion[] {
  const dialect: Dialect = dialects[printed.dialect];
  const names = columnsOf(asked);
  const table = printed.table.map(dialect.identifier).join('.');
  const selected = names.map((name, k) => `${dialect.identifier(name)} AS k${k}`);
  const source = dialect.flat ? table : `(SELECT ${selected.join(', ')}\nFROM ${table}) AS r`;
  const numbers = new Set([...asked.candidates.map(({ score }) => score), asked.weight]);
  const keyOf = (name: string): Key => ({
    column: dialect.flat ? dialect.identifier(name) : `k${names.indexOf(name)}`,
    type: numbers.has(name) ? 'number' : 'other',
  });
  const weight: WeightKey | null =
    asked.weight === null ? null : { key: keyOf(asked.weight), asKey: false, wide: true };
  const mark = markOf(asked, printed);
  const constant = (id: string) => [`${dialect.literal(id)} AS question`];
  const cellsId = `cells ${mark}`;
  const keys = cellKeys(asked, keyOf, dialect);
  const cells: PrintedQuestion = {
    id: cellsId,
    about: 'cells of label, decisions and groups',
    text: cellsText(source, keys, weight, dialect, constant(cellsId)),
    scores: null,
    columns: [...keys.map((_, k) => `g${k}`), ...(weight === null ? [] : ['unweighed']), 'n', ...sumsOf(weight)],
  };
  if (!asked.scores) return [cells];
  const usable = usableText(asked, keyOf, dialect);
  const tables = asked.candidates.flatMap(({ name, score }, candidate) => {
    if (score === null) return [];
    return (asked.groups.length === 0 ? [null] : [...asked.groups.keys()]).map((group): PrintedQuestion => {
      const by = group === null ? '' : ` by ${group + 1}`;
      const id = `scores ${candidate + 1}${by} ${mark}`;
      const { exact, from, to } = printed;
      const text = scoresText(
        source,
        {
          score: keyOf(score),
          label: keyOf(asked.label),
          group: group === null ? null : keyOf(asked.groups[group]!),
          exact,
          from,
          to,
          weight,
          usable,
          most: MOST_ENTRIES,
        },
        dialect,
        constant(id),
      );
      const amounts = weight === null ? [] : [...sumsOf(weight), ...(exact ? [] : ['fws', 'fwss'])];
      return {
        id,
        about: `scores of ${name}${group === null ? '' : ` by ${asked.groups[group]!}`}`,
        text,
        scores: { candidate, group },
        columns: [
          'y',
          ...(group === null ? [] : ['g']),
          exact ? 's' : 'b',
          'lo',
          'hi',
          'n',
          ...(exact ? [] : ['fs', 'fss']),
          ...amounts,
        ],
      };
    });
  });
  return [cells, ...tables];
}

const sumsOf = (weight: WeightKey | null) => (weight === null ? [] : ['sw', 'sww']);

/** Which rows can be measured, told without knowing what the columns hold: as the words that come back are read. */
function usableText(asked: Asked, keyOf: (name: string) => Key, dialect: Dialect): string {
  const says = (name: string) => isPresent({ column: dialect.text(keyOf(name).column), type: 'text' }, dialect);
  return [
    says(asked.label),
    ...asked.candidates.flatMap(({ decision, score }) => [
      ...(decision === null ? [] : [says(decision)]),
      ...(score === null ? [] : [hasNumber(keyOf(score), dialect)]),
    ]),
    ...(asked.weight === null
      ? []
      : [`${hasNumber(keyOf(asked.weight), dialect)} AND ${keyOf(asked.weight).column} >= 0`]),
  ].join(' AND ');
}

/** Eight digits of what decides the texts: answers to other questions are told by them. */
function markOf({ label, candidates, groups, weight }: Asked, printed: Printed): string {
  const said = {
    label,
    candidates: candidates.map(({ decision, score, threshold }) => ({ decision, score, threshold })),
    groups,
    weight,
    ...printed,
  };
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(said)))).slice(0, 8);
}

/** What a name may be in a comment of one line. */
const inOneLine = (name: string) => name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 200);

/** The questions as a file of statements, with comments that say what to do. */
export function printedText(asked: Asked, printed: Printed): string {
  const questions = printedQuestions(asked, printed);
  const files = questions.map(({ scores }) =>
    scores === null
      ? 'cells.csv'
      : `scores-${scores.candidate + 1}${scores.group === null ? '' : `-by-${scores.group + 1}`}.csv`,
  );
  const count = questions.length;
  const asTold = printed.exact ? 'each different score by itself' : `in ${SCORE_BINS.toLocaleString('en')} bins`;
  const texts = questions.map(({ about, text, scores }, k) =>
    [
      `-- ${k + 1} of ${count}: ${inOneLine(about)}${scores === null ? '' : `, ${asTold}`}.`,
      `-- Save the whole answer as CSV with a header, or as Parquet: ${files[k]!}`,
      `${text};`,
      '',
    ].join('\n'),
  );
  return [
    `-- ${dialects[printed.dialect].title}. Ask all questions of the same rows.`,
    `-- Then: parley cube ${files.join(' ')} --results, with the other flags as they are here, and --out=FILE.cube.json`,
    '',
    ...texts,
  ].join('\n');
}
