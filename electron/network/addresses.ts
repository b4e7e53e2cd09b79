// The addresses under which other computers may reach this one, the likeliest first.
import { networkInterfaces } from 'node:os';
import type { NetworkAddress } from '../../shared/domain/live.ts';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** How adapters of containers, virtual machines and tunnels are named. */
const virtualName = /^(docker|br-|veth|vbox|virbr|vmnet|vethernet|tun|tap|utun|wg|tailscale|zt)/i;

type Reach = NetworkAddress['reach'];
/** Likeliest first. Nothing is hidden: whoever meets over a tunnel finds it at the end. */
const order: readonly Reach[] = ['private', 'shared', 'public', 'virtual'];

/** RFC 1918, RFC 6598 (shared by a provider's customers), and everything else, which may be in everybody's reach. */
function reachOf(address: string, network: string): Reach {
  if (virtualName.test(network)) return 'virtual';
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'private';
  if (a === 100 && b >= 64 && b <= 127) return 'shared';
  return 'public';
}

/**
 * IPv4 addresses people can type. Without the loopback, and without addresses that a computer gave itself for want of a network
 * (169.254/16), which browsers of others seldom reach.
 */
export function addressesOf(interfaces: Interfaces): NetworkAddress[] {
  const found = Object.entries(interfaces).flatMap(([network, infos = []]) =>
    infos
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
      .map(({ address }) => ({ address, network, reach: reachOf(address, network) })),
  );
  // Sorting is stable: within a reach the system's own order stays.
  return found.sort((a, b) => order.indexOf(a.reach) - order.indexOf(b.reach));
}

/** The addresses of this computer as they are now. PARLEY_MEET_AT names one more, for networks that look like none. */
export function networkAddresses(): NetworkAddress[] {
  const named = process.env['PARLEY_MEET_AT'];
  const found = addressesOf(networkInterfaces());
  return named ? [{ address: named, network: 'PARLEY_MEET_AT', reach: 'private' }, ...found] : found;
}
