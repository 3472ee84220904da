import type { StatusMeaning } from "../../../db/schema/mod.ts";
import {
  isoTime,
  parseCurrency,
  parseTime,
  parseZonedTime,
} from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { Refusal } from "../codes.ts";
import { statusOfWord } from "../conversions/words.ts";
import type { Dialect } from "./dialect.ts";
import type { Mode, PostbackEvent } from "./event.ts";
import type { ClickSearch, FoundClick } from "./find_click.ts";
import { CANONICAL_NAMES } from "./names.ts";
import type { CanonicalName, NamedValue } from "./names.ts";
import type { Parameter } from "./raw_postback.ts";
import { readAmount } from "./read_amount.ts";
import { Refused } from "./refused.ts";
import type { Trace } from "./trace.ts";
import { isUnreplaced } from "./unreplaced.ts";

const ORDER_ID_CHARS_MAX = 255;
const TEXT_CHARS_MAX = 500;
const UNMAPPED_MAX = 20;
/** The time in an id may run this far ahead of the clock after a restart, and senders' times are whole seconds. */
const CLICK_AHEAD_MS = 6_000;

/** What a postback says, or why it can't be read. */
export type ReadEvent =
  { ok: true; event: PostbackEvent } | { ok: false; refusal: Refusal };

/** With what a postback is read. */
export interface ReadEventInput {
  found: ClickSearch;
  dialect: Dialect;
  /** The campaign's; it is meant where neither the postback nor its source names one. */
  currency: string;
  /** What the address itself says of the mode. */
  mode: Mode | null;
  /** Words that stand for the time of arrival. */
  arrival_words?: readonly string[] | undefined;
  received_at: number;
}

type Values = Map<CanonicalName, NamedValue>;

/** Reads what a postback says. Nothing that is recorded is looked at yet. */
export function readEvent(
  parameters: readonly Parameter[],
  input: ReadEventInput,
  trace: Trace,
): ReadEvent {
  const { found, dialect } = input;
  let step = "names";
  try {
    const click = found.ok ? found.click : null;
    const { values, others } = readValues(parameters, click, dialect);
    trace.passed(step, describe(values, dialect, others));
    step = "click_id";
    if (!found.ok) throw new Refused(found.refusal.code, found.refusal.detail);
    const from = dialect.names.mayHoldClick(found.click.name)
      ? ""
      : ", since it proves itself";
    trace.passed(
      step,
      `Click id found in "${found.click.name}"${from}`,
      found.click.name,
    );
    trace.subject.click_id = found.click.id;
    trace.subject.link_id = found.click.fields.link_id;
    step = "values";
    const order_id = readOrderId(values.get("order_id"));
    trace.subject.order_id = order_id;
    refuseUnreplaced(values);
    const event = read(values, found.click, input);
    return { ok: true, event: { ...event, order_id, unmapped: others } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    trace.refused(step, error.refusal);
    return { ok: false, refusal: error.refusal };
  }
}

function read(
  values: Values,
  click: FoundClick,
  input: ReadEventInput,
): Omit<PostbackEvent, "order_id" | "unmapped"> {
  const text = (name: CanonicalName) => {
    const value = values.get(name)?.value;
    return value === undefined
      ? null
      : value.slice(0, TEXT_CHARS_MAX).toWellFormed();
  };
  const { dialect } = input;
  const raw_status = text("status");
  const meaning = readStatus(raw_status, dialect);
  const currency = readCurrency(values.get("currency"));
  const goal = text("goal") ?? meaning.goal ?? null;
  const named = (word: string | null) =>
    word === null ? null : (dialect.goal_map.get(word.toLowerCase()) ?? word);
  const mapped_event = dialect.goal_map.get(
    (text("event") ?? "").toLowerCase(),
  );
  return {
    click_id: click.id,
    click: click.fields,
    goal: named(goal) ?? mapped_event ?? null,
    event: text("event"),
    customer_id: text("customer_id"),
    ...readMoney(
      values,
      dialect,
      currency ?? dialect.currency ?? input.currency,
    ),
    currency: currency ?? dialect.currency,
    status: meaning.status,
    raw_status,
    reason: text("reason"),
    occurred_at: readOccurredAt(values.get("occurred_at"), click, input),
    mode:
      readMode(values.get("mode")) ?? meaning.mode ?? input.mode ?? "upsert",
    nonce: text("nonce"),
    ip: text("ip"),
    user_agent: text("user_agent"),
    adv: readAdv(values),
  };
}

/** One value a canonical name; a sender that contradicts itself is refused. */
function readValues(
  parameters: readonly Parameter[],
  click: FoundClick | null,
  { names }: Dialect,
): { values: Values; others: string[] } {
  // `transaction_id` and `tid` may hold the click id; then they are not the
  // order, and hide none under a later name.
  const given =
    click === null
      ? parameters
      : parameters.filter(({ value }) => !holdsClick(value, click));
  const said = names.read(given);
  const values: Values = new Map();
  for (const canonical of CANONICAL_NAMES) {
    if (canonical === "click_id") continue;
    const [value, other] = said.of(canonical);
    if (value !== undefined) values.set(canonical, value);
    if (other !== undefined) {
      throw new Refused(
        "malformed",
        `"${other.name}" is given twice with different values`,
      );
    }
  }
  return { values, others: said.others.slice(0, UNMAPPED_MAX) };
}

function holdsClick(value: string, click: FoundClick): boolean {
  return value.length >= 32 && value.trim().toLowerCase() === click.id;
}

function describe(
  values: Values,
  { names }: Dialect,
  others: readonly string[],
): string {
  const mapped = [...values].map(([canonical, { name }]) => {
    if (name === canonical) return canonical;
    const by = names.isOwn(canonical) ? ", mapped by this source" : "";
    return `${canonical} from "${name}"${by}`;
  });
  const read =
    mapped.length === 0 ? "Nothing but the click" : mapped.join(", ");
  if (others.length === 0) return read;
  const unknown = others.map((name) => `"${name}"`).join(", ");
  return `${read}; means nothing here: ${unknown}`.toWellFormed();
}

function refuseUnreplaced(values: Values): void {
  for (const [canonical, { name, value }] of values) {
    // Some browsers' whole name stands in brackets.
    if (canonical === "user_agent" || !isUnreplaced(value)) continue;
    throw new Refused(
      "unreplaced_macro",
      `"${name}" holds the placeholder "${value.slice(0, 60)}": the sender did not fill it in`,
    );
  }
}

function readOrderId(given: NamedValue | undefined): string | null {
  const order_id = given?.value.trim().normalize("NFC") ?? "";
  if (order_id === "") return null;
  if (order_id.includes("\ufffd")) {
    // It stands for bytes that were not UTF-8: two orders would become one.
    throw new Refused("malformed", "The order id is not valid UTF-8");
  }
  if (order_id.length <= ORDER_ID_CHARS_MAX) return order_id;
  throw new Refused(
    "malformed",
    `The order id has ${order_id.length} characters; ${ORDER_ID_CHARS_MAX} are allowed`,
  );
}

/** One money name present is the amount, whichever it is; several that differ each mean what they say. */
function readMoney(values: Values, dialect: Dialect, currency: string) {
  const form = {
    ...dialect,
    may_be_negative: dialect.reversal_amount === "refunded",
  };
  const given = (["amount", "revenue", "payout"] as const).flatMap((name) => {
    const value = values.get(name);
    if (value === undefined) return [];
    return [{ name, micros: readAmount(value, form, currency) }];
  });
  const of = (name: string) =>
    given.find((entry) => entry.name === name)?.micros ?? null;
  const [first] = given;
  const is_one = given.every(({ micros }) => micros === first?.micros);
  const amount = is_one ? (first?.micros ?? null) : of("amount");
  return {
    amount_micros: magnitude(amount),
    revenue_micros: magnitude(of("revenue")),
    payout_micros: magnitude(of("payout")),
    is_refund: given.some(({ micros }) => micros < 0n),
    flags: is_one ? [] : ["several_amounts"],
  };
}

function magnitude(micros: Micros | null): Micros | null {
  return micros !== null && micros < 0n ? -micros : micros;
}

function readCurrency(given: NamedValue | undefined): string | null {
  if (given === undefined) return null;
  const currency = parseCurrency(given.value);
  if (currency !== null) return currency;
  throw new Refused(
    "unknown_currency",
    `"${given.value.slice(0, 20)}" is no currency of ISO 4217`,
  );
}

function readStatus(
  word: string | null,
  { status_map }: Dialect,
): Omit<StatusMeaning, "status"> & { status: PostbackEvent["status"] } {
  if (word === null) return { status: null };
  const mapped = status_map.get(word.trim().toLowerCase());
  if (mapped !== undefined) return mapped;
  const status = statusOfWord(word);
  if (status !== undefined) return { status };
  const known = [...status_map.keys()].slice(0, 20).join(", ");
  const map =
    known === "" ? "we know without a map" : `this source maps (${known})`;
  throw new Refused(
    "unmapped_status",
    `"${word.slice(0, 60)}" is no status that ${map}`,
  );
}

function readOccurredAt(
  given: NamedValue | undefined,
  click: FoundClick,
  { dialect, arrival_words, received_at }: ReadEventInput,
): number | null {
  if (given === undefined) return null;
  const text = given.value.trim();
  if (arrival_words?.includes(text.toLowerCase())) return received_at;
  const at = parseZonedTime(text, dialect.timezone) ?? parseTime(text);
  if (at === null) {
    throw new Refused(
      "invalid_time",
      `"${given.value.slice(0, 60)}" in "${given.name}" is not a time`,
    );
  }
  if (at + CLICK_AHEAD_MS <= click.fields.time_ms) {
    const clicked_at = isoTime(click.fields.time_ms);
    const detail = `${isoTime(at)} is before the click of ${clicked_at}`;
    throw new Refused("invalid_time", detail);
  }
  if (at > received_at + dialect.drift_seconds * 1000) {
    throw new Refused("invalid_time", `${isoTime(at)} is in the future`);
  }
  return at;
}

function readMode(given: NamedValue | undefined): Mode | null {
  if (given === undefined) return null;
  const mode = given.value.trim().toLowerCase();
  if (mode === "add" || mode === "change" || mode === "upsert") return mode;
  throw new Refused(
    "malformed",
    `Mode "${mode.slice(0, 20)}" is none of add, change, upsert`,
  );
}

function readAdv(values: Values): Record<string, string> | null {
  const given = [...values].filter(([canonical]) =>
    canonical.startsWith("adv"),
  );
  if (given.length === 0) return null;
  return Object.fromEntries(
    given.map(([canonical, { value }]) => [
      canonical,
      value.slice(0, TEXT_CHARS_MAX).toWellFormed(),
    ]),
  );
}
