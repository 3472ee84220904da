import { closing } from "./sql_text.ts";
import { behindBlank, readName } from "./sql_tuple.ts";

/** Lines of a `CREATE TABLE` that begin so are no columns. */
const KEYS =
  /^(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT|SPATIAL|FOREIGN|CHECK|PERIOD)$/i;
const COLUMNS_MAX = 1_000;
const MARKS = /['"`#(),]|--(?=\s|$)|\/\*/g;

/**
 * The names of the columns in a `CREATE TABLE` behind its table's name; null if they can't be read,
 * as with `LIKE`, or if there are very many.
 */
export function columnsOfCreate(text: string): string[] | null {
  const open = behindBlank(text, 0);
  if (text[open] !== "(") return null;
  const columns: string[] = [];
  let depth = 1;
  let is_begin = true;
  for (let at = open + 1; ;) {
    if (is_begin) {
      const name = nameAt(text, at);
      if (name !== null) columns.push(name);
      is_begin = false;
    }
    MARKS.lastIndex = at;
    const found = MARKS.exec(text);
    if (found === null || columns.length > COLUMNS_MAX) return null;
    const [mark] = found;
    at = found.index + 1;
    if (mark === "(") depth++;
    else if (mark === ")") depth--;
    else if (mark === ",") is_begin = depth === 1;
    else {
      const end = closing(text, found.index, mark);
      if (end === null) return null;
      at = end;
    }
    if (depth === 0) return columns;
  }
}

function nameAt(text: string, start: number): string | null {
  const at = behindBlank(text, start);
  const name = readName(text, at);
  if (name === null) return null;
  const is_bare = text[at] !== "`" && text[at] !== '"';
  return is_bare && KEYS.test(name.value) ? null : name.value;
}
