// The agenda of a meeting as its steps, and where it is in them. Nothing here depends on what is in a ballot, nor on who is late.
import type { Out } from '../../../shared/contract/contract.ts';
import { goingRound, lastRevealed } from '../../state/roundViews.ts';
import { votedText } from './votedText.ts';

interface AgendaStep {
  name: string;
  text: string;
  at: 'done' | 'now' | 'later';
}

/** @param owner who answers for the decision; '' where that is not said here. */
export function agendaSteps(got: Pick<Out<'round.get'>, 'rounds'>, owner: string): AgendaStep[] {
  const going = goingRound(got);
  const revealed = lastRevealed(got);
  const number = going?.number ?? revealed?.number ?? (got.rounds.at(-1)?.number ?? 0) + 1;
  const now = going === null ? (revealed === null ? 0 : 4) : going.state === 'open' ? 1 : 2;
  const counts = going?.counts ?? null;
  const steps = [
    {
      name: 'Question and ranges',
      text: owner === '' ? 'agreed before anybody votes' : `${owner} answers for the decision`,
    },
    {
      name: `Round ${number}: sealed ballots`,
      text: counts ? votedText(counts) : '',
    },
    { name: 'Opening the ballots', text: 'each role with its six words' },
    { name: 'Reveal', text: 'all ballots at once' },
    { name: 'The gaps that change the answer', text: 'at most two' },
    { name: `Round ${number + 1}, if anything moved`, text: 'or straight to the decision' },
    { name: 'Decide', text: 'stances, conditions, record' },
  ];
  return steps.map((step, index) => ({ ...step, at: index < now ? 'done' : index === now ? 'now' : 'later' }));
}

/** Whole minutes since a time, never negative. */
export const minutesSince = (at: string, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / 60_000));
