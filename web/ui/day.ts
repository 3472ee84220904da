import { localTime } from "./figures.tsx";

/** The moment at which a day such as `2026-12-01` begins in a zone. */
export function startOfDay(day: string, timezone: string): string {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  let at = wanted;
  // The offset is that of the moment found, which may lie beyond a change of summer time.
  for (let turn = 0; turn < 2; turn += 1) {
    const shown = localTime(new Date(at), timezone, "second");
    at += wanted - Date.parse(`${shown.replace(" ", "T")}Z`);
  }
  return new Date(at).toISOString();
}
