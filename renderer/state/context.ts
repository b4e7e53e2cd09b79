// How components reach the state without passing it through every layer.
import { createContext } from 'svelte';
import type { Address } from './address.svelte.ts';
import type { AnswerFirmness } from './firmness.svelte.ts';
import type { Holding } from './holding.svelte.ts';
import type { LiveState } from './live.svelte.ts';
import type { LogEvidence } from './logs.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { PreferenceState } from './preferences.svelte.ts';
import type { Proposals } from './proposals.svelte.ts';
import type { ReviewState } from './review.svelte.ts';
import type { RoundsState } from './rounds.svelte.ts';
import type { Session } from './session.svelte.ts';
import type { Updates } from './updates.svelte.ts';
import type { WhatIf } from './whatIf.svelte.ts';

export const [getAddress, setAddress] = createContext<Address>();
export const [getNotices, setNotices] = createContext<Notices>();
/** How Parley looks and reads here. */
export const [getPreferences, setPreferences] = createContext<PreferenceState>();
/** Whether a newer Parley fixes a security fault. */
export const [getUpdates, setUpdates] = createContext<Updates>();
export const [getSession, setSession] = createContext<Session>();
/** Only inside a room: the review that is open. */
export const [getReview, setReview] = createContext<ReviewState>();
/** What is tried over its ballots. */
export const [getWhatIf, setWhatIf] = createContext<WhatIf>();
/** Its prediction logs. */
export const [getLogs, setLogs] = createContext<LogEvidence>();
/** Whether its decision still holds. */
export const [getHolding, setHolding] = createContext<Holding>();
/** How firm its answer is. */
export const [getFirmness, setFirmness] = createContext<AnswerFirmness>();
/** Its meeting on the network. */
export const [getLive, setLive] = createContext<LiveState>();
/** Proposals between its roles. */
export const [getProposals, setProposals] = createContext<Proposals>();
/** Its rounds of sealed ballots. */
export const [getRounds, setRounds] = createContext<RoundsState>();
