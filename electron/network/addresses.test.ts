// Which addresses are offered for a meeting, and in which order.
import type { networkInterfaces } from 'node:os';
import { expect, it } from 'vitest';
import { addressesOf } from './addresses.ts';

type Interfaces = ReturnType<typeof networkInterfaces>;
const ip = (address: string, internal = false): NonNullable<Interfaces[string]>[number] => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: null,
});

it('offers private networks first, and containers and tunnels last', () => {
  const interfaces: Interfaces = {
    lo: [ip('127.0.0.1', true)],
    docker0: [ip('172.17.0.1')],
    eth1: [ip('203.0.113.7')],
    wg0: [ip('10.8.0.2')],
    'Wi-Fi': [ip('192.168.1.23'), { ...ip('fe80::1'), family: 'IPv6', scopeid: 2 }],
    eth2: [ip('169.254.3.4')],
    eth0: [ip('100.64.0.9')],
    eth3: [ip('172.31.255.1')],
    eth4: [ip('172.32.0.1')],
  };
  expect(addressesOf(interfaces).map(({ address, network, reach }) => `${network} ${address} ${reach}`)).toEqual([
    'Wi-Fi 192.168.1.23 private',
    'eth3 172.31.255.1 private',
    'eth0 100.64.0.9 shared',
    'eth1 203.0.113.7 public',
    'eth4 172.32.0.1 public',
    'docker0 172.17.0.1 virtual',
    'wg0 10.8.0.2 virtual',
  ]);
});

it('offers nothing without a network', () => {
  expect(addressesOf({ lo: [ip('127.0.0.1', true)], gone: undefined })).toEqual([]);
});
