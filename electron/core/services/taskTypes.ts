// The types of task handlers: they are asynchronous and work on the whole workspace.
import type { In, OpOf, Out } from '../../../shared/contract/contract.ts';
import type { TaskRun } from '../installation/tasks.ts';
import type { Workspace } from '../installation/workspace.ts';

export type TaskHandlers = {
  [N in OpOf<'task'>]: (workspace: Workspace, input: In<N>, run: TaskRun) => Promise<Out<N>> | Out<N>;
};
