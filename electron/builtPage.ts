// The built renderer, read once into a map of known names. A request is answered from this map or not at all, so that no
// path ever reaches the file system.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

type Bytes = Buffer<ArrayBuffer>;

interface PageFile {
  type: string;
  body: Bytes;
  /** The same compressed, by the name of the encoding, where the build made it. */
  encoded?: Partial<Record<PageEncoding, Bytes>>;
}

/** How a file of the page may be compressed, best first, and the ending of its file beside the plain one. */
export const pageEncodings = { br: '.br', gzip: '.gz' } as const;
export type PageEncoding = keyof typeof pageEncodings;

/** Path as requested ('/', '/assets/index-1a2b.js') → file. */
export type BuiltPage = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Reads every file of the folder that has a known type. @throws when the folder has no index.html. */
export function readBuiltPage(folder: string): BuiltPage {
  const page = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const encoded: PageFile['encoded'] = {};
    for (const [name, ending] of Object.entries(pageEncodings) as [PageEncoding, string][])
      if (existsSync(file + ending)) encoded[name] = readFileSync(file + ending);
    page.set(`/${relative(folder, file).split(sep).join('/')}`, { type, body: readFileSync(file), encoded });
  }
  const index = page.get('/index.html');
  if (!index) throw new Error(`${folder} holds no built page. Run npm run build.`);
  return page.set('/', index);
}
