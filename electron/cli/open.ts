// parley open: the web host on one review, until it is stopped.
import { serve } from '../web/serve.ts';

/** @throws ParleyError when the file cannot be opened. */
export async function openFile(file: string): Promise<void> {
  const host = await serve({ file });
  console.log(`Open this address in a browser; it lets in whoever has it. Ctrl-C stops it.\n${host.address}`);
  const stop = () => void host.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
