// The keychain of the system, by Electron: what is sealed with it, only this user of this computer opens again.
import { safeStorage } from 'electron';
import type { Keychain } from '../core/installation/options.ts';

/** None where the system has no keychain that deserves the name; on Linux, Electron else seals with a password that everybody knows. */
export function systemKeychain(): { keychain?: Keychain } {
  if (!safeStorage.isEncryptionAvailable()) return {};
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return {};
  return {
    keychain: {
      seal: (secret) => safeStorage.encryptString(secret).toString('base64'),
      open: (sealed) => {
        try {
          return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
        } catch {
          return null;
        }
      },
    },
  };
}
