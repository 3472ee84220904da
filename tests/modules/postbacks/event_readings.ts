import { Minter } from "../../../modules/clicks/mod.ts";
import { ManualClock } from "../../../modules/kernel/mod.ts";
import { PLAIN_DIALECT } from "../../../modules/sources/mod.ts";
import type { Parameter } from "../../../modules/sources/mod.ts";
import {
  findClick,
  validClicks,
} from "../../../modules/postbacks/judge/find_click.ts";
import { readEvent } from "../../../modules/postbacks/read/read_event.ts";
import { Trace } from "../../../modules/postbacks/read/trace.ts";

/** When the click was. */
export const CLICKED_AT = Date.UTC(2026, 10, 22, 10, 0, 0, 250);
/** When the postback comes: an hour later. */
export const RECEIVED_AT = CLICKED_AT + 3_600_000;
/** The key that signs clicks. */
export const KEY = Buffer.from("a key that signs clicks");
const minter = new Minter({
  clock: new ManualClock(CLICKED_AT),
  ring: { signing: () => ({ key_number: 0, key: KEY }) },
  node: () => 1,
});
/** The id of the click. */
export const ID = minter.mint(5, true).click_id;

/** Reads parameters of a query as a postback's event. */
export function readPairs(
  pairs: [string, string][],
  trace = new Trace(),
  { dialect = PLAIN_DIALECT, is_signed = false, is_number = false } = {},
) {
  const parameters = pairs.map(([name, value]): Parameter => {
    return {
      name,
      value,
      from: "query",
      ...(is_number ? { is_number } : {}),
    };
  });
  const valid = validClicks(parameters, () => KEY);
  const input = {
    found: findClick(parameters, valid, dialect.names),
    dialect,
    currency: "USD",
    mode: null,
    received_at: RECEIVED_AT,
    is_signed,
    offer_id: "417",
  };
  return readEvent(parameters, input, trace);
}

/** The event of a postback on the click; throws where it is refused. */
export function event(given: Record<string, string>) {
  const read = readPairs([["click_id", ID], ...Object.entries(given)]);
  if (!read.ok) throw new Error(`${read.refusal.code}: ${read.refusal.detail}`);
  return read.event;
}

/** Why a postback on the click is refused; undefined where it is not. */
export function codeOf(given: Record<string, string>): string | undefined {
  const read = readPairs([["click_id", ID], ...Object.entries(given)]);
  return read.ok ? undefined : read.refusal.code;
}
