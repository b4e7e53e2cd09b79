// The proposals of the open review as the host last said, and the dialog that is open about one of them.
import { call } from '../client/client.ts';
import type { In, Out } from '../../shared/contract/contract.ts';
import type { Proposal, ProposalChange } from '../../shared/domain/proposal.ts';
import type { Notices } from './notices.svelte.ts';
import type { ReviewState } from './review.svelte.ts';

/** A proposal that is being written. */
export interface ProposalDraft {
  /** Who asks and who answers; null is the table as a whole. */
  fromRoleId: number | null;
  toRoleId: number | null;
  /** null: what is proposed is still to be chosen. */
  change: ProposalChange | null;
  reason: string;
  /** The proposal that it answers, or null. */
  counters: Proposal | null;
}

/** What is being said to an open proposal. */
export interface ProposalReply {
  proposal: Proposal;
  reply: 'accepted' | 'declined' | 'withdrawn';
}

/** Whoever uses this page: leads the meeting and takes down what anybody says, speaks for one role under one name, or looks on. */
type ProposalVoice = 'leads' | 'looksOn' | { roleId: number; name: string };

export class Proposals {
  readonly voice: ProposalVoice;
  readonly #review: ReviewState;
  readonly #notices: Notices;
  /** Oldest first. */
  all = $state.raw<readonly Proposal[]>([]);
  #speakers = $state.raw<Out<'proposals.list'>['speakers']>([]);
  draft = $state.raw<ProposalDraft | null>(null);
  replying = $state.raw<ProposalReply | null>(null);
  #asked = 0;

  constructor(review: ReviewState, notices: Notices, voice: ProposalVoice = 'leads') {
    this.voice = voice;
    this.#review = review;
    this.#notices = notices;
  }

  /** Fetches them, and who speaks for whom. What comes late is dropped. */
  async load(): Promise<void> {
    const asked = ++this.#asked;
    const { handle } = this.#review;
    try {
      const { proposals, speakers } = await call('proposals.list', { review: handle });
      if (asked !== this.#asked) return;
      this.all = proposals;
      this.#speakers = speakers;
    } catch (error) {
      if (asked === this.#asked) this.#notices.failure(error);
    }
  }

  /** Whether this page may act for a side: for every one, for its own role, for none. */
  speaksFor(roleId: number | null): boolean {
    return this.voice === 'leads' || (this.voice !== 'looksOn' && this.voice.roleId === roleId);
  }

  /** Opens the dialog for a proposal to a role: from the table, or from the role that this page speaks for. */
  ask(toRoleId: number | null, change: ProposalChange | null, reason = ''): void {
    const fromRoleId = typeof this.voice === 'string' ? null : this.voice.roleId;
    this.draft = { fromRoleId, toRoleId, change, reason, counters: null };
  }

  /** Opens it for a proposal that answers another: from the side that was asked to the side that asked. */
  counter(proposal: Proposal): void {
    const { fromRoleId, toRoleId, change } = proposal;
    this.draft = { fromRoleId: toRoleId, toRoleId: fromRoleId, change, reason: '', counters: proposal };
  }

  /** Who speaks for a role, or for the table: whoever leads the meeting. '' where nobody was named. */
  speaker(roleId: number | null): string {
    if (typeof this.voice !== 'string' && this.voice.roleId === roleId) return this.voice.name;
    return this.#speakers.find((speaker) => speaker.roleId === roleId)?.person ?? '';
  }

  /** The last proposal to move this requirement to this bound. */
  ofBound(requirementId: number, to: number): Proposal | undefined {
    return this.all.findLast(
      ({ change }) => change.kind === 'bound' && change.requirementId === requirementId && change.to === to,
    );
  }

  /** Whether it was made; otherwise a notice says why not. */
  async make(input: Omit<In<'proposals.make'>, 'review'>): Promise<boolean> {
    const made = await this.#review.change('proposals.make', input);
    await this.load();
    return made !== undefined;
  }

  async reply({ proposal, reply }: ProposalReply, words: string, by: string): Promise<boolean> {
    const { id, fromRoleId, toRoleId } = proposal;
    const done =
      reply === 'withdrawn'
        ? await this.#review.change('proposals.withdraw', { id, roleId: fromRoleId, words, by })
        : await this.#review.change('proposals.answer', { id, roleId: toRoleId, answer: reply, words, by });
    await this.load();
    return done !== undefined;
  }

  /** What comes late is dropped. */
  leave(): void {
    this.#asked += 1;
  }
}
