// Typed calls of the core's dispatch, with failures thrown.
import type { Call, In, OpName, Out } from '../../shared/contract/contract.ts';
import { asOwner, type Dispatch } from '../../shared/contract/caller.ts';
import { ParleyError } from '../../shared/contract/errors.ts';

/** @throws ParleyError with the problems of the envelope listed in its message, one a line. */
export function typedCalls(dispatch: Dispatch): Call {
  return async <N extends OpName>(name: N, input: In<N>) => {
    const envelope = await dispatch(name, input, asOwner('command-line'));
    if (envelope.ok) return envelope.value as Out<N>;
    const { code, message, problems } = envelope.error;
    throw new ParleyError(code, [message, ...(problems ?? []).map(problemLine)].join('\n'), problems);
  };
}

/** One problem of a table as a line: where, what was read, what is wrong. */
function problemLine({
  row,
  column,
  found,
  message,
}: {
  row: number | null;
  column: string;
  found: string;
  message: string;
}) {
  const place = [row === null ? '' : `row ${row}`, column === '' ? '' : `column “${column}”`]
    .filter(Boolean)
    .join(', ');
  return `  ${place === '' ? '' : `${place}: `}${message}${found === '' ? '' : ` (found: ${found})`}`;
}
