// What whoever calls a command says beforehand of a table, since nobody can be asked: the flags of rank and check.
import type { MixtureMeaning, ZeroMeaning } from '../../shared/contract/imports.ts';

/** null: not said, so that a table that leaves the question open is refused. */
export interface TableAnswers {
  /** What a 0 means among positive costs, times and sizes. */
  zeros: ZeroMeaning | null;
  /** What numbers of another kind than the rest of their column are: fractions beside per cent, or without the unit of the others. */
  mixed: MixtureMeaning | null;
  /** What to do with a cell of a metric that is no number. */
  unreadable: 'missing' | null;
  /** What a metric of the review is whose values the table has otherwise: the same measurement, or another one kept beside it. */
  existing: 'update' | 'separate' | null;
  /** What to read of a source that holds several things, by what it is called: ["study", "long"]. */
  choose: readonly (readonly [what: string, which: string])[];
}

export const nothingSaid: TableAnswers = { zeros: null, mixed: null, unreadable: null, existing: null, choose: [] };

/**
 * The flags as answers.
 *
 * @throws Error naming the flag whose value is not one of its words.
 */
export function tableAnswers(
  flags: Record<'zeros' | 'mixed' | 'unreadable' | 'existing', string | undefined>,
  choose: readonly string[] = [],
): TableAnswers {
  const one = <W extends string>(flag: keyof typeof flags, words: readonly W[]): W | null => {
    const said = flags[flag];
    if (said === undefined) return null;
    const word = words.find((known) => known === said);
    if (word === undefined) throw new Error(`--${flag} is ${words.join(' or ')}.`);
    return word;
  };
  return {
    zeros: one('zeros', ['measured', 'unknown']),
    mixed: one('mixed', ['converted', 'same', 'missing']),
    unreadable: one('unreadable', ['missing']),
    existing: one('existing', ['update', 'separate']),
    choose: choose.map((said) => {
      const [, what = '', which = ''] = /^([^=]+)=(.+)$/s.exec(said) ?? [];
      if (what === '')
        throw new Error(`--choose=${said}: write what is chosen and which, as in --choose='study=nightly'.`);
      return [what.trim(), which.trim()] as const;
    }),
  };
}
