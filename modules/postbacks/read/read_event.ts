import type { StatusMeaning } from "../../../db/schema/mod.ts";
import {
  parseCurrency,
  holdsUnreplaced,
  isUnreplaced,
} from "../../kernel/mod.ts";
import type {
  Refusal,
  Dialect,
  Mode,
  CanonicalName,
  NamedValue,
  Parameter,
  AmountForm,
} from "../../sources/mod.ts";
import {
  statusOfWord,
  CANONICAL_NAMES,
  foldName,
  Refused,
  readAmount,
} from "../../sources/mod.ts";
import type { PostbackEvent } from "./event.ts";
import { holdsClick } from "../judge/find_click.ts";
import type { FoundClick } from "../judge/find_click.ts";
import type { ReadEventInput, Values } from "../receive/reading.ts";
import { readOccurredAt } from "./read_occurred_at.ts";
import type { Trace } from "./trace.ts";
import type { Micros } from "../../kernel/mod.ts";

/** Maximum length of an order id. */
export const ORDER_ID_CHARS_MAX = 255;
const TEXT_CHARS_MAX = 500;
const UNMAPPED_MAX = 20;
/** Everflow parameters; next to one of these, `oid` is an offer. */
const OFFER_COMPANIONS = new Set(["nid", "affid"]);

/** The content of a postback, or the reason that it can't be read. */
type ReadEvent =
  { ok: true; event: PostbackEvent } | { ok: false; refusal: Refusal };

/** Reads the content of a postback, without looking at anything recorded. */
export function readEvent(
  parameters: readonly Parameter[],
  input: ReadEventInput,
  trace: Trace,
): ReadEvent {
  const { found, dialect } = input;
  let step = "names";
  try {
    const click = found.ok ? found.click : null;
    const { values, others, hidden_money } = readValues(
      withoutOffer(parameters, input),
      click,
      dialect,
    );
    trace.passed(step, describe(values, dialect, others));
    step = "click_id";
    if (!found.ok) throw new Refused(found.refusal.code, found.refusal.detail);
    trace.passed(
      step,
      `Click id found in "${found.click.name}"${describeFound(found.click, dialect)}`,
      found.click.name,
    );
    trace.subject.click_id = found.click.id;
    trace.subject.link_id = found.click.fields.link_id;
    step = "values";
    const order_id = readOrderId(values.get("order_id"));
    trace.subject.order_id = order_id;
    const dropped = dropPlaceholders(values, trace);
    const event = read(values, hidden_money, found.click, input, trace);
    const flags = [...event.flags, ...dropped];
    return { ok: true, event: { ...event, flags, order_id, unmapped: others } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    trace.refused(step, error.refusal);
    return { ok: false, refusal: error.refusal };
  }
}

function describeFound(click: FoundClick, { names }: Dialect): string {
  if (click.old_id !== undefined) {
    return `: it was imported, and is ${click.id} here`;
  }
  return names.mayHoldClick(click.name) ? "" : ", since it proves itself";
}

function read(
  values: Values,
  hidden_money: readonly NamedValue[],
  click: FoundClick,
  input: ReadEventInput,
  trace: Trace,
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
    customer_id: readCustomerId(values.get("customer_id")),
    ...readMoney(
      values,
      hidden_money,
      dialect,
      currency ?? dialect.currency ?? input.currency,
    ),
    currency: currency ?? dialect.currency,
    status: meaning.status,
    raw_status,
    reason: text("reason"),
    refund_id: dialect.reversal_amount === "delta" ? text("refund_id") : null,
    occurred_at: readOccurredAt(values.get("occurred_at"), click, input, trace),
    mode:
      readMode(values.get("mode")) ?? meaning.mode ?? input.mode ?? "upsert",
    nonce: text("nonce"),
    ip: text("ip"),
    user_agent: text("user_agent"),
    adv: readAdv(values),
  };
}

/** Reads one value per canonical name; contradicting values are refused. */
function readValues(
  parameters: readonly Parameter[],
  click: FoundClick | null,
  { names }: Dialect,
): { values: Values; others: string[]; hidden_money: readonly NamedValue[] } {
  // `transaction_id` and `tid` may hold the click id. They are not the order id then, and must
  // not hide one under a later name.
  const given =
    click === null
      ? parameters
      : parameters.filter(({ value }) => !holdsClick(value, click));
  const named = names.read(given);
  const values: Values = new Map();
  for (const canonical of CANONICAL_NAMES) {
    if (canonical === "click_id" || canonical === "ignore") continue;
    const [value, other] = named.of(canonical);
    if (value !== undefined) values.set(canonical, value);
    if (other !== undefined && !HASHED.has(canonical)) {
      throw new Refused(
        "malformed",
        `"${other.name}" is given twice with different values`,
      );
    }
  }
  const { hidden_money } = named;
  return { values, others: named.others.slice(0, UNMAPPED_MAX), hidden_money };
}

/** Hashes of the buyer's, which refuse nothing whatever they are. */
const HASHED: ReadonlySet<CanonicalName> = new Set(["em", "ph", "ph_e164"]);
const SHA256_HEX = /^[0-9a-f]{64}$/i;

/** `oid` is an order on some platforms and an offer on others. */
function withoutOffer(
  parameters: readonly Parameter[],
  { dialect, offer_id }: ReadEventInput,
): readonly Parameter[] {
  const isOid = ({ name }: Parameter) => foldName(name) === "oid";
  if (!parameters.some(isOid)) return parameters;
  const names_offer = parameters.some(({ name }) =>
    OFFER_COMPANIONS.has(foldName(name)),
  );
  return parameters.filter(
    (parameter) =>
      !isOid(parameter) ||
      dialect.names.isOwn("order_id") ||
      !(names_offer || parameter.value.trim() === offer_id),
  );
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

function readOrderId(given: NamedValue | undefined): string | null {
  const order_id = given?.value.trim().normalize("NFC") ?? "";
  if (order_id === "") return null;
  refuseGarbled(given, "order id");
  if (order_id.length <= ORDER_ID_CHARS_MAX) return order_id;
  throw new Refused(
    "malformed",
    `The order id has ${order_id.length} characters; ${ORDER_ID_CHARS_MAX} are allowed`,
  );
}

function readCustomerId(given: NamedValue | undefined): string | null {
  if (given === undefined) return null;
  refuseGarbled(given, "customer id");
  return given.value.slice(0, TEXT_CHARS_MAX).toWellFormed();
}

/** Replacing NUL or invalid UTF-8 could make two different ids equal. */
function refuseGarbled(given: NamedValue | undefined, what: string): void {
  if (given?.is_garbled !== true && given?.value.includes("\ufffd") !== true) {
    return;
  }
  const detail = `The ${what} is not valid UTF-8, or has a NUL byte`;
  throw new Refused("malformed", detail);
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
  const given = [...values].filter(
    ([canonical, { value }]) =>
      canonical.startsWith("adv") ||
      // Kept as a hash only: whoever sends the buyer's address itself is not kept for it.
      (HASHED.has(canonical) && SHA256_HEX.test(value)),
  );
  if (given.length === 0) return null;
  return Object.fromEntries(
    given.map(([canonical, { value }]) => [
      canonical,
      value.slice(0, TEXT_CHARS_MAX).toWellFormed(),
    ]),
  );
}

/**
 * A single money value is the amount, whatever its name; differing values each count under
 * their own name.
 */
function readMoney(
  values: Values,
  hidden_money: readonly NamedValue[],
  dialect: Dialect,
  currency: string,
) {
  const form = {
    ...dialect,
    may_be_negative:
      dialect.reversal_amount === "refunded" ||
      dialect.reversal_amount === "delta",
  };
  const given = (["amount", "revenue", "payout"] as const).flatMap((name) => {
    const value = values.get(name);
    if (value === undefined) return [];
    return [{ name, ...readAmount(value, form, currency) }];
  });
  const of = (name: string) =>
    given.find((entry) => entry.name === name)?.micros ?? null;
  const [first] = given;
  const is_one = given.every(({ micros }) => micros === first?.micros);
  const amount = is_one ? (first?.micros ?? null) : of("amount");
  const differs =
    !is_one ||
    hidden_money.some((value) => {
      const micros = amountOrNull(value, form, currency);
      return micros !== null && micros !== first?.micros;
    });
  const is_rounded = given.some((entry) => entry.is_rounded);
  return {
    amount_micros: magnitude(amount),
    revenue_micros: magnitude(of("revenue")),
    payout_micros: magnitude(of("payout")),
    is_refund: given.some(({ micros }) => micros < 0n),
    flags: [
      ...(differs ? ["several_amounts"] : []),
      ...(is_rounded ? ["rounded"] : []),
    ],
  };
}

/** An unread parameter need not be an amount at all. */
function amountOrNull(
  value: NamedValue,
  form: AmountForm,
  currency: string,
): Micros | null {
  try {
    return readAmount(value, form, currency).micros;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

function magnitude(micros: Micros | null): Micros | null {
  return micros !== null && micros < 0n ? -micros : micros;
}

/** Flag of a postback with a placeholder that was left out. */
const MACRO_DROPPED = "macro_dropped";

/** Fields without which the postback's meaning is unclear. */
const NEEDED: ReadonlySet<CanonicalName> = new Set([
  "order_id",
  "customer_id",
  "goal",
  "amount",
  "currency",
  "status",
]);

/**
 * Refuses an unreplaced placeholder in an essential field and removes it from any other.
 * Returns the resulting flags.
 */
function dropPlaceholders(values: Values, trace: Trace): string[] {
  const dropped: string[] = [];
  const has_amount = values.has("amount");
  for (const [canonical, { name, value }] of [...values]) {
    // Some browsers' whole user agent is in brackets.
    if (canonical === "user_agent") continue;
    const is_money = canonical === "revenue" || canonical === "payout";
    const is_needed = NEEDED.has(canonical) || (is_money && !has_amount);
    if (is_needed ? !holdsUnreplaced(value) : !isUnreplaced(value)) continue;
    const shown = `"${name}" holds the placeholder "${value.slice(0, 60)}"`;
    if (is_needed) {
      const detail = `${shown}: the sender did not fill it in`;
      throw new Refused("unreplaced_macro", detail);
    }
    values.delete(canonical);
    dropped.push(shown);
  }
  if (dropped.length === 0) return [];
  trace.passed("macros", `Left out: ${dropped.join(", ")}`.toWellFormed());
  return [MACRO_DROPPED];
}
