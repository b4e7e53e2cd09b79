// Which marks a line drawn around them holds.
interface Point {
  x: number;
  y: number;
}

/**
 * The marks inside a line that is closed from its end to its beginning; where it crosses itself, by the even-odd rule. Marks
 * without a place (NaN) are in no line. O(marks × corners).
 */
export function insideLasso(line: readonly Point[], { xs, ys }: { xs: Float32Array; ys: Float32Array }): number[] {
  const found: number[] = [];
  for (let i = 0; i < xs.length; i++) if (holds(line, xs[i]!, ys[i]!)) found.push(i);
  return found;
}

function holds(line: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  for (let k = 0, before = line.length - 1; k < line.length; before = k++) {
    const [a, b] = [line[k]!, line[before]!];
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}
