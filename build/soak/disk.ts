// A disk as it may be found after a power cut, worked out from what a program asked the system to do. What was synced is there; of
// everything else any part may be, in any order.
import path from 'node:path';

/** What a program did to the files of one folder, or said. Names are without the folder. */
export type DiskEvent =
  | { kind: 'open'; name: string; creates: boolean; empties: boolean }
  | { kind: 'write'; name: string; at: number; bytes: Buffer }
  | { kind: 'truncate'; name: string; size: number }
  | { kind: 'sync'; name: string }
  | { kind: 'syncFolder' }
  | { kind: 'remove'; name: string }
  | { kind: 'rename'; name: string; to: string }
  /** A line on its standard output: something was acknowledged. */
  | { kind: 'said'; line: string };

const quoted = /"((?:\\x[0-9a-f]{2})*)"/g;
const bytesOf = (hex: string) => Buffer.from(hex.replaceAll('\\x', ''), 'hex');
const textOf = (written: string) => (written.includes('\\x') ? bytesOf(written).toString() : written);

/** Joins calls that strace shows in two halves because another thread came in between. */
function* wholeCalls(lines: Iterable<string>): Generator<string> {
  const begun = new Map<string, string>();
  for (const line of lines) {
    const thread = line.slice(0, line.indexOf(' '));
    if (line.endsWith('<unfinished ...>')) {
      begun.set(thread, line.slice(0, -'<unfinished ...>'.length).trimEnd());
      continue;
    }
    const rest = /^\d+\s+<\.\.\. \w+ resumed>(.*)$/s.exec(line)?.[1];
    yield rest === undefined ? line : (begun.get(thread) ?? '') + rest;
  }
}

/**
 * The events in what `strace -f -y -xx` printed.
 *
 * @param folder whose files count; others do not.
 */
export function* diskEvents(lines: Iterable<string>, folder: string): Generator<DiskEvent> {
  /** Places in files that are written without saying where. */
  const places = new Map<string, number>();
  const own = (file: string) => path.dirname(file) === folder;
  for (const line of wholeCalls(lines)) {
    const [, call, given, answer] = /^\d+\s+(\w+)\((.*)\)\s+=\s+(-?\d+)/s.exec(line) ?? [];
    if (call === undefined || given === undefined || Number(answer) < 0) continue;
    const texts = () => [...given.matchAll(quoted)].map(([, hex]) => bytesOf(hex!));
    const named = () => texts().map(String);
    if (call === 'openat') {
      const [file = ''] = named();
      if (!own(file)) continue;
      places.set(`${answer}`, 0);
      const creates = given.includes('O_CREAT');
      yield { kind: 'open', name: path.basename(file), creates, empties: given.includes('O_TRUNC') };
      continue;
    }
    if (call.startsWith('unlink')) {
      const file = named().at(-1) ?? '';
      if (own(file)) yield { kind: 'remove', name: path.basename(file) };
      continue;
    }
    if (call.startsWith('rename')) {
      const [from = '', to = ''] = named();
      if (own(from)) yield { kind: 'rename', name: path.basename(from), to: path.basename(to) };
      continue;
    }
    const [, descriptor = '', target = ''] = /^(\d+)<((?:\\x[0-9a-f]{2}|[^>])*)>/.exec(given) ?? [];
    const file = textOf(target);
    if (call === 'write' && descriptor === '1') {
      for (const said of String(texts()[0]).split('\n')) if (said !== '') yield { kind: 'said', line: said };
      continue;
    }
    if (call.endsWith('sync') && file === folder) {
      yield { kind: 'syncFolder' };
      continue;
    }
    if (!own(file)) continue;
    const name = path.basename(file);
    if (call === 'ftruncate') yield { kind: 'truncate', name, size: lastNumber(given) };
    else if (call.endsWith('sync')) yield { kind: 'sync', name };
    else if (call.endsWith('write') || call === 'pwrite64') {
      const bytes = texts()[0]!.subarray(0, Number(answer));
      const at = call === 'pwrite64' ? lastNumber(given) : (places.get(descriptor) ?? 0);
      if (call === 'write') places.set(descriptor, at + bytes.length);
      yield { kind: 'write', name, at, bytes };
    }
  }
}

const lastNumber = (given: string) => Number(given.slice(given.lastIndexOf(',') + 1));

type Pending = { kind: 'write'; at: number; bytes: Buffer } | { kind: 'truncate'; size: number };

/** A file: what of it would outlive a power cut for sure, and what may. */
class Inode {
  durable: Buffer;
  pending: Pending[] = [];

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.durable = content;
  }

  sync(): void {
    this.durable = applied(this.durable, this.pending);
    this.pending = [];
  }

  /** What may be found: what is durable, and a random part of the rest, writes torn at sectors of 512 bytes. */
  found(random: () => number): Buffer {
    const share = random();
    const kept = this.pending.flatMap((each) => (random() > share ? [] : [torn(each, random)]));
    return kept.length === 0 ? this.durable : applied(this.durable, kept);
  }
}

const sector = 512;

function torn(change: Pending, random: () => number): Pending {
  if (change.kind !== 'write' || change.bytes.length <= sector || random() > 0.3) return change;
  const cut = sector * Math.floor(random() * (Math.floor(change.bytes.length / sector) + 1));
  return random() < 0.5
    ? { ...change, bytes: change.bytes.subarray(0, cut) }
    : { ...change, at: change.at + cut, bytes: change.bytes.subarray(cut) };
}

function applied(content: Buffer, changes: readonly Pending[]): Buffer {
  let size = content.length;
  let most = size;
  for (const change of changes) {
    size = change.kind === 'truncate' ? change.size : Math.max(size, change.at + change.bytes.length);
    most = Math.max(most, size);
  }
  const buffer = Buffer.alloc(most);
  content.copy(buffer);
  let end = content.length;
  for (const change of changes) {
    if (change.kind === 'write') {
      change.bytes.copy(buffer, change.at);
      end = Math.max(end, change.at + change.bytes.length);
      continue;
    }
    if (change.size < end) buffer.fill(0, change.size, end);
    end = change.size;
  }
  return buffer.subarray(0, end);
}

type FolderChange = { name: string; inode: Inode } | { name: string; removed: true } | { name: string; to: string };

/** The files of one folder while a program works on them. */
export class Disk {
  /** What the running program sees. */
  readonly #seen: Map<string, Inode>;
  /** What a power cut would leave for sure of the folder itself. */
  #durable: Map<string, Inode>;
  #pending: FolderChange[] = [];

  /** @param files what is there at the start, safely. */
  constructor(files: ReadonlyMap<string, Buffer>) {
    this.#seen = new Map([...files].map(([name, content]) => [name, new Inode(content)]));
    this.#durable = new Map(this.#seen);
  }

  take(event: DiskEvent): void {
    if (event.kind === 'said') return;
    if (event.kind === 'syncFolder') {
      this.#durable = renamed(this.#durable, this.#pending);
      this.#pending = [];
      return;
    }
    const { name } = event;
    const inode = this.#seen.get(name);
    if (event.kind === 'open') {
      if (event.creates && !inode) {
        const fresh = new Inode();
        this.#seen.set(name, fresh);
        this.#pending.push({ name, inode: fresh });
      }
      if (event.empties) inode?.pending.push({ kind: 'truncate', size: 0 });
    } else if (event.kind === 'remove') {
      this.#seen.delete(name);
      this.#pending.push({ name, removed: true });
    } else if (event.kind === 'rename') {
      if (inode) this.#seen.set(event.to, inode);
      this.#seen.delete(name);
      this.#pending.push({ name, to: event.to });
    } else if (event.kind === 'sync') inode?.sync();
    else inode?.pending.push(event);
  }

  /** The folder as it may be found if the power goes now. */
  found(random: () => number): Map<string, Buffer> {
    const happened = this.#pending.slice(0, Math.floor(random() * (this.#pending.length + 1)));
    const names = renamed(this.#durable, happened);
    return new Map([...names].map(([name, inode]) => [name, inode.found(random)]));
  }
}

function renamed(names: ReadonlyMap<string, Inode>, changes: readonly FolderChange[]): Map<string, Inode> {
  const result = new Map(names);
  for (const change of changes) {
    if ('inode' in change) result.set(change.name, change.inode);
    else {
      const inode = result.get(change.name);
      result.delete(change.name);
      if ('to' in change && inode) result.set(change.to, inode);
    }
  }
  return result;
}
