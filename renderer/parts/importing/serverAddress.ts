// Addresses of servers as people paste them: with a password in them, which is taken out.

/** An address and the password that stood in it; null: none did. */
export function withoutSecret(text: string): { address: string; secret: string | null } {
  const [, before = '', secret = '', after = ''] =
    /^\s*([a-z+0-9_]+:\/\/[^:@/\s]*):([^@/\s]*)@(.*)$/is.exec(text) ?? [];
  if (before === '') return { address: text, secret: null };
  try {
    return { address: `${before}@${after}`, secret: decodeURIComponent(secret) };
  } catch {
    return { address: `${before}@${after}`, secret };
  }
}
