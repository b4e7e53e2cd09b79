// Moments as they are written in a column, read as numbers that grow with time.

const iso =
  /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const byDay =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[, ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?m\.?)?)?$/i;
const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?$/;

/** What a column of moments comes to: seconds since 1970 (of clock times: since midnight), NaN where a cell is no moment. */
export interface ReadTimes {
  seconds: number[];
  /** How many cells that are not blank are no moments. */
  odd: number;
  /** Days and months cannot be told apart: "03/04/2024", and no cell has a number above 12. */
  ambiguous: boolean;
}

/**
 * Reads ISO dates and times, "31.12.2024 18:05", "12/31/2024 6:05 PM", "18:05". Which number of "3/4/2024" is the month is told from
 * the other cells of the column; with dots the day stands first. Times without a zone are taken for UTC, so that they keep their order.
 * @param cells  a blank one is missing. O(cells).
 */
export function readTimes(cells: readonly string[]): ReadTimes {
  const days = cells.map((cell) => byDay.exec(cell.trim()));
  const firstIsDay = days.some((found) => found !== null && (Number(found[1]) > 12 || found[2] === '.'));
  const secondIsDay = days.some((found) => found !== null && Number(found[3]) > 12);
  const ambiguous = days.some((found) => found !== null) && firstIsDay === secondIsDay;
  let odd = 0;
  const seconds = cells.map((cell, k) => {
    const text = cell.trim();
    if (text === '') return NaN;
    const found = days[k];
    const time = found ? ofDay(found, secondIsDay) : ofIso(text);
    if (Number.isNaN(time)) odd++;
    return time;
  });
  return { seconds, odd, ambiguous };
}

/** What is said of such a column. */
export const timeInDoubt = (header: string): string =>
  `“${header}”: which number is the day and which the month cannot be told. Write dates as 2024-12-31 in the file.`;

function ofIso(text: string): number {
  const found = iso.exec(text);
  if (found) {
    const [, year, month, day = '1', hour = '0', minute = '0', second = '0', part = '', zone = ''] = found;
    const at = moment(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
    return at + (part === '' ? 0 : Number(`0.${part}`)) - zoneOf(zone);
  }
  const hours = clock.exec(text);
  if (!hours) return NaN;
  const [, hour, minute, second = '0', part = ''] = hours;
  const ok = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return ok
    ? Number(hour) * 3600 + Number(minute) * 60 + Number(second) + (part === '' ? 0 : Number(`0.${part}`))
    : NaN;
}

function ofDay(found: RegExpExecArray, secondIsDay: boolean): number {
  const [, first, , second, written = '', hour = '0', minute = '0', seconds = '0', half = ''] = found;
  const [day, month] = secondIsDay ? [second, first] : [first, second];
  const year = Number(written) + (written.length === 2 ? (Number(written) < 70 ? 2000 : 1900) : 0);
  const turned = half === '' ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return moment(year, Number(month), Number(day), turned, Number(minute), Number(seconds));
}

/** Seconds since 1970; NaN where there is no such day or hour. */
function moment(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDay || hour > 24 || minute > 59 || second > 60) return NaN;
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}

/** Seconds ahead of UTC. */
function zoneOf(zone: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!found) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3]) * 60);
}
