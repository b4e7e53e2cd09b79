// Canvas beside the page: its pixel ratio, the theme's colours in it, and when to paint again.

/** Makes the canvas match its size on screen in device pixels, and clears it. Null when it has no area. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  if (width <= 0 || height <= 0) return null;
  const ratio = pixelRatio();
  const wide = Math.round(width * ratio);
  const high = Math.round(height * ratio);
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, wide, high);
  return context;
}

export function pixelRatio(): number {
  return Math.min(3, window.devicePixelRatio || 1);
}

/**
 * What the theme makes of colour tokens, as canvases need it: `light-dark()` is only resolved on an element.
 *
 * @param tokens  names of custom properties, as "--ink-2".
 * @param within  where they hold.
 */
export function colourValues<K extends string>(
  tokens: Readonly<Record<K, string>>,
  within: Element,
): Record<K, string> {
  const probe = document.createElement('span');
  probe.hidden = true;
  within.append(probe);
  const found = {} as Record<K, string>;
  for (const key of Object.keys(tokens) as K[]) {
    probe.style.color = `var(${tokens[key]})`;
    found[key] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** Calls back when colours or the pixel ratio may have changed; returns how to stop. */
export function onAppearance(changed: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  dark.addEventListener('change', changed);
  addEventListener('resize', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
    removeEventListener('resize', changed);
  };
}

/** Measures text; nothing is ever painted on it. Made when first needed, since only a page has canvases. */
const measuring = once(() => document.createElement('canvas').getContext('2d'));

/**
 * What a line of text takes up.
 * @param font  as in CSS: "600 11px Inter".
 * @returns     null where the browser has no canvas.
 */
export function measuredText(text: string, font: string): TextMetrics | null {
  const context = measuring();
  if (context === null) return null;
  context.font = font;
  return context.measureText(text);
}

/** Width in pixels of one line of text in the page's own font. */
export function textWidth(text: string, size: number, weight = 400): number {
  const font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return measuredText(text, font)?.width ?? text.length * size * 0.56;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
