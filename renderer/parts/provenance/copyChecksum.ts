// Puts a checksum into the clipboard, and says so, or says what to do where there is none.
import type { Notices } from '../../state/notices.svelte.ts';
import { copyText } from '../../ui/copyText.ts';

export async function copyChecksum(notices: Pick<Notices, 'info'>, sha256: string): Promise<void> {
  const copied = await copyText(sha256);
  notices.info(
    copied
      ? `Copied: the checksum ${sha256.slice(0, 12)}…, all 64 characters of it.`
      : 'The clipboard is not available here. The checksum is shown in full when you point at it.',
  );
}
