// Sizes of files, as people read them.
import { formatNumber } from '../../../shared/domain/format.ts';

/** "84 KB", "12.5 MB". @param bytes of a file. */
export function sizeText(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  return megabytes < 1 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${formatNumber(megabytes, 1)} MB`;
}
