// A text as a QR code, drawn as one SVG path: black modules as merged runs, on a square of `size` modules with a quiet zone of four.
import { encode } from 'uqr';

const quiet = 4;

/** @returns the path's `d`, and the width of the square in modules. Correction level M. */
export function qrPath(text: string): { d: string; size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  let d = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y]![x]) continue;
      let run = 1;
      while (x + run < size && data[y]![x + run]) run++;
      d += `M${x + quiet} ${y + quiet}h${run}v1h-${run}z`;
      x += run;
    }
  }
  return { d, size: size + 2 * quiet };
}
