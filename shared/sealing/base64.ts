// Base64 with the standard alphabet and padding. Written here because pages outside secure contexts, workers and Node share no
// function for bytes.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Map([...alphabet].map((letter, i) => [letter, i]));

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const three = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const letters = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < 4; k++) text += k < letters ? alphabet[(three >> (18 - 6 * k)) & 63]! : '=';
  }
  return text;
}

/** null for anything but the one form that `toBase64` writes: loose padding and stray bits are refused. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let three = 0;
    for (let k = 0; k < 4; k++) {
      const value = i + k >= text.length - padding ? 0 : valueOf.get(text[i + k]!);
      if (value === undefined) return null;
      three = (three << 6) | value;
    }
    for (let k = 0; k < 3 && at < bytes.length; k++) bytes[at++] = (three >> (16 - 8 * k)) & 255;
  }
  return toBase64(bytes) === text ? bytes : null;
}
