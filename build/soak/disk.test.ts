// The disk after a power cut, as it is worked out from the calls of a program: what was synced is always there, the rest may be.
import { expect, it } from 'vitest';
import { random as randomFrom } from '../../shared/engine/testing/random.ts';
import { Disk, diskEvents, type DiskEvent } from './disk.ts';

const hex = (text: string) => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const place = hex('/r/a.parley');

it('reads what strace prints, also calls in two halves, and of one folder alone', () => {
  const lines = [
    `7 openat(AT_FDCWD<${hex('/')}>, "${place}${hex('-journal')}", O_RDWR|O_CREAT, 0600) = 5<${place}${hex('-journal')}>`,
    `7 openat(AT_FDCWD, "${hex('/elsewhere/b')}", O_RDWR|O_CREAT, 0600) = 6`,
    `7 pwrite64(5<${place}>, "${hex('abc')}", 3, 512 <unfinished ...>`,
    `8 fsync(6<${hex('/elsewhere/b')}>) = 0`,
    '7 <... pwrite64 resumed>) = 3',
    `7 fdatasync(5<${place}>) = 0`,
    `7 fsync(9<${hex('/r')}>) = 0`,
    `7 ftruncate(5<${place}>, 0) = 0`,
    `7 unlink("${place}") = -1 ENOENT (No such file or directory)`,
    `7 write(1<pipe:[3]>, "${hex('12\n')}", 3) = 3`,
    `7 rename("${place}", "${hex('/r/c')}") = 0`,
  ];
  expect([...diskEvents(lines, '/r')]).toEqual([
    { kind: 'open', name: 'a.parley-journal', creates: true, empties: false },
    { kind: 'write', name: 'a.parley', at: 512, bytes: Buffer.from('abc') },
    { kind: 'sync', name: 'a.parley' },
    { kind: 'syncFolder' },
    { kind: 'truncate', name: 'a.parley', size: 0 },
    { kind: 'said', line: '12' },
    { kind: 'rename', name: 'a.parley', to: 'c' },
  ]);
});

it('keeps what was synced, and of the rest any part', () => {
  const write = (text: string, at: number): DiskEvent => ({ kind: 'write', name: 'f', at, bytes: Buffer.from(text) });
  const disk = new Disk(new Map([['f', Buffer.from('....')]]));
  for (const event of [write('AA', 0), { kind: 'sync', name: 'f' } as const, write('B', 2), write('C', 3)])
    disk.take(event);
  const random = randomFrom(1);
  const found = new Set(Array.from({ length: 200 }, () => disk.found(random).get('f')!.toString()));
  expect([...found].sort()).toEqual(['AA..', 'AA.C', 'AAB.', 'AABC']);
});

it('has a new name, and a removed one, for sure once the folder is synced', () => {
  const disk = new Disk(new Map([['old', Buffer.from('x')]]));
  disk.take({ kind: 'open', name: 'new', creates: true, empties: false });
  disk.take({ kind: 'remove', name: 'old' });
  const random = randomFrom(2);
  const names = () => [...disk.found(random).keys()].sort().join(' ');
  expect(new Set(Array.from({ length: 100 }, names))).toEqual(new Set(['old', 'new old', 'new']));
  disk.take({ kind: 'syncFolder' });
  expect(new Set(Array.from({ length: 20 }, names))).toEqual(new Set(['new']));
});
