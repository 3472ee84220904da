import {
  formatAmount,
  isoTime,
  parseAmount,
  parseCurrency,
  parseTime,
} from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import { statusOfWord } from "../conversions/words.ts";
import type { Mode, PostbackEvent } from "./event.ts";
import { findClick } from "./find_click.ts";
import type { FoundClick, KeyOf } from "./find_click.ts";
import { CANONICAL_NAMES, valuesOf } from "./names.ts";
import type { CanonicalName, NamedValue } from "./names.ts";
import type { Parameter } from "./raw_postback.ts";
import type { Trace } from "./trace.ts";
import { isUnreplaced } from "./unreplaced.ts";

const ORDER_ID_CHARS_MAX = 255;
const TEXT_CHARS_MAX = 500;
const FUTURE_DRIFT_MS = 300_000;
/** The time in an id may run this far ahead of the clock after a restart, and senders' times are whole seconds. */
const CLICK_AHEAD_MS = 6_000;

/** What a postback says, or why it can't be read. */
export type ReadEvent =
  { ok: true; event: PostbackEvent } | { ok: false; refusal: Refusal };

type Values = Map<CanonicalName, NamedValue>;

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(code: Refusal["code"], detail: string) {
    super(detail);
    this.refusal = refusal(code, detail);
  }
}

/** Reads what a postback says. Nothing that is set up or recorded is looked at yet. */
export function readEvent(
  parameters: readonly Parameter[],
  input: { keyOf: KeyOf; received_at: number },
  trace: Trace,
): ReadEvent {
  let step = "names";
  try {
    const found = findClick(parameters, input.keyOf);
    const values = readValues(parameters, found.ok ? found.click : null);
    trace.passed(step, describe(values));
    step = "click_id";
    if (!found.ok) throw new Refused(found.refusal.code, found.refusal.detail);
    const { click } = found;
    trace.passed(step, `Click id found in "${click.name}"`, click.name);
    trace.subject.click_id = click.id;
    trace.subject.link_id = click.fields.link_id;
    step = "values";
    const order_id = readOrderId(values.get("order_id"));
    trace.subject.order_id = order_id;
    refuseUnreplaced(values);
    return {
      ok: true,
      event: {
        ...read(parameters, values, click, input.received_at),
        order_id,
      },
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    trace.refused(step, error.refusal);
    return { ok: false, refusal: error.refusal };
  }
}

function read(
  parameters: readonly Parameter[],
  values: Values,
  click: FoundClick,
  received_at: number,
): Omit<PostbackEvent, "order_id"> {
  const text = (name: CanonicalName) =>
    values.get(name)?.value.slice(0, TEXT_CHARS_MAX).toWellFormed() ?? null;
  const raw_status = text("status");
  return {
    click_id: click.id,
    click: click.fields,
    goal: text("goal"),
    event: text("event"),
    customer_id: text("customer_id"),
    ...readMoney(values),
    currency: readCurrency(values.get("currency")),
    status: readStatus(raw_status),
    raw_status,
    reason: text("reason"),
    occurred_at: readOccurredAt(values.get("occurred_at"), click, received_at),
    mode: readMode(values.get("mode")),
    adv: readAdv(parameters),
  };
}

/** One value a canonical name; a sender that contradicts itself is refused. */
function readValues(
  parameters: readonly Parameter[],
  click: FoundClick | null,
): Values {
  const values: Values = new Map();
  for (const canonical of CANONICAL_NAMES) {
    if (canonical === "click_id") continue;
    const given =
      canonical === "order_id" && click !== null
        ? parameters.filter((parameter) => !holdsClick(parameter, click))
        : parameters;
    const [value, other] = valuesOf(given, canonical);
    if (value !== undefined) values.set(canonical, value);
    if (other !== undefined) {
      throw new Refused(
        "malformed",
        `"${other.name}" is given twice with different values`,
      );
    }
  }
  return values;
}

/** `transaction_id` and `tid` may hold the click id; then they are not the order, and hide none under a later name. */
function holdsClick({ value }: Parameter, click: FoundClick): boolean {
  return value.trim().toLowerCase() === click.id;
}

function describe(values: Values): string {
  const mapped = [...values].map(([canonical, { name }]) =>
    name === canonical ? canonical : `${canonical} from "${name}"`,
  );
  return mapped.length === 0 ? "Nothing but the click" : mapped.join(", ");
}

function refuseUnreplaced(values: Values): void {
  for (const { name, value } of values.values()) {
    if (!isUnreplaced(value)) continue;
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
function readMoney(values: Values) {
  const given = (["amount", "revenue", "payout"] as const).flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [{ name, micros: readAmount(value) }];
  });
  const of = (name: string) =>
    given.find((entry) => entry.name === name)?.micros ?? null;
  const [first] = given;
  const is_one = given.every(({ micros }) => micros === first?.micros);
  return {
    amount_micros: is_one ? (first?.micros ?? null) : of("amount"),
    revenue_micros: of("revenue"),
    payout_micros: of("payout"),
    flags: is_one ? [] : ["several_amounts"],
  };
}

function readAmount({ name, value }: NamedValue): Micros {
  const micros = parseAmount(value);
  if (micros !== null) return micros;
  throw new Refused(
    "invalid_amount",
    `"${value.slice(0, 60)}" in "${name}" is not an amount: a decimal such as ${formatAmount(12_500_000n, "USD")} is expected`,
  );
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

function readStatus(word: string | null) {
  if (word === null) return null;
  const status = statusOfWord(word);
  if (status !== undefined) return status;
  throw new Refused(
    "unmapped_status",
    `"${word.slice(0, 60)}" is no status that we know without a map`,
  );
}

function readOccurredAt(
  given: NamedValue | undefined,
  click: FoundClick,
  received_at: number,
): number | null {
  if (given === undefined) return null;
  const at = parseTime(given.value.trim());
  if (at === null) {
    throw new Refused(
      "invalid_time",
      `"${given.value.slice(0, 60)}" in "${given.name}" is not a time`,
    );
  }
  if (at + CLICK_AHEAD_MS <= click.fields.time_ms) {
    throw new Refused("invalid_time", `${isoTime(at)} is before the click`);
  }
  if (at > received_at + FUTURE_DRIFT_MS) {
    throw new Refused("invalid_time", `${isoTime(at)} is in the future`);
  }
  return at;
}

function readMode(given: NamedValue | undefined): Mode {
  const mode = given?.value.trim().toLowerCase() ?? "upsert";
  if (mode === "add" || mode === "change" || mode === "upsert") return mode;
  throw new Refused(
    "malformed",
    `Mode "${mode.slice(0, 20)}" is none of add, change, upsert`,
  );
}

function readAdv(
  parameters: readonly Parameter[],
): Record<string, string> | null {
  const given = parameters.filter(
    ({ name, value }) => /^adv([1-9]|10)$/.test(name) && value !== "",
  );
  if (given.length === 0) return null;
  return Object.fromEntries(
    given.map(({ name, value }) => [
      name,
      value.slice(0, TEXT_CHARS_MAX).toWellFormed(),
    ]),
  );
}
