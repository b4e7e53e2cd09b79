// node build/run.mjs build/icons.ts: draws the icons of the app and of its files anew from their SVG, for every system. Run it after a change
// of build/icons/*.svg; what it writes is kept in the repository, so that packing needs no browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { obtainChromium } from './chromium.ts';
import { icnsOf, icoOf, linuxSizes, sizesNeeded } from './iconFiles.ts';
import { root } from './paths.ts';

const folder = `${root}build/icons/`;

const browser = await chromium.launch({
  executablePath: obtainChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  /** The picture at each size, by its edge in pixels. */
  const draw = async (name: string): Promise<Map<number, Buffer>> => {
    const svg = readFileSync(`${folder}${name}.svg`).toString('base64');
    const drawn = new Map<number, Buffer>();
    for (const size of sizesNeeded) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>body{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="data:image/svg+xml;base64,${svg}">`,
      );
      await page.locator('img').evaluate((image) => (image as HTMLImageElement).decode());
      drawn.set(size, await page.screenshot({ omitBackground: true }));
    }
    return drawn;
  };
  const icon = await draw('icon');
  writeFileSync(`${folder}icon.ico`, icoOf(icon));
  writeFileSync(`${folder}icon.icns`, icnsOf(icon));
  mkdirSync(`${folder}linux`, { recursive: true });
  for (const size of linuxSizes) writeFileSync(`${folder}linux/${size}x${size}.png`, icon.get(size)!);
  const file = await draw('parley');
  writeFileSync(`${folder}parley.ico`, icoOf(file));
  writeFileSync(`${folder}parley.icns`, icnsOf(file));
} finally {
  await browser.close();
}
