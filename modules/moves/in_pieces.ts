/** Does work piece by piece, until one has fewer rows than it may take. */
export async function inPieces(
  size: number,
  piece: () => Promise<number>,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    if ((await piece()) < size) return;
  }
}
