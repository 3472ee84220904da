/** The cells of comma-, semicolon- or tab-separated lines; a cell in quotes may hold any of them. */
export function cellsOf(text: string): string[][] {
  const all = text.replace(/^\uFEFF/, "");
  const line = all.slice(0, (all + "\n").indexOf("\n"));
  const separator = ["\t", ";", ","].find((one) => line.includes(one)) ?? ",";
  const rows: string[][] = [];
  let cells: string[] = [];
  let cell = "";
  let is_quoted = false;
  const endRow = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== "")) rows.push(cells);
    cells = [];
    cell = "";
  };
  for (let at = 0; at < all.length; at++) {
    const letter = all[at] ?? "";
    if (is_quoted) {
      if (letter !== '"') cell += letter;
      else if (all[at + 1] === '"') cell += all[++at];
      else is_quoted = false;
    } else if (letter === '"' && cell.trim() === "") {
      is_quoted = true;
      cell = "";
    } else if (letter === separator) {
      cells.push(cell);
      cell = "";
    } else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  endRow();
  return rows;
}
