// The cipher and the key in the core, by node:crypto.
import { createCipheriv, createDecipheriv, createHash, scrypt } from 'node:crypto';
import { SCRYPT, type SealingCipher } from '../../../shared/sealing/sealing.ts';
import { TAG_LENGTH } from '../../../shared/sealing/layout.ts';

const algorithm = 'aes-256-gcm';
// Without this length a tag of four bytes would be taken as well.
const options = { authTagLength: TAG_LENGTH };

export const nodeCipher: SealingCipher = {
  digest: (bytes) => createHash('sha256').update(bytes).digest(),
  encrypt: (key, nonce, aad, plain) => {
    const cipher = createCipheriv(algorithm, key, nonce, options).setAAD(aad);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  decrypt: (key, nonce, aad, box) => {
    const end = box.length - TAG_LENGTH;
    const decipher = createDecipheriv(algorithm, key, nonce, options).setAAD(aad).setAuthTag(box.subarray(end));
    const plain = decipher.update(box.subarray(0, end));
    try {
      // Nothing of what came out counts before this has returned.
      decipher.final();
      return plain;
    } catch {
      plain.fill(0);
      return null;
    }
  },
};

/** 64 MiB of work memory, and what Node adds: its own limit of 32 refuses. */
const maxmem = 80 * 2 ** 20;

let turn: Promise<unknown> = Promise.resolve();

/** The key of six words. One at a time: four at once would take 256 MB and every thread of the pool. */
export function nodeKeyOf(words: string, salt: Uint8Array): Promise<Buffer> {
  const { N, r, p, dkLen } = SCRYPT;
  const made = turn.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(words, salt, dkLen, { N, r, p, maxmem }, (error, key) => (error ? reject(error) : resolve(key)));
      }),
  );
  turn = made.catch(() => undefined);
  return made;
}
