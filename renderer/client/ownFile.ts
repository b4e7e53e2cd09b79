// Files that ship with the page itself, such as its font.

/** The bytes at an address of this page's own origin; null when they cannot be had. */
export async function ownFile(address: string): Promise<Uint8Array | null> {
  try {
    const response = await fetch(address);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}
