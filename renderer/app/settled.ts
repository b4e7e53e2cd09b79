// When the list of rooms ticks Compromise.

/**
 * Is there one compromise? Every role has weighed, the rule names one candidate alone, and nothing of it is still being worked out.
 * A tie is still open, and so is an answer in which a role's weights are only assumed.
 */
export function isSettled(state: { weighed: number; roles: number; winners: number; working: boolean }): boolean {
  return state.weighed === state.roles && state.winners === 1 && !state.working;
}
