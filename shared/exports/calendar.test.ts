// Dates of a decision as calendars read them.
import { describe, expect, it } from 'vitest';
import { toCalendar, toCalendarOfAll, type Dates } from './calendar.ts';

const dates: Dates = {
  review: '2b0f4c6e-0000-4000-8000-000000000001',
  title: 'Restaurant recommender',
  number: 2,
  recordedAt: '2026-11-30T12:00:00.000Z',
  conditions: [
    { id: 7, what: 'Rehearse the roll-back; twice, at night', owner: 'Ana', due: '2027-01-05' },
    { id: 8, what: 'Watch the latency', owner: 'Ben', due: null },
  ],
  reviewBy: '2027-02-28',
};
/** Long lines are folded with a line break and a blank. */
const lines = (text: string | null) => (text ?? '').replaceAll('\r\n ', '').split('\r\n');

describe('the calendar of a decision', () => {
  it('has a whole day for each date, and none for what has no date', () => {
    const calendar = lines(toCalendar(dates));
    expect(calendar.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
    expect(calendar).toContain('DTSTART;VALUE=DATE:20270105');
    expect(calendar).toContain('SUMMARY:Rehearse the roll-back\\; twice\\, at night (Ana)');
    expect(calendar).toContain('DTSTART;VALUE=DATE:20270228');
    expect(calendar).toContain('SUMMARY:Look again: Restaurant recommender');
    expect(calendar.join('\n')).not.toContain('latency');
  });

  it('names each event the same each time, so that it is not entered twice', () => {
    const ids = lines(toCalendar(dates)).filter((line) => line.startsWith('UID:'));
    expect(ids).toEqual([`UID:${dates.review}-2-condition-7@parley`, `UID:${dates.review}-2-review@parley`]);
    expect(toCalendar(dates)).toBe(toCalendar(dates));
  });

  it('is the same day wherever it is made', () => {
    const before = process.env['TZ'];
    try {
      for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
        process.env['TZ'] = zone;
        expect(lines(toCalendar(dates))).toContain('DTSTART;VALUE=DATE:20270105');
      }
    } finally {
      process.env['TZ'] = before;
    }
  });

  it('is none without dates', () => {
    expect(toCalendar({ ...dates, conditions: [], reviewBy: null })).toBeNull();
  });
});

it('has the dates of several decisions in one calendar, and none where nothing has one', () => {
  const other = { ...dates, review: '2b0f4c6e-0000-4000-8000-000000000002', title: 'Search', conditions: [] };
  const calendar = lines(toCalendarOfAll([dates, other]));
  expect(calendar.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(3);
  expect(calendar).toContain('SUMMARY:Look again: Search');
  expect(new Set(calendar.filter((line) => line.startsWith('UID:'))).size).toBe(3);
  expect(toCalendarOfAll([{ ...other, reviewBy: null }])).toBe(null);
});
