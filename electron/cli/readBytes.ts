// The bytes of a file that was named on the command line.
import { readFile } from 'node:fs/promises';
import { ParleyError } from '../../shared/contract/errors.ts';

/** @throws ParleyError `notFound` with why the system does not let it be read, in words. */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ParleyError('notFound', `${path} cannot be read: ${why(error)}.`);
  }
}

function why(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'the system does not allow it';
    default:
      return error.message;
  }
}
