import type { PartyRole } from "../http/mod.ts";
import type { Thing } from "./find_things.ts";
import type { Step } from "./step.ts";
import type { Evidence, StepKind } from "./trace_answers.ts";
import { dayText, money, notLetIn, refusedFor, timesText } from "./words.ts";

/** A question's answer as a role sees it, before it is put into one sentence. */
export interface SeenStory {
  q: string;
  role: PartyRole | null;
  found: readonly Thing[];
  /** Kinds of which there are others, older ones. */
  more: readonly string[];
  steps: readonly Step[];
  now_ms: number;
  timezone: string;
}

const Q_CHARS_MAX = 60;

/** One sentence that says what became of the thing that was asked for. */
export function tellStory(story: SeenStory): string {
  const { q, found, steps } = story;
  if (found.length === 0) {
    const shown = q.length > Q_CHARS_MAX ? `${q.slice(0, Q_CHARS_MAX)}…` : q;
    return `Nothing that you may see is known by "${shown.toWellFormed()}".`;
  }
  const is_payment = found.every(({ kind }) => kind === "payment");
  const paid = steps.findLast(({ kind }) => kind === "payment");
  if (is_payment && paid !== undefined) return paymentSentence(story, paid);
  const is_invoice = found.every(({ kind }) => kind === "invoice");
  const billed = steps.findLast(({ kind }) => kind === "invoice");
  if (is_invoice && billed !== undefined) return invoiceSentence(story, billed);
  const sale = steps.findLast(({ kind }) => kind === "conversion");
  if (sale !== undefined) return saleSentence(story, sale);
  const refused = steps.findLast(
    ({ kind, evidence }) =>
      kind === "postback" && refusedFor(evidence.outcome ?? "") !== null,
  );
  if (refused !== undefined) return refusedSentence(story, refused);
  const click = steps.findLast(({ kind }) => kind === "click");
  if (click !== undefined) return clickSentence(story, click);
  const link = steps.find(({ kind }) => kind === "link");
  if (link !== undefined) return linkSentence(link.evidence);
  const [step] = steps;
  const [thing] = found;
  return step === undefined
    ? `This is ${thing?.kind} ${thing?.id}; nothing is recorded of it here.`
    : `On ${dayText(step.at_ms, story.timezone)}: ${step.kind} ${step.id}.`;
}

/** How many things of a kind there are, by the timeline; `several` has their number in words. */
function countOf({ more, steps }: SeenStory, kind: StepKind) {
  const ids = new Set(
    steps.filter((step) => step.kind === kind).map(({ id }) => id),
  );
  const several = `${more.includes(kind) ? "at least " : ""}${ids.size}`;
  return { count: ids.size, several };
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function refusedSentence(story: SeenStory, { at_ms, evidence }: Step): string {
  const { outcome = "", order_id } = evidence;
  const about = typeof order_id === "string" ? ` for order ${order_id}` : "";
  const { count, several } = countOf(story, "postback");
  const last = count > 1 ? `the last of ${several} postbacks` : "the postback";
  return `No sale is recorded${about}: ${last}, of ${dayText(at_ms, story.timezone)}, was refused (${outcome}) because ${refusedFor(outcome)}.`;
}

function linkSentence(evidence: Evidence): string {
  const { slug = "", campaign_id } = evidence;
  const why = notLetIn(evidence);
  return why === null
    ? `The link ${slug} sends visitors to the destination now, those whom campaign ${campaign_id} lets in.`
    : `The link ${slug} sends its visitors to the fallback now because ${why}.`;
}

function clickSentence(story: SeenStory, { at_ms, evidence }: Step): string {
  const { count, several } = countOf(story, "click");
  const which = count > 1 ? `The last of ${several} clicks` : "The click";
  const day = dayText(at_ms, story.timezone);
  const why = notLetIn(evidence);
  if (evidence.stored === false) {
    return `${which}, of ${day}, is genuine and being stored; no postback has named it yet.`;
  }
  return why === null
    ? `${which}, of ${day}, was sent to the destination; no postback has named it.`
    : `${which}, of ${day}, was sent to the fallback because ${why}.`;
}

function paymentSentence(
  { timezone }: SeenStory,
  { at_ms, id, evidence }: Step,
): string {
  const { payment_state, reference, entries_count = 0 } = evidence;
  const sum = money(evidence.currency, evidence.payment_amount) ?? "";
  const day = dayText(at_ms, timezone);
  const named =
    typeof reference === "string" ? ` with reference ${reference}` : "";
  const entries = `${entries_count} ${entries_count === 1 ? "entry" : "entries"}`;
  const became =
    payment_state === "paid"
      ? `was paid on ${day}${named}`
      : `is ${payment_state} since ${day}`;
  return `Payment ${id} of ${sum}, for ${entries}, ${became}.`;
}

function invoiceSentence(
  { timezone }: SeenStory,
  { at_ms, evidence }: Step,
): string {
  const { invoice_number, invoice_state } = evidence;
  const sum = money(evidence.currency, evidence.invoice_amount) ?? "";
  const day = dayText(at_ms, timezone);
  const became =
    invoice_state === "paid"
      ? `was paid on ${day}`
      : `is ${invoice_state} since ${day}`;
  return `Invoice ${invoice_number} of ${sum} ${became}.`;
}

function saleSentence(story: SeenStory, last: Step): string {
  const { steps, timezone } = story;
  const { count, several } = countOf(story, "conversion");
  const match =
    count > 1 ? `${capitalized(several)} sales match; of the last: ` : "";
  const { order_id, goal = "" } = last.evidence;
  const name = typeof order_id === "string" ? order_id : `of goal ${goal}`;
  const day = dayText(last.at_ms, timezone);
  const of_it = steps.filter(
    ({ evidence }) => evidence.conversion_id === last.id,
  );
  const parts = [
    `${stateText(last.evidence, day)}${payText(story, last.evidence, of_it)}`,
    owedText(story, last.evidence, of_it),
    toldText(story, of_it),
  ].filter((part) => part !== "");
  const start = match === "" ? "The" : "the";
  return `${match}${start} sale ${name} ${parts.join("; ")}.`;
}

function stateText({ status, reason, change }: Evidence, day: string): string {
  const why = typeof reason === "string" ? ` (${reason})` : "";
  if (status === "pending") return `is pending since ${day}${why}`;
  if (change === "part_reversed") return `was refunded in part on ${day}`;
  return `was ${status} on ${day}${why}`;
}

/** The affiliate's pay for a sale, and when it comes; empty for who doesn't see it. */
function payText(
  { steps, now_ms, timezone }: SeenStory,
  { status, ...sale }: Evidence,
  of_it: readonly Step[],
): string {
  const sum =
    money(sale.owed_currency, sale.owed) ?? money(sale.currency, sale.payout);
  if (sum === null) return "";
  const payments = new Map(
    steps
      .filter(({ kind }) => kind === "payment")
      .map((step) => [step.id, step]),
  );
  const paid = of_it
    .filter(({ kind }) => kind === "entry")
    .flatMap(({ evidence }) => payments.get(evidence.payment_id ?? "") ?? []);
  const payment = paid.at(-1);
  const is_paid = payment?.evidence.payment_state === "paid";
  if (status === "rejected" || status === "reversed") {
    return is_paid
      ? ", and what was paid for it is taken off the next payment"
      : ", and nothing is paid for it";
  }
  if (/ -?[0.]+$/.test(sum)) return ", and nothing is paid for it";
  if (status === "pending") return `, and ${sum} is owed once it is approved`;
  if (payment !== undefined) {
    const { reference } = payment.evidence;
    const named = typeof reference === "string" ? ` (${reference})` : "";
    return is_paid
      ? `, and ${sum} was paid on ${dayText(payment.at_ms, timezone)}${named}`
      : `, and ${sum} is in payment ${payment.id}, which is ${payment.evidence.payment_state}`;
  }
  const from = Date.parse(sale.payable_from ?? "");
  return from > now_ms
    ? `, and ${sum} will be paid after ${dayText(from, timezone)}`
    : `, and ${sum} comes with the next payment`;
}

/** The advertiser's debt for a sale, and its invoice; empty for who doesn't see it. */
function owedText(
  { role, steps }: SeenStory,
  sale: Evidence,
  of_it: readonly Step[],
): string {
  const sum = money(sale.currency, sale.revenue);
  if (sum === null) return "";
  const invoices = new Map(
    steps
      .filter(({ kind }) => kind === "invoice")
      .map(({ id, evidence }) => [id, evidence]),
  );
  const invoice = of_it
    .flatMap(({ evidence }) => invoices.get(evidence.invoice_id ?? "") ?? [])
    .at(-1);
  const on =
    invoice === undefined
      ? ""
      : `, on invoice ${invoice.invoice_number} (${invoice.invoice_state})`;
  return role === "advertiser" ? `you owe ${sum}${on}` : `revenue ${sum}${on}`;
}

/** The end of telling the affiliate's tracker; empty for who doesn't see it. */
function toldText(
  { role, timezone }: SeenStory,
  of_it: readonly Step[],
): string {
  if (role === "advertiser") return "";
  const deliveries = of_it.filter(({ kind }) => kind === "delivery");
  const who = role === "affiliate" ? "your tracker" : "the affiliate's tracker";
  const newest = deliveries.findLast(({ evidence }) => evidence.status);
  if (newest === undefined) {
    return role === "affiliate"
      ? "no endpoint of yours was to be told"
      : "no endpoint was to be told";
  }
  const tries = deliveries.filter(
    ({ id, evidence }) => id === newest.id && evidence.attempt !== undefined,
  );
  const told = tries.find(({ evidence }) => evidence.succeeded === true);
  const failed = failedText(tries);
  const end =
    told === undefined
      ? untoldText(newest.evidence)
      : `was told on ${dayText(told.at_ms, timezone)}`;
  return failed === "" ? `${who} ${end}` : `${who} ${failed} and ${end}`;
}

function failedText(tries: readonly Step[]): string {
  const failed = tries.filter(({ evidence }) => evidence.succeeded === false);
  const by_answer = Map.groupBy(failed, ({ evidence }) =>
    evidence.http_status === undefined
      ? "could not be reached"
      : `answered ${evidence.http_status}`,
  );
  return [...by_answer]
    .map(([answer, those]) => `${answer} ${timesText(those.length)}`)
    .join(", ");
}

function untoldText({ delivery_state = "", reason }: Evidence): string {
  const why = typeof reason === "string" ? ` (${reason})` : "";
  if (delivery_state === "due" || delivery_state === "sending") {
    return "will be tried again";
  }
  return `was not told: ${delivery_state}${why}`;
}
