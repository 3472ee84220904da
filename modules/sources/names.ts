import { statusOfWord } from "./words.ts";
import type { Parameter } from "./raw_postback.ts";
import { PRESETS } from "./platforms/presets.ts";
import { namesSecret } from "../http/mod.ts";

/**
 * Canonical names with the aliases that senders use, in order of precedence. Compared without
 * regard to case, `_` and `-`.
 */
const NAMES = {
  click_id: "clickid cid subid sub_id aff_click_id clickref irclickid",
  goal: "goal_id goal_alias",
  /** These count as a goal only if a goal has that name. */
  event: "event event_name et type",
  order_id:
    "orderid order txid transactionid trans_id tid action_id conversionref invoice_id postback_id lead_id oid conversion_id",
  customer_id: "",
  amount: "sale_amount total price value sum",
  revenue: "revenue_amount commission",
  payout: "",
  currency: "cur ccy currency_code",
  status: "conv_status cnv_status pstatus dispositioncode state",
  occurred_at: "datetime timestamp event_time eventdate conversion_time",
  mode: "",
  reason: "",
  refund_id: "",
  nonce: "",
  token: "",
  ip: "",
  user_agent: "",
  adv1: "",
  adv2: "",
  adv3: "",
  adv4: "",
  adv5: "",
  adv6: "",
  adv7: "",
  adv8: "",
  adv9: "",
  adv10: "",
  /** SHA-256 of a buyer's email and phone, which are passed on to ad platforms. */
  em: "emailsha256 hashedemail",
  ph: "phonesha256 hashedphone",
  ph_e164: "",
  /** Is to mean nothing, whatever its own name. */
  ignore: "",
} as const;

/** Canonical name of a postback's field. */
export type CanonicalName = keyof typeof NAMES;

/** All canonical names. */
export const CANONICAL_NAMES = Object.keys(NAMES) as CanonicalName[];

/** A value with the name it was sent under. */
export interface NamedValue {
  name: string;
  value: string;
  is_garbled?: true;
  is_number?: true;
}

/** A postback's values by canonical name. */
interface NamedValues {
  /** One value normally, several if the sender contradicts itself. */
  of(canonical: CanonicalName): readonly NamedValue[];
  /** Names without a meaning here. */
  others: string[];
  /** Money under further aliases that an earlier one takes precedence over. */
  hidden_money: NamedValue[];
}

/** Names may be of any length; this only limits what is displayed. */
const NAME_CHARS_MAX = 60;
const FOLDED_MAX = 10_000;
const FOLDED_CHARS_MAX = 64;

/** Names of an order id that may carry a click id instead. */
const CLICK_OR_ORDER = new Set(["transactionid", "tid"]);
/** Parameters of the signature, which is verified elsewhere. */
const OF_SIGNING = new Set(["ts", "sig"]);

/** Words that mean "no value", in lower case. */
const NOTHING = new Set(
  `undefined (undefined) null (null) <null> none (none) nan nil n/a - -- \u2013 \u2014`.split(
    " ",
  ),
);
/** JavaScript's text for an object, sent in place of one of its properties. */
const NO_TEXT = "[object object]";
const NOTHING_CHARS_MAX = 20;
/** As an id, these mean "none". */
const NO_ID = new Set(["0", "false"]);
const IDS: ReadonlySet<CanonicalName> = new Set([
  "click_id",
  "order_id",
  "customer_id",
  "nonce",
]);
/**
 * `state` may hold a customer's state (`CA`): only a known word of this length counts as a
 * status.
 */
const MAYBE_STATUS = "state";
const MAYBE_STATUS_CHARS_MIN = 4;
const MONEY: ReadonlySet<CanonicalName> = new Set(["amount", "revenue"]);

const folded_names = new Map<string, string>();

/** Folds a name for comparison: drops case, `_` and `-`. */
export function foldName(name: string): string {
  const known = folded_names.get(name);
  if (known !== undefined) return known;
  const folded = name.toLowerCase().replaceAll(/[_-]/g, "");
  if (name.length > FOLDED_CHARS_MAX) return folded;
  if (folded_names.size >= FOLDED_MAX) folded_names.clear();
  folded_names.set(name, folded);
  return folded;
}

interface Reading {
  canonical: CanonicalName;
  rank: number;
  spelling: string;
  is_own: boolean;
}

/** Whether a value means "no value" under any name. */
export function isWordForNothing(value: string): boolean {
  if (value.length > NOTHING_CHARS_MAX) return value.trim() === "";
  const word = value.trim().toLowerCase();
  return word === "" || word === NO_TEXT || NOTHING.has(word);
}

/**
 * Maps a sender's parameter names to canonical ones: the published aliases, or the source's own
 * instead.
 */
export class NameTable {
  /** The published aliases, used without a source. */
  static readonly published = new NameTable({});

  readonly #readings = new Map<string, Reading>();
  readonly #own: ReadonlySet<string>;
  readonly #words: ReadonlySet<string>;
  /** Mapped names that are JSON paths. */
  readonly paths: readonly string[];

  /**
   * Names in `mapping` take precedence and mean nothing else; a canonical name that is mapped
   * loses its published aliases. `words` are the statuses and goals that the source maps, in
   * lower case: they keep that meaning, even where they would otherwise mean "no value" or a
   * customer's state.
   */
  constructor(
    mapping: Readonly<Record<string, readonly string[]>>,
    words: Iterable<string> = [],
  ) {
    this.#words = new Set(words);
    const lists = CANONICAL_NAMES.map(
      (canonical): [CanonicalName, readonly string[]] => {
        const own = Object.hasOwn(mapping, canonical) ? mapping[canonical] : [];
        if (own !== undefined && own.length > 0) return [canonical, own];
        return [canonical, []];
      },
    );
    this.#own = new Set(
      lists.flatMap(([canonical, own]) => (own.length > 0 ? [canonical] : [])),
    );
    this.paths = lists.flatMap(([, own]) => own.filter(isPath));
    for (const [canonical, own] of lists) {
      this.#add(own, { canonical, from: 0, is_own: true });
    }
    for (const [canonical, own] of lists) {
      const published = own.length > 0 ? [] : NAMES[canonical].split(" ");
      const names = [canonical, ...published];
      this.#add(names, { canonical, from: own.length, is_own: false });
    }
  }

  #add(
    names: readonly string[],
    {
      canonical,
      from,
      is_own,
    }: Omit<Reading, "rank" | "spelling"> & { from: number },
  ): void {
    for (const [index, spelling] of names.entries()) {
      const folded = foldName(spelling);
      if (folded === "" || this.#readings.has(folded)) continue;
      const rank = (from + index) * 2;
      this.#readings.set(folded, { canonical, rank, spelling, is_own });
    }
  }

  /** Whether the source maps a canonical name itself. */
  isOwn(canonical: CanonicalName): boolean {
    return this.#own.has(canonical);
  }

  /** The canonical name that a parameter stands for; null if none. */
  meaningOf(name: string): CanonicalName | null {
    return this.#readings.get(foldName(name))?.canonical ?? null;
  }

  /** Whether a parameter with this name may hold the click id. */
  mayHoldClick(name: string): boolean {
    const folded = foldName(name);
    const { canonical } = this.#readings.get(folded) ?? {};
    if (canonical === "click_id") return true;
    return CLICK_OR_ORDER.has(folded) && canonical === "order_id";
  }

  /** Returns the values of one canonical name only. */
  only(
    parameters: readonly Parameter[],
    canonical: CanonicalName,
  ): readonly NamedValue[] {
    const meant = parameters.filter(
      ({ name }) => this.#readings.get(foldName(name))?.canonical === canonical,
    );
    return meant.length === 0 ? NONE : this.read(meant).of(canonical);
  }

  /**
   * Reads parameters. For each canonical name, the first alias with a value wins, and an exact
   * spelling wins over a folded one.
   */
  read(parameters: readonly Parameter[]): NamedValues {
    const found = new Map<CanonicalName, RankedValues>();
    const others: string[] = [];
    const hidden_money: NamedValue[] = [];
    for (const parameter of parameters) {
      const { name } = parameter;
      if (parameter.value === "" || parameter.is_nested === true) continue;
      const reading = this.#readings.get(foldName(name));
      if (reading === undefined || this.#isOther(parameter, reading)) {
        if (!OF_SIGNING.has(name)) others.push(name.slice(0, NAME_CHARS_MAX));
        continue;
      }
      const { canonical, spelling, is_own } = reading;
      if (this.#isNothing(parameter.value, canonical)) continue;
      const rank = reading.rank + (name === spelling ? 0 : 1);
      const before = found.get(canonical);
      const shown = namedValue(parameter);
      if (before === undefined || rank < before.rank) {
        found.set(canonical, { rank, values: [shown] });
        if (MONEY.has(canonical) && !is_own) {
          hidden_money.push(...(before?.values ?? []));
        }
      } else if (rank === before.rank) {
        const is_new = before.values.every(
          (known) => known.value !== shown.value,
        );
        if (is_new) before.values.push(shown);
      } else if (MONEY.has(canonical) && !this.#own.has(canonical)) {
        hidden_money.push(shown);
      }
    }
    const of = (canonical: CanonicalName) =>
      found.get(canonical)?.values ?? NONE;
    return { of, others, hidden_money };
  }

  /** Whether a `state` parameter holds something other than a status. */
  #isOther({ value }: Parameter, { spelling, is_own }: Reading): boolean {
    if (is_own || spelling !== MAYBE_STATUS) return false;
    const word = value.trim().toLowerCase();
    if (this.#words.has(word)) return false;
    return (
      word.length < MAYBE_STATUS_CHARS_MIN || statusOfWord(word) === undefined
    );
  }

  #isNothing(value: string, canonical: CanonicalName): boolean {
    if (value.length > NOTHING_CHARS_MAX) return value.trim() === "";
    const word = value.trim().toLowerCase();
    if (word === "") return true;
    if (IDS.has(canonical) && NO_ID.has(word)) return true;
    if (!NOTHING.has(word) && word !== NO_TEXT) return false;
    const may_be_mapped =
      canonical === "status" || canonical === "goal" || canonical === "event";
    return !(may_be_mapped && this.#words.has(word));
  }
}

interface RankedValues {
  rank: number;
  values: NamedValue[];
}

function namedValue(parameter: Parameter): NamedValue {
  const { name, value, is_garbled, is_number } = parameter;
  const shown: NamedValue = { name: name.slice(0, NAME_CHARS_MAX), value };
  if (is_garbled === true) shown.is_garbled = true;
  if (is_number === true) shown.is_number = true;
  return shown;
}

const NONE: readonly NamedValue[] = [];

/** Whether a mapped name is a JSON path, such as `data.object.id` or `lines[0].price`. */
function isPath(spelling: string): boolean {
  return /[.[]/.test(spelling);
}

/** Whether the parameter with this name holds a secret. */
export type IsToken = (name: string) => boolean;

/**
 * Names of our tokens, the platforms' tokens and other secrets; a token sent to the wrong
 * source is still a secret.
 */
const PARAMETERS: ReadonlySet<string> = new Set(
  [
    "token",
    ...Object.values(PRESETS).flatMap(({ mapping }) => mapping.token ?? []),
    "access_token auth_token api_token session_token bearer_token refresh_token",
    "api_key x_api_key secret_key private_key access_key auth_key",
    // Hotmart's token.
    "hottok",
    "secret client_secret api_secret shared_secret app_secret",
    "password passwd passphrase pwd authorization auth credentials",
  ]
    .flatMap((names) => names.split(" "))
    .map(foldName),
);

/**
 * Returns which parameters of a source's postbacks are secret. A name that the source maps to
 * something else is not.
 */
export function tokensOf(source: { names: NameTable } | undefined): IsToken {
  const names = source?.names ?? NameTable.published;
  return (name) => {
    const meaning = names.meaningOf(name);
    if (meaning === null)
      return namesSecret(name) || PARAMETERS.has(foldName(name));
    return meaning === "token";
  };
}
