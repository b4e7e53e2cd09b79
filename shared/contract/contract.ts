// The one table that describes all traffic. Hosts carry it; they do not interpret it.
import type { z } from 'zod';
import type { OperationKind } from './define.ts';
import { candidates } from './candidates.ts';
import { decisions } from './decisions.ts';
import { explanations } from './explanations.ts';
import { imports } from './imports.ts';
import { library } from './library.ts';
import { live } from './live.ts';
import { objectives } from './objectives.ts';
import { preferences } from './preferences.ts';
import { predictions } from './predictions.ts';
import { proposals } from './proposals.ts';
import { review } from './review.ts';
import { roles } from './roles.ts';
import { rounds } from './rounds.ts';
import { scenarios } from './scenarios.ts';
import { updates } from './updates.ts';
import { uploads } from './uploads.ts';
import { versions } from './versions.ts';

export const contract = {
  ...library,
  ...review,
  ...candidates,
  ...objectives,
  ...roles,
  ...scenarios,
  ...uploads,
  ...imports,
  ...predictions,
  ...explanations,
  ...decisions,
  ...rounds,
  ...live,
  ...proposals,
  ...preferences,
  ...updates,
  ...versions,
};

type Contract = typeof contract;
export type OpName = keyof Contract;
export type OpOf<K extends OperationKind> = {
  [N in OpName]: Contract[N]['kind'] extends K ? N : never;
}[OpName];
export type In<N extends OpName> = z.infer<Contract[N]['input']>;
export type Out<N extends OpName> = z.infer<Contract[N]['output']>;

/** Runs an operation. Rejects with a ParleyError where it is refused. */
export type Call = <N extends OpName>(name: N, input: In<N>) => Promise<Out<N>>;
