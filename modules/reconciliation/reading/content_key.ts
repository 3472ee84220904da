/** 16 bytes. */
const KEY_DIGITS = 32;

/**
 * Makes the key of a row's content, in hex: the same cells under the same names have the
 * same one, in whatever order the columns stand. Empty cells say nothing.
 */
export function contentKeys(
  columns: readonly string[],
): (cells: readonly string[]) => string {
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
    return Bun.SHA256.hash(text, "hex").slice(0, KEY_DIGITS);
  };
}
