// The event files of TensorBoard: framed protocol-buffer records (tensorflow/core/lib/io/record_writer, tensorboard/compat/proto).
// Only scalars and the settings that the hparams plugin keeps are read; checksums are not needed to tell a torn end.
import type { SourceCell } from '../../planning/source.ts';

export interface Scalar {
  tag: string;
  step: number;
  /** Seconds since 1970. */
  time: number;
  value: number;
}

export interface EventFile {
  scalars: Scalar[];
  settings: (readonly [name: string, value: SourceCell])[];
}

const longestRecord = 64 * 1024 * 1024;
const isEventFile = /^brain\.Event:\d/;

/** One field of a message. Numbers of fixed length are given as bytes, for the reader knows their type. */
interface Field {
  number: number;
  varint: number;
  bytes: Uint8Array;
}

/** The fields of a message, in order; stops at what is none. */
function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    while (at < message.length) {
      const byte = message[at]!;
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    return NaN;
  };
  while (at < message.length) {
    const key = varint();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    let value = 0;
    let length = 0;
    if (wire === 0) value = varint();
    else if (wire === 1) length = 8;
    else if (wire === 5) length = 4;
    else if (wire === 2) length = varint();
    else return;
    if (!(length >= 0) || at + length > message.length || Number.isNaN(value)) return;
    yield { number, varint: value, bytes: message.subarray(at, at + length) };
    at += length;
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const last = (message: Uint8Array, number: number): Field | undefined => {
  let found: Field | undefined;
  for (const field of fieldsOf(message)) if (field.number === number) found = field;
  return found;
};

/** float32 keeps about seven digits: 0.85 was written as 0.8500000238. */
const shortened = (value: number): number => Number(value.toPrecision(7));

/** The records of a file; a torn last one, of a run that still writes, is left out. */
function* recordsOf(file: Uint8Array): Generator<Uint8Array> {
  const view = viewOf(file);
  let at = 0;
  while (at + 12 <= file.length) {
    const length = view.getUint32(at, true);
    if (view.getUint32(at + 4, true) !== 0 || length > longestRecord || at + 16 + length > file.length) return;
    yield file.subarray(at + 12, at + 12 + length);
    at += 16 + length;
  }
}

/** Whether the first record says that this is an event file. */
export function looksLikeEvents(file: Uint8Array): boolean {
  for (const record of recordsOf(file)) {
    const version = last(record, 3);
    return version !== undefined && isEventFile.test(textOf(version.bytes));
  }
  return false;
}

/** Everything of use in an event file. O(bytes). */
export function readEvents(file: Uint8Array): EventFile {
  const scalars: Scalar[] = [];
  const settings: EventFile['settings'] = [];
  const plugins = new Map<string, string>();
  for (const record of recordsOf(file)) {
    let time = 0;
    let step = 0;
    let summary: Uint8Array | null = null;
    for (const field of fieldsOf(record)) {
      if (field.number === 1 && field.bytes.length === 8) time = viewOf(field.bytes).getFloat64(0, true);
      if (field.number === 2) step = field.varint;
      if (field.number === 5) summary = field.bytes;
    }
    if (!summary) continue;
    for (const { number, bytes } of fieldsOf(summary)) {
      if (number === 1) readValue(bytes, { step, time }, { scalars, settings, plugins });
    }
  }
  return { scalars, settings };
}

function readValue(
  message: Uint8Array,
  { step, time }: { step: number; time: number },
  { scalars, settings, plugins }: EventFile & { plugins: Map<string, string> },
): void {
  let tag = '';
  let value: number | null = null;
  let tensor: Uint8Array | null = null;
  for (const { number, bytes } of fieldsOf(message)) {
    if (number === 1) tag = textOf(bytes);
    if (number === 2 && bytes.length === 4) value = shortened(viewOf(bytes).getFloat32(0, true));
    if (number === 8) tensor = bytes;
    if (number === 9) {
      // Stated with the first value of a tag only.
      const plugin = last(bytes, 1)?.bytes ?? new Uint8Array();
      const name = textOf(last(plugin, 1)?.bytes ?? new Uint8Array());
      plugins.set(tag, name);
      if (name === 'hparams') settings.push(...sessionSettings(last(plugin, 2)?.bytes ?? new Uint8Array()));
    }
  }
  if (value === null && tensor && plugins.get(tag) === 'scalars') value = scalarIn(tensor);
  if (tag !== '' && value !== null) scalars.push({ tag, step, time, value });
}

/** The single number in a TensorProto; null where it holds something else. */
function scalarIn(tensor: Uint8Array): number | null {
  const type = last(tensor, 1)?.varint ?? 0;
  const raw = last(tensor, 4)?.bytes ?? new Uint8Array();
  const stored = (field: number) => last(tensor, field);
  switch (type) {
    case 1: {
      const bytes = raw.length === 4 ? raw : stored(5)?.bytes;
      return bytes?.length === 4 ? shortened(viewOf(bytes).getFloat32(0, true)) : null;
    }
    case 2: {
      const bytes = raw.length === 8 ? raw : stored(6)?.bytes;
      return bytes?.length === 8 ? viewOf(bytes).getFloat64(0, true) : null;
    }
    case 3:
      return raw.length === 4 ? viewOf(raw).getInt32(0, true) : integerIn(stored(7));
    case 9:
      return raw.length === 8 ? Number(viewOf(raw).getBigInt64(0, true)) : integerIn(stored(10));
    default:
      return null;
  }
}

/** An integer of a repeated field, packed or not. */
function integerIn(field: Field | undefined): number | null {
  if (!field) return null;
  if (field.bytes.length === 0) return field.varint;
  const [only] = fieldsOf(Uint8Array.of(8, ...field.bytes));
  return only?.varint ?? null;
}

/** HParamsPluginData → session_start_info → hparams: a map of names to a number, a text or a truth value. */
function sessionSettings(content: Uint8Array): EventFile['settings'] {
  const session = last(content, 3)?.bytes;
  if (!session) return [];
  const settings: (readonly [string, SourceCell])[] = [];
  for (const { number, bytes } of fieldsOf(session)) {
    if (number !== 1) continue;
    const name = textOf(last(bytes, 1)?.bytes ?? new Uint8Array());
    for (const field of fieldsOf(last(bytes, 2)?.bytes ?? new Uint8Array())) {
      if (field.number === 2 && field.bytes.length === 8)
        settings.push([name, viewOf(field.bytes).getFloat64(0, true)]);
      if (field.number === 3) settings.push([name, textOf(field.bytes)]);
      if (field.number === 4) settings.push([name, field.varint === 0 ? 'False' : 'True']);
    }
  }
  return settings;
}
