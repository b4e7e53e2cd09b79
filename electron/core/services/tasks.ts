// Asking about work under way, and stopping it.
import type { TaskHandlers } from './taskTypes.ts';

export const taskTasks = {
  'tasks.progress': (workspace, { task }) => workspace.tasks.progress(task),
  'tasks.cancel': (workspace, { task }) => {
    workspace.tasks.cancel(task);
    return null;
  },
} satisfies Partial<TaskHandlers>;
