// What the reading process leaves for the host, as bytes: a value with many large arrays of numbers. They lie in the file as they
// lay in memory, and are used where they are read to; the rest is what `v8.serialize` makes of it.
import { Deserializer, Serializer } from 'node:v8';

type NumberArray = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** Position of each kind in a parcel. Both sides are of one version, so it may change. */
const kinds = [Uint8Array, Uint32Array, Int32Array, Float64Array] as const;
/** The first bytes hold the length of the serialized part as a double; every array begins at a multiple of it. */
const unit = 8;
const rounded = (length: number): number => Math.ceil(length / unit) * unit;

class Packer extends Serializer {
  readonly arrays: NumberArray[] = [];
  #next = 0;

  constructor() {
    super();
    this.writeHeader();
    // Arrays are then handed to `_writeHostObject`.
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(array: NumberArray): void {
    this.writeUint32(kinds.findIndex((kind) => array instanceof kind));
    this.writeDouble(this.#next);
    this.writeUint32(array.length);
    this.arrays.push(array);
    this.#next += rounded(array.byteLength);
  }

  declare _setTreatArrayBufferViewsAsHostObjects: (treat: boolean) => void;
}

class Unpacker extends Deserializer {
  readonly #whole: Uint8Array;
  readonly #first: number;

  constructor(whole: Uint8Array, length: number) {
    super(whole.subarray(unit, unit + length));
    this.readHeader();
    this.#whole = whole;
    this.#first = unit + rounded(length);
  }

  _readHostObject(): NumberArray {
    const Kind = kinds[this.readUint32()]!;
    const at = this.#whole.byteOffset + this.#first + this.readDouble();
    return new Kind(this.#whole.buffer as ArrayBuffer, at, this.readUint32());
  }
}

/** The pieces of a parcel, to be written one after another. No array is copied. */
export function packed(value: unknown): Uint8Array[] {
  const packer = new Packer();
  packer.writeValue(value);
  const body = packer.releaseBuffer();
  const length = new Uint8Array(Float64Array.of(body.length).buffer);
  const pieces: Uint8Array[] = [length, body, new Uint8Array(rounded(body.length) - body.length)];
  for (const array of packer.arrays) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    pieces.push(bytes, new Uint8Array(rounded(bytes.length) - bytes.length));
  }
  return pieces.filter((piece) => piece.length > 0);
}

/** The value of a parcel. Its arrays are views of `bytes`, which nobody may write to. */
export function unpacked(bytes: Uint8Array): unknown {
  const whole = bytes.byteOffset % unit === 0 ? bytes : bytes.slice();
  const [length] = new Float64Array(whole.buffer, whole.byteOffset, 1);
  const unpacker = new Unpacker(whole, length!);
  return unpacker.readValue();
}
