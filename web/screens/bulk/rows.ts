/** Things that are made many at once from a table. */
export type BulkKind = "affiliates" | "advertisers" | "links";

type Reading = "text" | "id" | "number" | "yes";

/** The columns that a table of each kind may have, named as the API names the fields. */
export const BULK_COLUMNS: Readonly<
  Record<BulkKind, Readonly<Record<string, Reading>>>
> = {
  affiliates: {
    name: "text",
    email: "text",
    external_id: "text",
    status: "text",
    timezone: "text",
    payout_currency: "text",
    min_payout: "text",
    schedule: "text",
    tax_id: "text",
    payment_hold: "yes",
  },
  advertisers: {
    name: "text",
    external_id: "text",
    currency: "text",
    timezone: "text",
    terms_days: "number",
    tax_id: "text",
    plain_postback: "text",
  },
  links: {
    campaign_id: "id",
    affiliate_id: "id",
    external_id: "text",
    "subs.sub1": "text",
    "subs.sub2": "text",
    "subs.sub3": "text",
    deep_link: "text",
    fallback_url: "text",
  },
};

/** The columns that no row of a kind may lack. */
export const BULK_NEEDED: Readonly<Record<BulkKind, readonly string[]>> = {
  affiliates: ["name"],
  advertisers: ["name"],
  links: ["campaign_id", "affiliate_id"],
};

/** As many as the API makes at once. */
export const BULK_MAX = 1000;

type Item = Record<string, unknown>;

/** A table as it was read, and why it can't be sent as it is. */
export interface BulkTable {
  header: readonly string[];
  rows: readonly (readonly string[])[];
  /** Columns that the kind doesn't have. */
  unknown: readonly string[];
  /** Columns that it needs. */
  missing: readonly string[];
}

/** Reads a table of a kind; its first line names the columns. */
export function readBulk(kind: BulkKind, text: string): BulkTable {
  const [first = [], ...rows] = cellsOf(text);
  const header = first.map((name) => nameOf(kind, name));
  const known = Object.keys(BULK_COLUMNS[kind]);
  return {
    header,
    rows,
    unknown: header.filter((name) => !known.includes(name)),
    missing: BULK_NEEDED[kind].filter((name) => !header.includes(name)),
  };
}

/** The items of a table, as the API takes them; an empty cell leaves its field out. */
export function itemsOf(kind: BulkKind, { header, rows }: BulkTable): Item[] {
  return rows.map((cells) => {
    const item: Item = {};
    for (const [at, name] of header.entries()) {
      const text = cells[at]?.trim() ?? "";
      if (text === "") continue;
      const value = valueOf(text, BULK_COLUMNS[kind][name] ?? "text");
      const [outer = "", inner] = name.split(".");
      item[outer] =
        inner === undefined
          ? value
          : { ...(item[outer] as Item | undefined), [inner]: value };
    }
    return item;
  });
}

/** The row of a sheet that an item came from: the first holds the names. */
export function sheetRow(index: number): number {
  return index + 2;
}

/** The item that a refusal of all is about, and its field; null for one of the whole. */
export function refusedItem(
  field: string,
): { index: number; field: string } | null {
  const found = /^items\.(\d+)(?:\.(.+))?$/.exec(field);
  return found === null
    ? null
    : { index: Number(found[1]), field: found[2] ?? "" };
}

function nameOf(kind: BulkKind, text: string): string {
  const name = text.trim().toLowerCase().replaceAll(/[ -]+/g, "_");
  return `subs.${name}` in BULK_COLUMNS[kind] ? `subs.${name}` : name;
}

function valueOf(text: string, reading: Reading): unknown {
  const is_number = /^\d+$/.test(text);
  if (reading === "id" || reading === "number") {
    return is_number ? Number(text) : text;
  }
  if (reading === "yes") {
    if (/^(true|yes|1)$/i.test(text)) return true;
    return /^(false|no|0)$/i.test(text) ? false : text;
  }
  return text;
}

/** The cells of comma-, semicolon- or tab-separated lines; a cell in quotes may hold any of them. */
function cellsOf(text: string): string[][] {
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
