// Receipts: the head of a trail as a short text of capitals and digits, to print, to photograph, to type.
import { ParleyError } from '../../../shared/contract/errors.ts';

interface ReceiptContent {
  /** UUID of the review. */
  review: string;
  /** The last entry of the trail when it was issued, and its digest. */
  n: number;
  hash: string;
  roleId: number;
  /** Digest of the role's ballot. */
  commitment: string;
  /** ISO time, UTC, milliseconds. */
  at: string;
}

/** `PARLEY1:{uuid}:{n}:{head}:{role}:{commitment}:{time}`; about 195 characters. */
export function receiptText({ review, n, hash, roleId, commitment, at }: ReceiptContent): string {
  const time = at.replaceAll(/[-:.]/g, '');
  return `PARLEY1:${review.replaceAll('-', '')}:${n}:${hash}:${roleId}:${commitment}:${time}`.toUpperCase();
}

const form =
  /^(?:PARLEY1|PARLEY-?RECEIPT1)[:|]([0-9A-F]{32})[:|](\d{1,6})[:|]([0-9A-F]{64})[:|](\d{1,10})[:|]([0-9A-F]{64})[:|](\d{8}T\d{9}Z)$/;

/**
 * Reads a receipt; blanks, line ends, small letters, and dashes or bars instead of colons do not matter.
 * @throws ParleyError badInput.
 */
export function readReceipt(text: string): ReceiptContent {
  const found = form.exec(
    text
      .replaceAll(/[\s-]/g, '')
      .toUpperCase()
      .replace(/(T\d{2}):(\d{2}):(\d{2})\.(\d{3}Z)$/, '$1$2$3$4'),
  );
  if (!found) throw new ParleyError('badInput', 'This is no receipt of Parley, or a part of it is missing.');
  const [, id, n, hash, role, commitment, time] = found as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const hex = id.toLowerCase();
  return {
    review: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'),
    n: Number(n),
    hash: hash.toLowerCase(),
    roleId: Number(role),
    commitment: commitment.toLowerCase(),
    at: time.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/, '$1-$2-$3T$4:$5:$6.$7Z'),
  };
}
