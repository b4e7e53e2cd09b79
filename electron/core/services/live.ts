// Opening the door of a meeting on the network, and letting people in.
import type { TaskHandlers } from './taskTypes.ts';

export const liveTasks = {
  'live.addresses': (workspace) => workspace.options.addresses?.() ?? [],
  'live.get': (workspace, { review }) => ({
    meeting: workspace.live.get(review),
    ended: workspace.live.ended(review),
  }),
  'live.start': (workspace, { review, address }) => {
    // Throws where the review is closed.
    workspace.review(review);
    return workspace.live.start(review, address);
  },
  'live.stop': async (workspace, { review }) => {
    await workspace.live.stop(review);
    return null;
  },
  'live.present': (workspace, { review }) => {
    // Throws where the review is closed.
    workspace.review(review);
    const secret = workspace.screens.open(review);
    const { present } = workspace.options;
    if (!present) return { secret };
    present(review, (client) => workspace.screens.caller(secret, client));
    return { secret: null };
  },
  'live.changeCode': (workspace, { review }) => workspace.live.changeCode(review),
  'live.admit': (workspace, { review, person, as }) => workspace.live.admit(review, person, as),
  'live.refuse': (workspace, { review, person }) => workspace.live.refuse(review, person),
  'live.dismiss': (workspace, { review, person }) => workspace.live.dismiss(review, person),
} satisfies Partial<TaskHandlers>;
