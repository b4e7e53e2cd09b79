// The single entry point: name → parse → transaction → handler → parse → envelope. Never throws.
import { isGoing } from '../../../shared/domain/round.ts';
import { contract, type OpName, type OpOf } from '../../../shared/contract/contract.ts';
import type { Caller, Dispatch, Lend, Receive } from '../../../shared/contract/caller.ts';
import { ParleyError, type Failure } from '../../../shared/contract/errors.ts';
import { handlers } from './handlers.ts';
import { checkAllowed, checkIsOf, inOwnName, mayUpload, project, type RoundsSoFar } from './permissions.ts';
import type { Log } from '../installation/options.ts';
import { rolesAsRevealed } from '../services/revealedBallots.ts';
import type { CommandContext, QueryContext } from '../services/handlerTypes.ts';
import { receiveUpload } from '../services/uploads.ts';
import { toFailure } from '../store/failures.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { listRounds } from '../store/rounds.ts';
import type { TaskRun } from '../installation/tasks.ts';
import type { Workspace } from '../installation/workspace.ts';

// Handlers are typed one by one in handlers.ts; here all of a kind are called alike.
type AnyQuery = (db: ReadableDb, input: unknown, context: QueryContext) => unknown;
type AnyCommand = (db: WritableDb, input: unknown, context: CommandContext) => unknown;
type AnyTask = (workspace: Workspace, input: unknown, run: TaskRun) => unknown;

/** What inputs share: most are about an open review, and long work has a name. */
interface Addressed extends Record<string, unknown> {
  review?: string;
  task?: string;
}

export function createDispatch(workspace: Workspace, log: Log): Dispatch {
  return async (name, raw, caller) => {
    let handle: string | undefined;
    try {
      if (!Object.hasOwn(contract, name)) {
        throw new ParleyError('notFound', `There is no operation “${String(name).slice(0, 60)}”.`);
      }
      const operation = contract[name as OpName];
      const input = operation.input.safeParse(raw);
      if (!input.success) throw new ParleyError('badInput', firstIssue(input.error.issues));
      const addressed = inOwnName(input.data as Addressed, caller.principal);
      checkAllowed(name as OpName, caller.principal, addressed);
      handle = addressed.review;
      const value = await run(workspace, name as OpName, addressed, caller);
      const seen = project(name as OpName, value, caller.principal, () =>
        roundsSoFar(workspace, addressed.review ?? ''),
      );
      const output = operation.output.safeParse(seen);
      if (!output.success)
        throw new Error(`The answer is not what the contract says: ${firstIssue(output.error.issues)}`);
      return { ok: true, value: output.data };
    } catch (error) {
      const answer = toAnswer(name, error, log);
      const entry = handle === undefined ? null : entryToLookAt(workspace, handle, answer);
      return { ok: false, error: entry === null ? answer : { ...answer, entry } };
    }
  };
}

/** The review whose versions help whoever is told this: its file is damaged, or was changed or taken away while it was open. */
function entryToLookAt(workspace: Workspace, handle: string, { code }: Failure): string | null {
  const gone = (code === 'moved' || code === 'conflict') && workspace.isStopped(handle);
  return code === 'damaged' || gone ? workspace.entryOfOpen(handle) : null;
}

/** Takes files that pages hand over, for those who may. */
export function createReceive(workspace: Workspace, log: Log): Receive {
  return async (incoming, { client, principal }) => {
    try {
      checkIsOf(mayUpload, principal);
      return { ok: true, value: await receiveUpload(workspace, incoming, client) };
    } catch (error) {
      // Nobody is left to be told.
      if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') throw error;
      return { ok: false, error: toAnswer('upload', error, log) };
    }
  };
}

/** Takes note of files on this computer, for those who may. Only a host that knows that the person chose them may ask. */
export function createLend(workspace: Workspace, log: Log): Lend {
  return (path, { client, principal }) => {
    try {
      checkIsOf(mayUpload, principal);
      return Promise.resolve({ ok: true, value: workspace.uploads.lend(path, client) });
    } catch (error) {
      return Promise.resolve({ ok: false, error: toAnswer('lend', error, log) });
    }
  };
}

async function run(
  workspace: Workspace,
  name: OpName,
  input: Addressed,
  { client, principal }: Caller,
): Promise<unknown> {
  const { kind, named } = contract[name];
  const handler: unknown = handlers[name];
  if (kind === 'task') {
    // Asked again in the transaction; here, so that nobody waits for work that comes to nothing.
    if (input.review !== undefined) workspace.checkNotFrozen(input.review, name, input);
    return workspace.tasks.run(client, named ? input.task : undefined, (taskRun) =>
      (handler as AnyTask)(workspace, input, taskRun),
    );
  }
  const handle = input.review ?? '';
  const open = workspace.review(handle);
  // A projector keeps no review open: it goes with the window that leads.
  if (principal.kind !== 'screen') workspace.use(handle, client);
  const context = { open, now: workspace.options.now(), appVersion: workspace.options.version };
  if (kind === 'query') {
    const query = { ...context, history: workspace.historyFor(handle, client) };
    return open.read((db) => (handler as AnyQuery)(db, input, query));
  }
  return workspace.change(handle, client, name as OpOf<'command'>, input as never, (db) =>
    (handler as AnyCommand)(db, input, context),
  );
}

function roundsSoFar(workspace: Workspace, handle: string): RoundsSoFar {
  const open = workspace.review(handle);
  const soFar = open.kept('rounds so far', () => {
    const rounds = open.read(listRounds);
    return { revealed: rounds.some(({ state }) => state === 'revealed'), going: rounds.some(isGoing) };
  });
  return { ...soFar, asRevealed: (roles) => open.read((db) => rolesAsRevealed(db, open, roles)) };
}

function firstIssue(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  const [issue] = issues;
  if (!issue) return 'Something about the request is wrong.';
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}

function toAnswer(name: string, error: unknown, log: Log): Failure {
  const failure = toFailure(error);
  if (!failure || failure.code === 'internal') {
    log(`${name} failed`, error);
    return {
      code: 'internal',
      message: 'Something went wrong inside Parley; nothing was changed. It was noted in the log.',
    };
  }
  const { code, message, problems, entry } = failure;
  return { code, message, ...(problems ? { problems } : {}), ...(entry === undefined ? {} : { entry }) };
}
