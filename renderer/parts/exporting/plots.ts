// Plots as pictures: which are on screen, and how one is copied or saved. A chart says what it is by `data-plot` on its root.
import { dayText } from '../../../shared/domain/day.ts';
import { localDay, numberStyle } from '../../../shared/domain/format.ts';
import { forEverybody } from '../../../shared/domain/setting.ts';
import { saveBytes, savedText } from '../../client/download.ts';
import { drawingOf, pngOf } from './drawing.ts';
import { exportName } from './fileName.ts';

export interface PlotOnScreen {
  /** "Pareto scatter"; numbered where several share it. */
  name: string;
  root: HTMLElement;
}

/** The plots that can be seen now, from top to bottom. */
export function plotsOnScreen(): PlotOnScreen[] {
  const roots = [...document.querySelectorAll<HTMLElement>('[data-plot]')].filter(
    (root) => root.getClientRects().length > 0 && root.parentElement?.closest('[data-plot]') === null,
  );
  const named = roots.map((root) => ({ root, name: root.dataset['plot'] ?? 'Plot' }));
  const seen = new Map<string, number>();
  return named.map(({ root, name }) => {
    const same = named.filter((other) => other.name === name).length;
    const place = (seen.get(name) ?? 0) + 1;
    seen.set(name, place);
    return { root, name: same > 1 ? `${name} ${place}` : name };
  });
}

export type PictureAction = 'copy' | 'png' | 'svg';

/** Where numbers are not as everybody has them, the picture says how to read them. */
const numbersNote = (): string => (numberStyle.now() === 'spaceComma' ? ' · decimals after a comma' : '');

/** @returns what was done, for the person. @throws where this browser cannot draw it or has no clipboard. */
export async function takePicture({ name, root }: PlotOnScreen, title: string, action: PictureAction): Promise<string> {
  const day = forEverybody(() => dayText(localDay(new Date())));
  const drawing = drawingOf(root, { title: `${name}, ${title}`, foot: `${title} · ${name} · ${day}${numbersNote()}` });
  if (action === 'copy') {
    // The promise goes in, not the picture: some browsers take the click as the permission only this way.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(drawing) })]);
    return `${name} is in the clipboard as an image.`;
  }
  const fileName = exportName(title, name, action);
  const bytes =
    action === 'svg'
      ? new TextEncoder().encode(drawing.svg)
      : new Uint8Array(await (await pngOf(drawing)).arrayBuffer());
  saveBytes(fileName, bytes);
  return savedText(fileName);
}

/** Says what to do instead. */
export const pictureFailed = 'The picture could not be made here. Save it as SVG, or take a screenshot.';
