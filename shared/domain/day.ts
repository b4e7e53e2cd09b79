// Days of ISO dates and moments as they are written, the same in every place and time zone.

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

/** "14 December 2026", of an ISO date or moment. */
export function dayText(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}

/** "14 Dec 2026", where there is little room. */
export function shortDayText(iso: string): string {
  return dayText(iso).replace(/(?<=\s\p{L}{3})\p{L}+/u, '');
}
