// Progress of running tasks, and stopping them.
import type { TaskHandlers } from './taskTypes.ts';

export const taskTasks = {
  'tasks.progress': (workspace, { task }, { client }) => workspace.tasks.progress(client, task),
  'tasks.cancel': (workspace, { task }, { client }) => {
    workspace.tasks.cancel(client, task);
    return null;
  },
} satisfies Partial<TaskHandlers>;
