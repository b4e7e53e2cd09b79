// Moments of a meeting, in the time of this computer.
import { clockText as clock, momentText } from '../../../shared/domain/day.ts';

/** "30 Nov, 13:10", of an ISO time. */
export const clockDayText = (at: string): string => momentText(new Date(at), false);

/** "13:10", of an ISO time or a moment; '' for null. */
export const clockText = (at: string | Date | null): string => (at === null ? '' : clock(new Date(at)));
