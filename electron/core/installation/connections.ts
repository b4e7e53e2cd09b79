// Servers that were asked from this installation, and their secrets: kept by the system's keychain where somebody wants that and there is
// one, else in memory until Parley ends. connections.json holds addresses, and secrets only as the keychain sealed them.
import { z } from 'zod';
import { addressText, readAddress, secretInEnvironment } from '../connections/address.ts';
import { exclusively } from './exclusive.ts';
import { readList, writeWhole } from './files.ts';
import type { Keychain } from './options.ts';

const connection = z.object({ address: z.string().min(1).max(2000), sealed: z.string().max(20_000).optional() });
type Connection = z.infer<typeof connection>;

const most = 50;

/** Where the secret of a connection is. */
export type SecretPlace = 'keychain' | 'memory' | 'environment' | 'none';

export class Connections {
  readonly #file: string;
  readonly #keychain: Keychain | null;
  readonly #typed = new Map<string, string>();

  constructor(file: string, keychain: Keychain | null) {
    this.#file = file;
    this.#keychain = keychain;
  }

  /** Whether secrets can be kept when Parley ends. */
  get keepsSecrets(): boolean {
    return this.#keychain !== null;
  }

  /** Latest first. What cannot be read was never kept. */
  list(): { address: string; secret: SecretPlace }[] {
    return readList(this.#file, connection).flatMap(({ address, sealed }) => {
      try {
        return [{ address, secret: this.#placeOf(address, sealed) }];
      } catch {
        return [];
      }
    });
  }

  #placeOf(address: string, sealed: string | undefined): SecretPlace {
    if (this.#typed.has(address)) return 'memory';
    if (sealed !== undefined && this.#keychain !== null) return 'keychain';
    return secretInEnvironment(readAddress(address)) === null ? 'none' : 'environment';
  }

  /**
   * The secret for an address: typed, else from the keychain, else from the environment.
   *
   * @throws ParleyError `badInput` for what is no address.
   */
  secretFor(given: string): string | null {
    const address = readAddress(given);
    const text = addressText(address);
    const typed = this.#typed.get(text);
    if (typed !== undefined) return typed;
    const { sealed } = readList(this.#file, connection).find((each) => each.address === text) ?? {};
    const kept = sealed === undefined ? null : (this.#keychain?.open(sealed) ?? null);
    return kept ?? secretInEnvironment(address);
  }

  /** Remembers a connection that worked. @param secret null: what was known of it stays. @param keep with the keychain. */
  note(given: string, secret: string | null, keep: boolean): void {
    const address = addressText(readAddress(given));
    if (secret !== null) this.#typed.set(address, secret);
    this.#change((known) => {
      const before = known.find((each) => each.address === address);
      const sealed =
        secret !== null && keep && this.#keychain !== null
          ? this.#keychain.seal(secret)
          : secret === null
            ? before?.sealed
            : undefined;
      const noted: Connection = sealed === undefined ? { address } : { address, sealed };
      return [noted, ...known.filter((each) => each.address !== address)];
    });
  }

  forget(given: string): void {
    const address = addressText(readAddress(given));
    this.#typed.delete(address);
    this.#change((known) => known.filter((each) => each.address !== address));
  }

  #change(change: (known: Connection[]) => Connection[]): void {
    exclusively(this.#file, () => {
      writeWhole(this.#file, JSON.stringify(change(readList(this.#file, connection)).slice(0, most), null, 1));
    });
  }
}
