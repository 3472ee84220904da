/** Hex digits of a content key: 16 bytes. */
const KEY_DIGITS = 32;

/**
 * Returns a function for the content key of a row, in hex. Rows with the same cells
 * under the same names have the same key, regardless of column order; empty cells
 * are left out.
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
