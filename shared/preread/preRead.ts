// What a role reads before a round: the question, the ranges it votes on, the candidates as they were measured. Made of facts alone:
// of the roles it takes name and colour, so that nothing of a ballot can get in, nor an order that favours anybody.
import type { Catalog } from '../domain/catalog.ts';
import { countText, decimalsFor, formatCount, formatNumber } from '../domain/format.ts';
import type { Objective } from '../domain/objective.ts';
import { groupRuleNames, type Settings } from '../domain/review.ts';
import { aimText, swingText } from '../domain/swing.ts';
import { nondominated } from '../engine/fronts.ts';
import { toMatrix } from '../engine/matrix.ts';

/** As many rows of candidates as one reads on a sheet; where names take several lines there are fewer. */
const MOST_ROWS = 30;
/** A longer name loses its middle: names of one family differ at their ends. */
const MOST_LETTERS = 72;
/**
 * What a sheet holds, in millimetres of paper, on Letter as the lower of the two: room for the tables; a row without its lines, a line
 * of a name, and of a head; and letters in a line of each, on the safe side.
 */
const SHEET = { tables: 216, row: 2.2, line: 4.1, head: 3.8, nameLetters: 32, headLetters: 9 };
/** As many columns of values as one table holds; more objectives take a second table below. */
const MOST_COLUMNS = 6;

/** What is said of the meeting. */
export interface PreReadMeeting {
  question: string;
  /** Who answers for the decision. */
  owner: string;
  facilitator: string;
  minutes: number;
  /** The round that is voted on next, or now. */
  round: number;
  incumbentCounts: boolean;
}

/** Who speaks for a role. */
interface PreReadSeat {
  roleId: number;
  person: string;
}

export interface PreReadTable {
  headers: string[];
  rows: { name: string; inUse: boolean; values: string[] }[];
}

export interface PreRead {
  title: string;
  meeting: PreReadMeeting;
  rule: string;
  roles: { id: number; name: string; colour: string; people: string }[];
  objectives: { name: string; range: string; better: string; confirmedBy: string }[];
  /** One for every six objectives; the same candidates in each. */
  tables: PreReadTable[];
  /** Which candidates these are. */
  shown: string;
  /** Whether keeping the model in use is an answer; '' where none is marked. */
  inUse: string;
}

const betterWords: Readonly<Record<Objective['direction'], string>> = {
  max: 'higher',
  min: 'lower',
  target: 'at the target',
};

const collator = new Intl.Collator('en', { numeric: true });

/**
 * O(candidates × objectives), and the front where there are more candidates than a sheet holds.
 *
 * @param confirmedBy  who stands behind the range of an objective; '' where nobody does.
 */
export function preReadOf(
  settings: Settings,
  catalog: Catalog,
  meeting: PreReadMeeting,
  seats: readonly PreReadSeat[],
  confirmedBy: (objectiveId: number) => string,
): PreRead {
  const unitOf = new Map(settings.metrics.map(({ id, unit }) => [id, unit]));
  const { objectives } = settings;
  const columns = objectives.map(({ name, metricId }) => {
    const measured = catalog.columns.find((column) => column.metricId === metricId)?.measured;
    const decimals = measured ? decimalsFor(measured) : 0;
    const unit = unitOf.get(metricId) ?? '';
    const valueAt = (i: number) => {
      const value = measured?.[i] ?? NaN;
      return Number.isNaN(value) ? '–' : formatNumber(value, decimals);
    };
    return { header: unit === '' ? name : `${name}, ${unit}`, valueAt };
  });
  const { places, shown } = candidatesShown(
    settings,
    catalog,
    columns.map(({ header }) => header),
  );
  const tables: PreReadTable[] = [];
  for (let at = 0; at < columns.length; at += MOST_COLUMNS) {
    const part = columns.slice(at, at + MOST_COLUMNS);
    tables.push({
      headers: part.map(({ header }) => header),
      rows: places.map((i) => ({
        name: shortened(catalog.names[i]!),
        inUse: catalog.candidateIds[i] === settings.incumbentId,
        values: part.map(({ valueAt }) => valueAt(i)),
      })),
    });
  }
  return {
    title: settings.title,
    meeting,
    rule: groupRuleNames[settings.groupRule],
    roles: settings.roles.map(({ id, name, colour }) => ({
      id,
      name,
      colour,
      people: seats
        .filter(({ roleId }) => roleId === id)
        .map(({ person }) => person)
        .join(' and '),
    })),
    objectives: objectives.map((objective) => ({
      name: shortened(objective.name),
      range: rangeText(objective, unitOf.get(objective.metricId) ?? ''),
      better: betterWords[objective.direction],
      confirmedBy: confirmedBy(objective.id),
    })),
    tables,
    shown,
    inUse: inUseText(settings, catalog, meeting.incumbentCounts),
  };
}

/** "from 60 to 5 ms"; where both ends are bad also what that means. */
function rangeText(objective: Objective, unit: string): string {
  const aim = aimText(objective, unit);
  return aim === '' ? swingText(objective, unit) : `${swingText(objective, unit)}: ${aim}`;
}

function inUseText({ incumbentId }: Settings, { candidateIds, names }: Catalog, counts: boolean): string {
  const name = incumbentId === null ? undefined : names[candidateIds.indexOf(incumbentId)];
  if (name === undefined) return '';
  return counts
    ? `${name} is in use today, and keeping it is one of the answers.`
    : `${name} is in use today. It stands here to compare with: keeping it is no answer of this meeting.`;
}

/**
 * All candidates by name; of more than a sheet holds, those that no other candidate beats on every objective, which is a fact and no
 * ranking; of more than that, the first by name.
 *
 * @param headers  of the columns, for the room that they take.
 */
function candidatesShown(
  settings: Settings,
  catalog: Catalog,
  headers: readonly string[],
): { places: number[]; shown: string } {
  const { names } = catalog;
  const byName = (places: number[]) => places.sort((a, b) => collator.compare(names[a]!, names[b]!));
  const all = byName(names.map((_, i) => i));
  const total = countText(names.length, 'candidate');
  if (fitting(all, names, headers) === all.length)
    return { places: all, shown: `${total}, by name. A dash is a value that was not measured.` };
  const matrix = toMatrix({ settings, catalog });
  const front = nondominated(matrix, matrix.complete);
  const onFront = all.filter((i) => front[i] === 1);
  const unbeaten = `${countText(onFront.length, 'candidate')} of ${formatCount(names.length)} that no other beats on every objective`;
  // The model in use is there to be compared with, also where another beats it.
  const inUse = all.filter((i) => catalog.candidateIds[i] === settings.incumbentId && front[i] !== 1);
  const most = fitting([...inUse, ...onFront], names, headers) - inUse.length;
  const which = onFront.length <= most ? `The ${unbeaten}` : `The first ${most} by name of the ${unbeaten}`;
  const also = inUse.length === 0 ? '' : ', and the model in use';
  return {
    places: byName([...onFront.slice(0, most), ...inUse]),
    shown: `${which}${also}, by name. All of them stand in the review. A dash is a value that was not measured.`,
  };
}

/** How many of these candidates, in their order, one sheet holds: each stands in every table. At least one. */
function fitting(places: readonly number[], names: readonly string[], headers: readonly string[]): number {
  const tables = Math.max(1, Math.ceil(headers.length / MOST_COLUMNS));
  let room = SHEET.tables;
  for (let at = 0; at < headers.length; at += MOST_COLUMNS) {
    const lines = headers.slice(at, at + MOST_COLUMNS).map((header) => Math.ceil(header.length / SHEET.headLetters));
    room -= 2 * SHEET.row + SHEET.head * Math.max(...lines);
  }
  let count = 0;
  for (const i of places) {
    const lines = Math.ceil(shortened(names[i]!).length / SHEET.nameLetters);
    room -= tables * (SHEET.row + SHEET.line * lines);
    if (count > 0 && (room < 0 || count === MOST_ROWS)) break;
    count += 1;
  }
  return count;
}

function shortened(name: string): string {
  if (name.length <= MOST_LETTERS) return name;
  const half = Math.floor((MOST_LETTERS - 1) / 2);
  return `${name.slice(0, half).trimEnd()}…${name.slice(-half).trimStart()}`;
}
