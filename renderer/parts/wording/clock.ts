// Moments of a meeting, in the time of this computer.
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** "30 Nov, 13:10", of an ISO time. */
export const clockDayText = (at: string): string => day.format(new Date(at));

/** "13:10", of an ISO time or a moment; '' for null. */
export const clockText = (at: string | Date | null): string => (at === null ? '' : time.format(new Date(at)));
