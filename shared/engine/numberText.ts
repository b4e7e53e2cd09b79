// Numbers inside the engine's sentences: typographic minus, no noise digits, no locale, so that a sentence is the same everywhere.

/** A value difference with its sign, two decimals, or as many as it takes to show that it is not 0: "+0.21", "−0.003". */
export function signed(x: number): string {
  const size = Math.abs(x);
  const text = size >= 0.005 || size === 0 ? size.toFixed(2) : plain(size, 1);
  return `${x < 0 ? '−' : '+'}${text}`;
}

/** A measurement or a difference with its unit: "48 ms", "0.006", "12,400 MB", "3.5%". */
export function quantity(x: number, unit: string): string {
  const sign = x < 0 ? '−' : '';
  const size = Math.abs(x);
  const text = size >= 1000 && size < 1e15 ? grouped(Math.round(size)) : plain(size, 3);
  return `${sign}${text}${unit === '' ? '' : unit === '%' ? '%' : ` ${unit}`}`;
}

/** At most so many significant digits, without trailing zeros; powers of ten only where plain digits would run on. */
function plain(size: number, digits: number): string {
  if (size === 0) return '0';
  const rounded = Number(size.toPrecision(digits));
  if (rounded >= 1e-6 && rounded < 1e15) return String(rounded);
  const [mantissa, exponent] = rounded.toExponential().split('e');
  return `${mantissa}e${Number(exponent) < 0 ? '−' : ''}${Math.abs(Number(exponent))}`;
}

function grouped(integer: number): string {
  return String(integer).replace(/\B(?=(\d{3})+$)/g, ',');
}
