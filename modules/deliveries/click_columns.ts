import type { Template } from "../kernel/mod.ts";

const SUBS = Array.from({ length: 10 }, (_, at) => `sub${at + 1}`);

/** Say which values of a click are to be sent back byte for byte. */
const FLAGS = "flags";

/** Columns of a click and its user agent that macros and ad platforms read. */
export const CLICK_COLUMNS: readonly string[] = [
  ...["click_ref", "source", ...SUBS, "params", FLAGS],
  ...["country", "ip", "user_agent", "device", "os"],
];

/** Columns of the row in `user_agents`. */
export const AGENT_COLUMNS: readonly string[] = ["user_agent", "device", "os"];

/** Macros that aren't named as the column that they are filled in from. */
const COLUMN_OF_MACRO: Readonly<Record<string, string>> = {
  ...{ param: "params", gaid: "params", idfa: "params" },
  // Not kept, so it is empty; its click is waited for as for the others'.
  city: FLAGS,
};

/**
 * Columns of the click's row that templates read, in the order of `CLICK_COLUMNS`; none if they can be
 * filled in without it.
 */
export function clickColumnsOf(
  templates: readonly (Template | null)[],
): readonly string[] {
  const wanted = new Set<string>();
  for (const part of templates.flatMap((one) => one?.parts ?? [])) {
    if (typeof part === "string") continue;
    const column = COLUMN_OF_MACRO[part.name] ?? part.name;
    if (CLICK_COLUMNS.includes(column)) wanted.add(column).add(FLAGS);
  }
  return CLICK_COLUMNS.filter((column) => wanted.has(column));
}
