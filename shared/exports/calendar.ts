// The dates of a decision as a calendar file (iCalendar, RFC 5545), for whatever calendar people keep.
import ical, { type ICalCalendar } from 'ical-generator';

export interface Dates {
  /** UUID of the review, and the number of the decision: an event imported twice is one. */
  review: string;
  title: string;
  number: number;
  /** When it was recorded: ISO time. */
  recordedAt: string;
  /** What has to be done by when; without a date it is in no calendar. */
  conditions: readonly { id: number; what: string; owner: string; due: string | null }[];
  /** ISO date on which somebody looks again, or null. */
  reviewBy: string | null;
}

const prodId = { company: 'Parley', product: 'Decisions' };

/** A calendar with one whole day for each date of a decision; null where there is none. */
export function toCalendar(dates: Dates): string | null {
  const calendar = ical({ name: `${dates.title}, decision ${dates.number}`, prodId });
  addDates(calendar, dates);
  return calendar.length() === 0 ? null : calendar.toString();
}

/** The same of several decisions in one calendar. */
export function toCalendarOfAll(all: readonly Dates[]): string | null {
  const calendar = ical({ name: 'Decisions in Parley', prodId });
  for (const dates of all) addDates(calendar, dates);
  return calendar.length() === 0 ? null : calendar.toString();
}

function addDates(calendar: ICalCalendar, { review, title, number, recordedAt, conditions, reviewBy }: Dates): void {
  const add = (key: string, day: string, summary: string, description: string) =>
    calendar.createEvent({
      id: `${review}-${number}-${key}@parley`,
      start: new Date(`${day}T00:00:00Z`),
      allDay: true,
      summary,
      description,
      stamp: new Date(recordedAt),
    });
  for (const { id, what, owner, due } of conditions) {
    if (due !== null)
      add(`condition-${id}`, due, `${what} (${owner})`, `A condition of decision ${number} on “${title}”.`);
  }
  if (reviewBy !== null) {
    add(
      'review',
      reviewBy,
      `Look again: ${title}`,
      `Does decision ${number} still hold? It was to be looked at again today.`,
    );
  }
}
