import { formatAmount } from "../../kernel/mod.ts";
import type {
  Refusal,
  RefusalCode,
  Sheet,
  SourceConfig,
} from "../../sources/mod.ts";
import type { ResolvedEvent } from "../read/resolve_event.ts";
import type { Rehearsed } from "../rejudge/rehearse.ts";

/** The checks of a source, in order. */
export const CHECKS = [
  "request",
  "proof",
  "click_id",
  "order_id",
  "goal",
  "amount",
  "currency",
  "status",
  "time",
  "campaign",
  "dedupe",
  "mapping",
  "answer",
] as const;

export type CheckName = (typeof CHECKS)[number];

/** States of a check: `advice` passed and could be better, `not_reached` is behind a failed one. */
type CheckState = "passed" | "advice" | "failed" | "not_reached";

/**
 * The result of one check: `todo` says what the sender or the source's setup lacks or could do
 * better.
 */
export interface Check {
  check: CheckName;
  state: CheckState;
  ok: boolean;
  found: string;
  todo: string | null;
}

const CODES: Readonly<Partial<Record<CheckName, readonly RefusalCode[]>>> = {
  request: ["malformed", "unsupported_media_type"],
  proof: [
    "source_required",
    "missing_signature",
    "bad_signature",
    "bad_token",
    "stale_timestamp",
    "sender_not_allowed",
    "unknown_source",
    "replayed_nonce",
  ],
  click_id: [
    "missing_click_id",
    "invalid_click_id",
    "ambiguous_click_id",
    "unknown_click",
    "advertiser_mismatch",
  ],
  order_id: ["missing_order_id"],
  goal: ["unknown_goal", "parent_missing"],
  amount: ["invalid_amount", "missing_amount"],
  currency: ["unknown_currency"],
  status: ["unmapped_status"],
  time: ["invalid_time", "too_early", "outside_window", "late_needs_proof"],
  campaign: ["campaign_closed", "affiliate_blocked", "cap_reached"],
};

/** The check that a refusal belongs to. */
export function checkOfCode(code: string): CheckName {
  return CHECKS.find((name) => isAmong(CODES[name], code)) ?? "dedupe";
}

function isAmong(codes: readonly string[] | undefined, code: string): boolean {
  return codes?.includes(code) ?? false;
}

/** The results of testing a source. */
export interface Findings {
  source: SourceConfig;
  sheet: Sheet;
  /** The first copy, as sent. */
  sent: Rehearsed;
  /** The sample with its faults fixed, so that later checks can run. */
  mended: Rehearsed;
  copy: Rehearsed;
  faults: ReadonlyMap<CheckName, Refusal>;
}

/** Describes the result of each check. */
export function describeChecks(findings: Findings): Check[] {
  const { mended, faults } = findings;
  const { result } = mended.work.read;
  const event = result.kind === "event" ? result.event : null;
  return CHECKS.map((check): Check => {
    const fault = faults.get(check);
    if (fault !== undefined) {
      const todo = todoOf(check, fault.code, findings);
      const state = "failed" as const;
      return { check, state, ok: false, found: fault.detail, todo };
    }
    const described = DESCRIBE[check](findings, event);
    return { check, state: stateOf(described), ...described };
  });
}

type Described = Omit<Check, "check" | "state">;
type Describe = (findings: Findings, event: ResolvedEvent | null) => Described;

const DESCRIBE: Readonly<Record<CheckName, Describe>> = {
  request: ({ sent }) => {
    const { raw, parameters } = sent.work.read;
    return fine(`A ${raw.method} with ${parameters.length} parameters`);
  },
  proof: describeProof,
  click_id: ({ mended }) => {
    const step = mended.trace.steps.find((one) => one.step === "click_id");
    return step?.ok === true ? fine(step.found ?? "There") : NOT_REACHED;
  },
  order_id: (findings, event) => {
    if (event === null) return without(findings);
    const { sheet } = findings;
    if (event.order_id !== null) return fine(`"${event.order_id}"`);
    return fine(
      "None: a click counts once for each goal",
      `Send your own id of the order as \`${sendAs(sheet, "order_id")}\`: then each order counts once, and can be changed and refunded`,
    );
  },
  goal: (findings, event) => {
    if (event === null) return without(findings);
    const { sheet } = findings;
    const { key } = event.goal_config;
    if (event.goal !== null) return fine(`"${key}", as named`);
    const found = `None is named: it is "${key}", the default`;
    if (event.campaign.goals.length < 2) return fine(found);
    return fine(found, `Send \`${sendAs(sheet, "goal")}\` where it is another`);
  },
  amount: (findings, event) => {
    if (event === null) return without(findings);
    const { amount_micros, campaign } = event;
    if (amount_micros === null) {
      return fine("None, and the goal's prices don't need one");
    }
    const currency = event.currency ?? campaign.currency;
    return fine(`${formatAmount(amount_micros, currency)} ${currency}`);
  },
  currency: (findings, event) => {
    if (event === null) return without(findings);
    return fine(event.currency ?? `${event.campaign.currency}, the campaign's`);
  },
  status: ({ mended }, event) => {
    if (mended.work.read.result.kind === "ignored") {
      return fine("The word is one that the source's map says to ignore");
    }
    if (event === null) return NOT_REACHED;
    const { raw_status, status, goal_config } = event;
    return fine(
      raw_status === null
        ? `None is named: it is ${goal_config.default_status}`
        : `"${raw_status}" means ${status}`,
    );
  },
  time: (findings, event) => {
    if (event === null) return without(findings);
    const { steps } = findings.mended.work.read.trace;
    const left_out = steps.find(({ step }) => step === "occurred_at");
    if (left_out !== undefined) {
      const todo =
        "Send a time after the click by RFC 3339, as Unix time, or as YYYY-MM-DD HH:MM:SS in the source's zone";
      return { ok: false, found: left_out.found ?? "", todo };
    }
    return fine(event.occurred_at === null ? "That of arrival" : "It is read");
  },
  campaign: (findings, event) => {
    if (event === null) return without(findings);
    return fine(`"${event.campaign.name}" takes conversions`);
  },
  dedupe: ({ mended, copy }) => {
    if (mended.answer.body === null) return NOT_REACHED;
    const { outcome } = copy.answer;
    if (outcome === "duplicate" || outcome === "ignored") {
      return fine(`The second copy is answered as ${outcome}`);
    }
    const found = `The second copy is answered as ${outcome}`;
    const todo =
      "Send an id of the order, or a nonce, that is the same on each try";
    return { ok: false, found, todo };
  },
  mapping: (findings, event) => {
    if (event === null) return without(findings);
    if (event.unmapped.length === 0) return fine("Every parameter is known");
    const names = event.unmapped.map((name) => `\`${name}\``).join(", ");
    return fine(
      `Nothing here knows ${names}`,
      "Map those that matter in the source's `mapping`; the others are kept with the request and do no harm",
    );
  },
  answer: ({ sent }) => {
    const { answer } = sent;
    const found = `${answer.status} ${answer.outcome}`;
    if (answer.body !== null) return fine(found);
    const todo =
      "Put right what the checks above say; then treat any 2xx as heard, and send again only after a 429 or 5xx";
    return { ok: false, found, todo };
  },
};

const NOT_REACHED: Described = {
  ok: false,
  found: "Not looked at: something before it has to be put right first",
  todo: "Put right the check that failed, and test again",
};

function stateOf(described: Described): CheckState {
  if (described === NOT_REACHED) return "not_reached";
  if (!described.ok) return "failed";
  return described.todo === null ? "passed" : "advice";
}

/** Without an event, the check was either not reached or has nothing to check. */
function without({ mended }: Findings): Described {
  return mended.work.read.result.kind === "ignored"
    ? fine("Nothing to look at: the status is one to be ignored")
    : NOT_REACHED;
}

function fine(found: string, todo: string | null = null): Described {
  return { ok: true, found, todo };
}

function describeProof({ source, sent, sheet }: Findings): Described {
  const { read } = sent.work;
  if (read.source?.id !== source.id) {
    const judge = read.source === null ? "no source" : `"${read.source.name}"`;
    return {
      ok: false,
      found: `It was judged by ${judge}`,
      todo: `Send to ${shownAddress(sheet.url)}, this source's own address`,
    };
  }
  const steps = sent.trace.steps;
  const let_pass = steps.find((one) => one.ok && one.expected !== undefined);
  if (let_pass !== undefined) {
    return {
      ok: false,
      found: let_pass.found ?? let_pass.step,
      todo: "Put it right, then set `enforce` of the source, so that nobody else can send this",
    };
  }
  const step = steps.find((one) => one.step === "proof");
  const found = step?.found ?? "Not asked for";
  if (source.require !== "none") return fine(found);
  return fine(
    found,
    "Let the source `require` a token or a signature: without one, affiliates could send conversions themselves",
  );
}

/** The key in the path is secret, and many people read this. */
function shownAddress(url: string): string {
  return `${url.slice(0, url.lastIndexOf("/"))}/…`;
}

function sendAs(sheet: Sheet, ours: string): string {
  return sheet.names.find((name) => name.ours === ours)?.send_as ?? ours;
}

function todoOf(
  check: CheckName,
  code: RefusalCode,
  { sheet }: Findings,
): string {
  const as = (ours: string) => `\`${sendAs(sheet, ours)}\``;
  switch (check) {
    case "request":
      return "Send a query, a form or a JSON object, each parameter once";
    case "proof":
      return sheet.proof.how;
    case "click_id":
      return code === "advertiser_mismatch" || code === "unknown_click"
        ? "Send to the source of the advertiser whose click it is"
        : `Keep the id that your landing page receives, and send it back as ${as("click_id")}, letter for letter`;
    case "goal": {
      if (code === "parent_missing") {
        return "Send the goal that comes before it first, for the same click";
      }
      const words = sheet.goals.flatMap(({ send_as }) => send_as).slice(0, 20);
      return `Send one of ${[...new Set(words)].join(", ")} as ${as("goal")}, or map your word in the source's \`goal_map\``;
    }
    case "amount":
      return `Send ${as("amount")} in ${sheet.amount.unit} units, such as ${sheet.amount.example}`;
    case "currency":
      return `Send ${as("currency")} as ISO 4217, or leave it out: then it is ${sheet.currency ?? "the campaign's"}`;
    case "status": {
      const words = Object.values(sheet.status_words).flat().slice(0, 20);
      return `Send one of ${words.join(", ")} as ${as("status")}, or map your word in the source's \`status_map\``;
    }
    case "order_id":
      return `Send your own id of the order as ${as("order_id")}`;
    case "time":
      return code === "invalid_time"
        ? `Send ${as("occurred_at")} by RFC 3339, as Unix time, or as YYYY-MM-DD HH:MM:SS in ${sheet.timezone}`
        : "Try it with the test click, which has just been made";
    case "campaign":
      return "Open the campaign, the affiliate or the cap, or try it with another `link_id`";
    default:
      return "Send an order that hasn't been sent before, and no `mode`";
  }
}
