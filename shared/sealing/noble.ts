// The cipher and the key in a page, where crypto.subtle is missing outside secure contexts.
import { gcm } from '@noble/ciphers/aes.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { SCRYPT, type SealingCipher } from './sealing.ts';

export const nobleCipher: SealingCipher = {
  digest: (bytes) => sha256(bytes),
  encrypt: (key, nonce, aad, plain) => gcm(key, nonce, aad).encrypt(plain),
  decrypt: (key, nonce, aad, box) => {
    try {
      return gcm(key, nonce, aad).decrypt(box);
    } catch {
      return null;
    }
  },
};

/**
 * The key of six words, in half a second of work and 77 MB. Frames are drawn meanwhile, and timers do not run: no progress bar by
 * timers, and nothing that times out.
 *
 * @param words as `readWords` and `wordsFrom` give them.
 */
export const nobleKeyOf = (words: string, salt: Uint8Array): Promise<Uint8Array> =>
  scryptAsync(words, salt, { ...SCRYPT, asyncTick: 10 });
