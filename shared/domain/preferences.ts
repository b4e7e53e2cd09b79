// What a person chose for this installation: how Parley looks and reads here. Nothing of it is part of a review.
import { z } from 'zod';
import { dateStyles } from './day.ts';
import { numberStyles } from './format.ts';
import { setting } from './setting.ts';

/** From how many cases on a group decides, as it is proposed where nobody has said otherwise. */
export const smallestGroup = setting(30);

export const themes = ['system', 'light', 'dark'] as const;
export const textSizes = ['normal', 'large', 'largest'] as const;
export const motions = ['system', 'reduced'] as const;

export const preferences = z.object({
  theme: z.enum(themes).default('system').catch('system'),
  numbers: z.enum(numberStyles).default('commaPoint').catch('commaPoint'),
  dates: z.enum(dateStyles).default('dayMonthYear').catch('dayMonthYear'),
  textSize: z.enum(textSizes).default('normal').catch('normal'),
  motion: z.enum(motions).default('system').catch('system'),
  /** See `smallestGroup`. Each log keeps its own, in the review. */
  smallestGroup: z.int().min(1).max(1_000_000).default(30).catch(30),
  /** Whether Parley may ask once a day for releases that fix security faults. */
  securityUpdates: z.boolean().default(false).catch(false),
});
export type Preferences = z.infer<typeof preferences>;

/** Whatever was kept, as far as it can be read; the rest is as nobody has chosen. */
export const readPreferences = (kept: unknown): Preferences =>
  preferences.parse(typeof kept === 'object' && kept !== null ? kept : {});
