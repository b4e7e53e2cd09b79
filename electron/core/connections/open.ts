// Opens a session of whatever server an address names; its client is loaded only then.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ServerAddress } from './address.ts';
import { usualLimits, type ServerSession, type SessionLimits } from './session.ts';

/**
 * Connects and begins the snapshot.
 *
 * @param secret null: the server is asked without a password.
 * @throws ParleyError with a sentence: no route, wrong password, no encryption, no such database.
 */
export async function openSession(
  address: ServerAddress,
  secret: string | null,
  limits: SessionLimits = usualLimits,
): Promise<ServerSession> {
  if (address.kind === 'postgres') return (await import('./postgres.ts')).openPostgres(address, secret, limits);
  if (address.kind === 'mysql') return (await import('./mysql.ts')).openMysql(address, secret, limits);
  throw new ParleyError('badInput', 'This server is not asked in SQL.');
}
