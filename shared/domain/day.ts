// Days of ISO dates and moments as they are written, the same in every place and time zone.
import { localDay } from './format.ts';
import { setting } from './setting.ts';
import { lazily } from './lazily.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** 14 December 2026, December 14, 2026 or 2026-12-14. */
export const dateStyles = ['dayMonthYear', 'monthDayYear', 'iso'] as const;
export type DateStyle = (typeof dateStyles)[number];

/** How the person in front of the screen reads dates; without a screen and for everybody: 14 December 2026. */
export const dateStyle = setting<DateStyle>('dayMonthYear');

function written(iso: string, letters: number, withYear = true): string {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  const name = (months[(month ?? 1) - 1] ?? '').slice(0, letters);
  const style = dateStyle.now();
  if (style === 'iso') return iso.slice(0, 10);
  if (style === 'monthDayYear') return `${name} ${day}${withYear ? `, ${year}` : ''}`;
  return `${day} ${name}${withYear ? ` ${year}` : ''}`;
}

/** "14 December 2026", of an ISO date or moment. */
export const dayText = (iso: string): string => written(iso, Infinity);

/** "14 Dec 2026", where there is little room. */
export const shortDayText = (iso: string): string => written(iso, 3);

const clock = lazily(() => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }));

/** "13:10", in the time of this computer. */
export const clockText = (moment: Date): string => clock().format(moment);

/** "14 Dec 2026, 13:10", in the time of this computer; without the year where it is known. */
export const momentText = (moment: Date, withYear = true): string =>
  `${written(localDay(moment), 3, withYear)}, ${clockText(moment)}`;
