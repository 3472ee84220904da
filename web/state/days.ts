import { localTime } from "./local_time.ts";

/** When a day such as `2026-11-28` begins in a zone, as UTC; undefined for a text that is no day. */
export function startOfDay(day: string, timezone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  return momentOf(`${day}T00:00`, timezone);
}

/** The moment of a clock's time such as `2026-11-28T18:15` in a zone; undefined for another text. */
export function momentOf(local: string, timezone: string): string | undefined {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return undefined;
  let at = wanted;
  // Twice: the first step may cross a change of summer time.
  for (let tries = 0; tries < 2; tries++) {
    const shown = localTime(new Date(at), timezone, "second");
    at += wanted - Date.parse(`${shown.replace(" ", "T")}Z`);
  }
  return new Date(at).toISOString();
}

/** A moment as the clock of a zone shows it, as inputs take it: `2026-11-28T18:15`. */
export function clockTime(moment: string, timezone: string): string {
  return localTime(new Date(moment), timezone, "minute").replace(" ", "T");
}

/** The day after one such as `2026-11-28`. */
export function nextDay(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return new Date(at + 86_400_000).toISOString().slice(0, 10);
}
