// A file is handed over once, however often it is read, and let go when another comes or the dialog closes.
import { beforeEach, expect, it, vi } from 'vitest';
import { TableReading } from './tableReading.svelte.ts';

const host = vi.hoisted(() => ({
  sent: [] as [string, unknown][],
  uploads: 0,
  upload: (_purpose: string, _file: Blob, signal?: AbortSignal) => {
    if (signal?.aborted) return Promise.resolve({ ok: false, error: { code: 'cancelled', message: 'Stopped.' } });
    return Promise.resolve({ ok: true, value: `upload ${++host.uploads}` });
  },
  send: (name: string, input: unknown) => {
    host.sent.push([name, input]);
    return Promise.resolve({ ok: true, value: { table: `table ${host.sent.length}` } });
  },
}));
vi.mock('../../client/transport.ts', () => ({
  ...host,
  follow: () => undefined,
  door: null,
  printToPdf: null,
  lend: null,
}));
beforeEach(() => {
  host.sent.length = 0;
  host.uploads = 0;
});

const source = (file: File) => ({ fileName: file.name, kind: 'file' as const, bytes: new Uint8Array(), file });
const named = (operation: string) => host.sent.flatMap(([name, input]) => (name === operation ? [input] : []));

it('hands a file over once, and reads it as often as the person says', async () => {
  const reading = new TableReading();
  const [one, other] = [new File(['m,a\nx,1'], 'one.csv'), new File(['m,a\nx,2'], 'other.csv')];
  await reading.read(source(one));
  await reading.read(source(one), { delimiter: ';', decimal: null, header: null });
  expect(named('imports.read')).toMatchObject([{ upload: 'upload 1' }, { upload: 'upload 1' }]);
  expect(named('imports.read')[0]).not.toHaveProperty('file');
  expect(named('uploads.drop')).toEqual([]);
  await reading.read(source(other));
  expect(named('uploads.drop')).toEqual([{ upload: 'upload 1' }]);
  reading.close();
  expect(named('uploads.drop')).toEqual([{ upload: 'upload 1' }, { upload: 'upload 2' }]);
});

it('refuses a file that is too large before anything is sent', async () => {
  const large = { name: 'large.csv', size: 64 * 1024 * 1024 + 1 } as File;
  await expect(new TableReading().read(source(large))).rejects.toMatchObject({
    code: 'tooLarge',
    message:
      '“large.csv” was not taken. The file is larger than 64 MB, the most that is read. Split the table and try again.',
  });
  expect([host.uploads, host.sent]).toEqual([0, []]);
});

it('reads nothing of a file that was handed over when the dialog was closed meanwhile', async () => {
  const reading = new TableReading();
  const read = reading.read(source(new File(['m,a\nx,1'], 'one.csv')));
  reading.close();
  await expect(read).rejects.toMatchObject({ code: 'cancelled' });
  expect(named('imports.read')).toEqual([]);
});
