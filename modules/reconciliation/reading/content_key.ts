const KEY_BYTES = 16;

/**
 * Makes the key of a row's content: the same cells under the same names have the
 * same one, in whatever order the columns stand. Empty cells say nothing.
 */
export function contentKeys(
  columns: readonly string[],
): (cells: readonly string[]) => Uint8Array {
  const order = columns
    .map((name, at) => ({ name: `${name}\u001f`, at }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return (cells) => {
    let text = "";
    for (const { name, at } of order) {
      const cell = cells[at];
      if (cell !== undefined && cell !== "") text += `${name}${cell}\u001e`;
    }
    for (let at = columns.length; at < cells.length; at++) {
      text += `${cells[at]}\u001e`;
    }
    const hash = Bun.SHA256.hash(text) as Uint8Array;
    return hash.subarray(0, KEY_BYTES);
  };
}
