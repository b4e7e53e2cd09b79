// Choosing what to read from a server: the address and the secret that a person types, what there is there, and what was chosen.
import type { KnownServer, SourceChoice } from '../../../shared/contract/imports.ts';
import { call } from '../../client/client.ts';
import { RunningTask } from '../../client/runningTask.svelte.ts';
import type { TableSource } from '../reading/tableReading.svelte.ts';
import { failureOf } from '../reading/tableReading.svelte.ts';
import { withoutSecret } from './serverAddress.ts';

export class ServerSource {
  readonly task = new RunningTask();
  /** Servers that were asked from this computer before. */
  known = $state.raw<readonly KnownServer[]>([]);
  /** Whether a secret can be kept when Parley ends. */
  keychain = $state.raw(false);
  address = $state('');
  secret = $state('');
  keep = $state(false);
  phase = $state.raw<'address' | 'connecting' | 'choosing'>('address');
  failure = $state.raw<string | null>(null);
  choices = $state.raw<readonly SourceChoice[]>([]);
  format = $state.raw('');
  #chosen = $state.raw<Readonly<Record<string, string>>>({});

  /** Where the secret of the address is that stands there; null: the address is new. */
  readonly stored: KnownServer['secret'] | null = $derived(
    this.known.find(({ address }) => address === this.address.trim())?.secret ?? null,
  );

  async start(): Promise<void> {
    const { servers, keychain } = await call('servers.list', {});
    this.known = servers;
    this.keychain = keychain;
    this.keep = keychain;
  }

  /** A password in the address goes where passwords go. */
  typed(): void {
    const { address, secret } = withoutSecret(this.address);
    this.address = address;
    if (secret !== null) this.secret = secret;
  }

  /** What was chosen of one thing, or what is proposed. */
  chosen({ key, chosen }: SourceChoice): string {
    return this.#chosen[key] ?? chosen;
  }
  choose(key: string, value: string): void {
    this.#chosen = { ...this.#chosen, [key]: value };
  }

  async connect(): Promise<void> {
    this.typed();
    this.phase = 'connecting';
    this.failure = null;
    try {
      const { address, secret, keep } = this;
      const found = await this.task.run((task) =>
        call('servers.connect', { task, address: address.trim(), secret: secret === '' ? null : secret, keep }),
      );
      this.address = found.address;
      // The host has it now.
      this.secret = '';
      this.choices = found.choices;
      this.format = found.format;
      this.#chosen = {};
      this.phase = 'choosing';
    } catch (error) {
      this.phase = 'address';
      this.failure = failureOf(error)?.message ?? null;
    }
  }

  async forget(): Promise<void> {
    const address = this.address.trim();
    await call('servers.forget', { address });
    this.known = this.known.filter((each) => each.address !== address);
    this.address = '';
  }

  /** What is to be read. */
  source(): TableSource {
    const choices = Object.fromEntries(this.choices.map((choice) => [choice.key, this.chosen(choice)]));
    const { address } = this;
    return { fileName: '', kind: 'server', bytes: new Uint8Array(), server: { address }, choices };
  }
}
