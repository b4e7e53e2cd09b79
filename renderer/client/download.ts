// Hands bytes to the person as a file, the same way under every host.

export function saveBytes(fileName: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What is said afterwards: the browser does not tell where the file went, or whether it did. */
export const savedText = (fileName: string): string => `${fileName} was handed to your downloads.`;
