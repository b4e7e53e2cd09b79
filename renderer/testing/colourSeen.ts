// How colours are seen: their contrast by WCAG, how far apart they look, and what colour-blind eyes make of them. For the test
// of the colour tokens; the app itself computes no colour.

/** Red, green and blue as light, 0 to 1 each (linear sRGB). */
export type Light = readonly [red: number, green: number, blue: number];

export type Eyes = 'usual' | 'protanopia' | 'deuteranopia' | 'tritanopia';

/** Light of "#rrggbb" (IEC 61966-2-1). */
export function lightOf(hex: string): Light {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new RangeError(`${hex} is not a colour as #rrggbb.`);
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
  return lightOfBytes(red, green, blue);
}

/** Light of channels from 0 to 255, as in "rgb(…)". */
export function lightOfBytes(red: number, green: number, blue: number): Light {
  const channel = (byte: number) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  };
  return [channel(red), channel(green), channel(blue)];
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: Light, b: Light): number {
  const luminance = ([red, green, blue]: Light) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [dark, bright] = [luminance(a), luminance(b)].sort((p, q) => p - q) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

/**
 * The matrices of Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", IEEE TVCG 15(6):1291–1298, at severity 1.0, over linear light.
 */
const dichromats: Record<Exclude<Eyes, 'usual'>, readonly [Light, Light, Light]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const dot = (a: Light, b: Light) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** What these eyes see of a colour, as the light that looks the same to usual ones. */
export function seenBy(eyes: Eyes, light: Light): Light {
  if (eyes === 'usual') return light;
  const [red, green, blue] = dichromats[eyes].map((row) => Math.min(1, Math.max(0, dot(row, light)))) as [
    number,
    number,
    number,
  ];
  return [red, green, blue];
}

/** Lightness 0 to 100 and the two opponent axes, in hundredths (Ottosson 2020, OKLab). */
function perceived(light: Light): Light {
  const cone = (row: Light) => Math.cbrt(dot(row, light));
  const cones: Light = [
    cone([0.4122214708, 0.5363325363, 0.0514459929]),
    cone([0.2119034982, 0.6806995451, 0.1073969566]),
    cone([0.0883024619, 0.2817188376, 0.6299787005]),
  ];
  return [
    100 * dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    100 * dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    100 * dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

/** How far apart two colours look to these eyes: Euclidean in OKLab, where about 2 is just noticed side by side. */
export function apart(eyes: Eyes, a: Light, b: Light): number {
  const [p, q] = [perceived(seenBy(eyes, a)), perceived(seenBy(eyes, b))];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

/** How vivid a colour is: 0 grey, about 30 at most (chroma in OKLab). */
export function vividness(light: Light): number {
  const [, a, b] = perceived(light);
  return Math.hypot(a, b);
}
