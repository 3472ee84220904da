/** Texts about making many things at once. */
export const BULK = {
  title: "Add many",
  lead: "From a sheet: its first row names the columns, each further row is one thing. All are made, or none.",
  what: "What is added",
  kinds: {
    affiliates: "Affiliates",
    advertisers: "Advertisers",
    links: "Links",
  },
  columns: "Columns",
  columns_hint:
    "An empty cell leaves its field as it usually is. For a campaign or an affiliate, give its number, or external_id: followed by your own id.",
  needed: (names: string) => `Needed: ${names}.`,
  drop: "Drop a CSV file here, or choose one",
  paste: "Or paste rows",
  paste_hint:
    "Separated by commas, semicolons or tabs, as a sheet copies them.",
  unknown: (names: string) =>
    `There is no column ${names}. Rename it, or take it out.`,
  missing: (names: string) => `The column ${names} is missing.`,
  too_many: (count: number, most: number) =>
    `There are ${count} rows, and ${most} are made at once: send them in parts.`,
  none: "There is no row below the names of the columns.",
  preview: (count: number) =>
    `${count} ${count === 1 ? "row" : "rows"}; the first as they are read`,
  row: "Row",
  partial: "Make the good ones even if others are refused",
  make: (count: number) => `Make ${count}`,
  none_made:
    "Nothing was made. Change the rows below in the sheet and send it again.",
  made: (count: number) => `${count} made.`,
  refused: (count: number) => `${count} refused`,
  field: "Column",
  why: "Why",
  open: "Open the list",
} as const;
