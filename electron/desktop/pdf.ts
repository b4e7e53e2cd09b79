// The page of the window as a PDF file, where the person says. Only the desktop can: a browser has its own way from print to PDF.
import { dialog, type BrowserWindow } from 'electron';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toFailure } from '../core/store/failures.ts';
import type { Envelope } from '../../shared/contract/errors.ts';

/**
 * Prints the page and asks where to save it: the path, or null where the person changed their mind. Margins and page numbers come
 * from the page's own print style.
 *
 * @param name   the file's name as proposed; what it says about folders is left out.
 * @param folder where the dialog begins.
 */
export async function saveAsPdf(
  window: BrowserWindow,
  name: string,
  size: 'A4' | 'Letter',
  folder: string,
): Promise<Envelope<string | null>> {
  try {
    const bytes = await window.webContents.printToPDF({ pageSize: size, preferCSSPageSize: true });
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(folder, basename(name)),
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    });
    if (canceled || filePath === '') return { ok: true, value: null };
    writeFileSync(filePath, bytes);
    return { ok: true, value: filePath };
  } catch (error) {
    const failure = toFailure(error);
    if (!failure) throw error;
    return { ok: false, error: { code: failure.code, message: failure.message } };
  }
}
