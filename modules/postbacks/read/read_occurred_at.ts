import { isoTime, parseTime, parseZonedTime } from "../../kernel/mod.ts";
import type { FoundClick } from "../judge/find_click.ts";
import type { NamedValue } from "../../sources/mod.ts";
import type { ReadEventInput } from "../receive/reading.ts";
import { Refused } from "../../sources/mod.ts";
import type { Trace } from "./trace.ts";

/**
 * The time in an id may be this far ahead of the clock after a restart, and senders round to
 * whole seconds.
 */
const CLICK_AHEAD_MS = 6_000;

/**
 * Reads when an event happened. An unsigned time is informational, so an invalid one is no
 * reason to refuse.
 */
export function readOccurredAt(
  given: NamedValue | undefined,
  click: FoundClick,
  input: ReadEventInput,
  trace: Trace,
): number | null {
  if (given === undefined) return null;
  const { dialect, arrival_words, received_at, is_signed } = input;
  const text = given.value.trim();
  if (arrival_words?.includes(text.toLowerCase())) return received_at;
  const at = parseZonedTime(text, dialect.timezone) ?? parseTime(text);
  const fault = faultOf(at, given, click, input);
  if (fault === null) return at;
  if (is_signed) throw new Refused("invalid_time", fault);
  trace.passed("occurred_at", `Left out, since it is not signed: ${fault}`);
  return null;
}

function faultOf(
  at: number | null,
  given: NamedValue,
  click: FoundClick,
  { dialect, received_at }: ReadEventInput,
): string | null {
  if (at === null) {
    return `"${given.value.slice(0, 60)}" in "${given.name}" is not a time`;
  }
  if (at + CLICK_AHEAD_MS <= click.fields.time_ms) {
    const clicked_at = isoTime(click.fields.time_ms);
    return `${isoTime(at)} is before the click of ${clicked_at}`;
  }
  return at > received_at + dialect.drift_seconds * 1000
    ? `${isoTime(at)} is in the future`
    : null;
}
