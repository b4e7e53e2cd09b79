// What a person chose for this installation.
import { z } from 'zod';
import { preferences as chosen } from '../domain/preferences.ts';
import { task } from './define.ts';

export const preferences = {
  /** null: nobody has chosen anything here yet. */
  'preferences.get': task({}, chosen.nullable()),
  'preferences.set': task({ preferences: chosen }, z.null()),
};
