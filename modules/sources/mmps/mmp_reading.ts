import { isUnreplaced } from "../../kernel/mod.ts";
import { foldName, isWordForNothing } from "../names.ts";
import type { Parameter } from "../raw_postback.ts";
import {
  DETAIL_NAMES,
  EVENT_NAMES,
  GOAL_OF_FORM,
  ORDER_IN_VALUE,
  REASON_NAMES,
  REASON_OF_MMP,
  STATUS_OF_FORM,
} from "./mmp_names.ts";
import type { MmpName } from "./mmp_names.ts";
import { reasonText } from "./mmp_reasons.ts";

/** The kinds of postbacks that an MMP sends. */
export const MMP_FORMS = ["install", "event", "rejected"] as const;

/** Kind of an MMP's postback. */
export type MmpForm = (typeof MMP_FORMS)[number];

/** An MMP's postback beside the values that every sender has. */
export interface MmpReading {
  /** As named; `unclear`: another word, or two. */
  form: MmpForm | "unclear" | null;
  /** The occasion in the app: its first start, its return, or an event with a name. */
  about: "install" | "reengagement" | "event";
  is_rejected: boolean;
  /** The app was built for tests. */
  is_test: boolean;
  flags: readonly string[];
  /** By Play's clock, where the MMP hands them on; null if it has none. */
  referrer_click_at: string | null;
  install_begin_at: string | null;
  /** Values under names of ours, derived from the form. */
  parameters: readonly Parameter[];
}

const INSTALL_WORDS = new Set(["install", "_install", "installation"]);
const RETURN_WORDS = new Set([
  "re_engagement",
  "re_attribution",
  "reengagement",
  "reattribution",
  "rejected_reattribution",
]);
/** Adjust's words of what makes an app's user, or brings one back. */
const STARTS = new Set([...RETURN_WORDS, "install", "rejected_install"]);
const VIEW_WORDS = new Set(["impression", "view", "view_through"]);
const YES = new Set(["1", "true", "yes"]);
/** Where apps put the id of a purchase, in the value of an event. */
const ORDERS = [
  "af_order_id",
  "order_id",
  "af_receipt_id",
  "receipt_id",
  "transaction_id",
];
const EVENT_VALUE_CHARS_MAX = 16_384;

/** Reads what an MMP's postback says of itself, whichever of its forms it is. */
export function readMmp(
  mmp: MmpName,
  parameters: readonly Parameter[],
): MmpReading {
  const given = new Given(parameters);
  const form = formOf(given);
  const activity = given.word("activity_kind");
  const reason =
    given.value(...REASON_NAMES) ??
    (form === "rejected" ? given.value("reason") : null);
  const is_rejected =
    form === "rejected" ||
    reason !== null ||
    given.says("is_rejected") ||
    activity.startsWith("rejected");
  const returned = RETURN_WORDS.has(given.word("reengagement"));
  const is_return =
    returned || given.says("reengagement") || RETURN_WORDS.has(activity);
  const about = aboutOf(given, { mmp, form, is_return });
  const details = DETAIL_NAMES.flatMap((names) => given.value(...names) ?? []);
  const is_view = VIEW_WORDS.has(given.word("touch")) || given.says("view");
  const derived = given.derived({
    [GOAL_OF_FORM]: about === "event" ? null : about,
    [STATUS_OF_FORM]: is_rejected ? "rejected" : null,
    [REASON_OF_MMP]: is_rejected ? reasonText(mmp, reason, details) : null,
    [ORDER_IN_VALUE]: about === "event" ? orderIn(given) : null,
  });
  return {
    form,
    about,
    is_rejected,
    is_test: given.word("environment") === "sandbox" || given.says("is_test"),
    flags: [
      ...(is_view ? ["view_through"] : []),
      ...(is_return ? ["reengagement"] : []),
      ...(given.says("redownload") ? ["redownload"] : []),
    ],
    referrer_click_at: given.value("referrer_click_at"),
    install_begin_at: given.value("install_begin_at"),
    parameters: derived,
  };
}

function formOf(given: Given): MmpReading["form"] {
  const words = new Set(given.all("form").map((text) => text.toLowerCase()));
  const [word, other] = words;
  if (word === undefined) return null;
  const form = MMP_FORMS.find((name) => name === word);
  return form === undefined || other !== undefined ? "unclear" : form;
}

/**
 * An event has a name; without one it is the install. The name is believed more than the form: whoever
 * pastes the form of installs everywhere must not make each event an install.
 */
function aboutOf(
  given: Given,
  {
    mmp,
    form,
    is_return,
  }: { mmp: MmpName; form: MmpReading["form"]; is_return: boolean },
): MmpReading["about"] {
  const [name] = given.all(...EVENT_NAMES[mmp], "goal");
  const is_named =
    name !== undefined &&
    !INSTALL_WORDS.has(name.toLowerCase()) &&
    !(form === "install" && isUnreplaced(name));
  const activity = given.word("activity_kind");
  const is_other = activity !== "" && !STARTS.has(activity);
  const is_event = name === undefined && (form === "event" || is_other);
  if (is_named || is_event) return "event";
  return is_return ? "reengagement" : "install";
}

/** The id of a purchase in the JSON of an event's value. */
function orderIn(given: Given): string | null {
  const text = given.value("event_value") ?? "";
  if (!text.startsWith("{") || text.length > EVENT_VALUE_CHARS_MAX) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const fields = new Map<string, unknown>(Object.entries(value ?? {}));
  for (const name of ORDERS) {
    const id = fields.get(name);
    if (typeof id === "number" && Number.isSafeInteger(id)) return String(id);
    if (typeof id === "string" && !isWordForNothing(id)) return id;
  }
  return null;
}

/** The values of a postback by their folded names. */
class Given {
  readonly #values = new Map<string, string[]>();
  readonly #from: Parameter["from"];

  constructor(parameters: readonly Parameter[]) {
    this.#from = parameters[0]?.from ?? "query";
    for (const { name, value, is_nested } of parameters) {
      if (is_nested === true || isWordForNothing(value)) continue;
      const folded = foldName(name);
      const before = this.#values.get(folded);
      if (before === undefined) this.#values.set(folded, [value.trim()]);
      else before.push(value.trim());
    }
  }

  /** All that was sent under some names, with placeholders. */
  all(...names: readonly string[]): readonly string[] {
    return names.flatMap((name) => this.#values.get(foldName(name)) ?? []);
  }

  /** The first value that isn't a placeholder. */
  value(...names: readonly string[]): string | null {
    return this.all(...names).find((text) => !isUnreplaced(text)) ?? null;
  }

  /** A word to compare: in lower case, with `_` between its parts. */
  word(name: string): string {
    const text = this.value(name) ?? "";
    return text.toLowerCase().replaceAll(/[\s-]+/g, "_");
  }

  says(name: string): boolean {
    return YES.has(this.word(name));
  }

  derived(values: Readonly<Record<string, string | null>>): Parameter[] {
    return Object.entries(values).flatMap(([name, value]) =>
      value === null ? [] : [{ name, value, from: this.#from }],
    );
  }
}
