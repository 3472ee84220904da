import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import type { sources, StatusMeaning } from "../../db/schema/mod.ts";
import { invalid } from "../http/mod.ts";
import { isTimezone, parseCidrs, parseCurrency } from "../kernel/mod.ts";
import { CANONICAL_NAMES, foldName } from "./names.ts";
import { ANSWER_STYLES } from "./platforms/answer_style.ts";
import { PRESET_NAMES } from "./platforms/presets.ts";
import { KEEP_OLD_HOURS_MAX } from "./replaced_secret.ts";
import { PROOFS } from "./source_directory.ts";
import {
  readStoreBody,
  ServiceAccountBody,
  StoreBody,
} from "./stores/store_settings.ts";

const ENTRIES_MAX = 200;
const WORD_CHARS_MAX = 100;
const NAMES_MAX = 20;
const ADDRESSES_MAX = 200;
const DRIFT_SECONDS_MAX = 86_400;
const RATE_MAX = 100_000;
/** Two, so that a secret can be replaced without a gap. */
export const LIVE_SECRETS_MAX = 2;
const GOAL_KEY = /^[A-Za-z0-9_.-]{1,64}$/;

const STATES = ["pending", "approved", "rejected", "reversed", "ignore"];
const MODES = ["add", "change", "upsert"];
const AMOUNT_UNITS = ["major", "minor"];
const REVERSAL_AMOUNTS = ["refunded", "remaining", "delta"];

const closed = { additionalProperties: false };
const entries = { maxProperties: ENTRIES_MAX };
const word = Type.String({ maxLength: 1000 });
const optional = { word: Type.Optional(word), flag: Type.Boolean() };
const nullable_word = Type.Optional(Type.Union([word, Type.Null()]));
const flag = Type.Optional(optional.flag);
const meaning = Type.Union([
  word,
  Type.Object(
    { status: word, goal: optional.word, mode: optional.word },
    closed,
  ),
]);
const names = Type.Array(
  Type.String({ minLength: 1, maxLength: WORD_CHARS_MAX }),
  { minItems: 1, maxItems: NAMES_MAX },
);

/** Our names to the sender's. */
export const MappingBody = Type.Record(Type.String(), names, entries);

/** Request body for a source. */
export const SourceBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    /** Set when an advertiser migrates with an existing address; otherwise random. */
    key: optional.word,
    default: flag,
    preset: nullable_word,
    mapping: Type.Optional(MappingBody),
    goal_map: Type.Optional(Type.Record(Type.String(), word, entries)),
    status_map: Type.Optional(Type.Record(Type.String(), meaning, entries)),
    /** Signing secrets, replacing the current ones. */
    secrets: Type.Optional(Type.Array(word, { maxItems: LIVE_SECRETS_MAX })),
    token: nullable_word,
    require: optional.word,
    allow_ips: Type.Optional(Type.Array(word, { maxItems: ADDRESSES_MAX })),
    enforce: flag,
    drift_seconds: Type.Optional(
      Type.Integer({ minimum: 1, maximum: DRIFT_SECONDS_MAX }),
    ),
    timezone: optional.word,
    currency: nullable_word,
    amount_unit: optional.word,
    decimal_comma: flag,
    amount_updates: flag,
    reversal_amount: nullable_word,
    reinstate: flag,
    pixel: flag,
    answer: nullable_word,
    rate_per_second: Type.Optional(
      Type.Union([
        Type.Integer({ minimum: 1, maximum: RATE_MAX }),
        Type.Null(),
      ]),
    ),
    store: Type.Optional(Type.Union([StoreBody, Type.Null()])),
    service_account: Type.Optional(
      Type.Union([ServiceAccountBody, Type.Null()]),
    ),
  },
  closed,
);

/** The fields of a source that can be changed; maps are replaced as a whole. */
export const SourcePatch = Type.Partial(
  Type.Omit(SourceBody, ["key"], closed),
  closed,
);

/** A signing secret to add; generated if not given. */
export const SecretBody = Type.Optional(
  Type.Object({ secret: optional.word }, closed),
);

/** How long what is replaced is still taken; 0, the default: not at all. */
const keep_old_hours = Type.Optional(
  Type.Integer({ minimum: 0, maximum: KEEP_OLD_HOURS_MAX }),
);

/** A token to set; generated if not given. */
export const TokenBody = Type.Optional(
  Type.Object({ token: optional.word, keep_old_hours }, closed),
);

/** A key to replace. */
export const KeyBody = Type.Optional(Type.Object({ keep_old_hours }, closed));

/** A link to a sheet has no settings. */
export const SheetLinkBody = Type.Optional(Type.Object({}, closed));

/** The given fields of a source. */
export type SourceInput = Partial<Static<typeof SourceBody>>;

type Values = Partial<typeof sources.$inferInsert>;

/**
 * Returns the columns for the given fields, without secrets. Throws a Problem that names the
 * invalid field.
 */
export function readSourceValues(input: SourceInput): Values {
  const { default: is_default, token, secrets, status_map, ...open } = input;
  const { service_account, store, ...given } = open;
  const values: Values = { ...given };
  if (store !== undefined) {
    values.store = store === null ? null : readStoreBody(store);
  }
  if (is_default !== undefined) values.is_default = is_default;
  if (typeof given.preset === "string") {
    oneOf("preset", given.preset, PRESET_NAMES);
  }
  if (given.mapping !== undefined) checkMapping(given.mapping);
  if (given.goal_map !== undefined) {
    values.goal_map = byWord("goal_map", given.goal_map, readGoalKey);
  }
  if (status_map !== undefined) {
    values.status_map = byWord("status_map", status_map, readMeaning);
  }
  if (given.require !== undefined) oneOf("require", given.require, PROOFS);
  if (given.allow_ips !== undefined) {
    values.allow_ips = given.allow_ips.map(readRange);
  }
  if (given.timezone !== undefined) checkTimezone(given.timezone);
  if (typeof given.currency === "string") {
    values.currency = readCurrency(given.currency);
  }
  if (given.amount_unit !== undefined) {
    oneOf("amount_unit", given.amount_unit, AMOUNT_UNITS);
  }
  if (typeof given.reversal_amount === "string") {
    oneOf("reversal_amount", given.reversal_amount, REVERSAL_AMOUNTS);
  }
  if (typeof given.answer === "string") {
    oneOf("answer", given.answer, ANSWER_STYLES);
  }
  return values;
}

function oneOf(field: string, text: string, known: readonly string[]): void {
  if (known.includes(text)) return;
  throw invalid(field, `must be one of ${known.join(", ")}`);
}

/** A name, however spelled, may have only one meaning. */
export function checkMapping(
  mapping: Readonly<Record<string, readonly string[]>>,
): void {
  const meant = new Map<string, string>();
  for (const [canonical, spellings] of Object.entries(mapping)) {
    const field = `mapping.${canonical.slice(0, WORD_CHARS_MAX)}`;
    oneOf(field, canonical, CANONICAL_NAMES);
    for (const spelling of spellings) {
      const folded = foldName(spelling);
      if (folded === "")
        throw invalid(field, `"${spelling}" is not a valid name`);
      const other = meant.get(folded) ?? canonical;
      if (other !== canonical) {
        throw invalid(field, `"${spelling}" is already mapped to ${other}`);
      }
      meant.set(folded, canonical);
    }
  }
}

/** Lower-cases the words of a map; words that differ only in case are duplicates. */
function byWord<From, To>(
  field: string,
  map: Readonly<Record<string, From>>,
  read: (value: From, at: string) => To,
): Record<string, To> {
  const result = new Map<string, To>();
  for (const [given, value] of Object.entries(map)) {
    const word = given.trim().toLowerCase();
    const at = `${field}.${given.slice(0, WORD_CHARS_MAX)}`;
    if (word === "" || word.length > WORD_CHARS_MAX) {
      throw invalid(at, `must have words of 1 to ${WORD_CHARS_MAX} characters`);
    }
    if (result.has(word)) throw invalid(at, "contains a word twice");
    result.set(word, read(value, at));
  }
  return Object.fromEntries(result);
}

function readGoalKey(key: string, at: string): string {
  if (GOAL_KEY.test(key)) return key;
  throw invalid(at, "must be the key of a goal");
}

function readMeaning(given: Static<typeof meaning>, at: string): StatusMeaning {
  const { status, goal, mode } =
    typeof given === "string" ? { status: given } : given;
  oneOf(at, status, STATES);
  if (goal !== undefined) readGoalKey(goal, `${at}.goal`);
  if (mode !== undefined) oneOf(`${at}.mode`, mode, MODES);
  return {
    status: status as StatusMeaning["status"],
    ...(goal === undefined ? {} : { goal }),
    ...(mode === undefined
      ? {}
      : { mode: mode as NonNullable<StatusMeaning["mode"]> }),
  };
}

function readRange(text: string, index: number): string {
  const range = text.trim();
  const at = `allow_ips.${index}`;
  try {
    if (parseCidrs(range).length === 1) return range;
  } catch {
    // Reported below, like zero or several ranges.
  }
  throw invalid(at, "must be an address, or a range such as 192.0.2.0/24");
}

function readCurrency(text: string): string {
  const currency = parseCurrency(text);
  if (currency !== null) return currency;
  throw invalid("currency", "must be an ISO 4217 currency code such as USD");
}

function checkTimezone(text: string): void {
  if (isTimezone(text)) return;
  throw invalid("timezone", "must be an IANA time zone such as Europe/Berlin");
}
