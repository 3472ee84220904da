import type { PartyRole } from "../http/mod.ts";
import { IMPORTED } from "../kernel/mod.ts";
import type { Step } from "./step.ts";
import type { Evidence } from "./trace_answers.ts";
import { money, notLetIn, refusedFor } from "./words.ts";

/**
 * Words for a step, from the values that the role sees: a text can't tell what its evidence
 * hides.
 */
export function tellStep(
  { kind, id, evidence }: Step,
  role: PartyRole | null,
): string {
  switch (kind) {
    case "link":
      return linkText(evidence);
    case "click":
      return clickText(evidence);
    case "postback":
      return postbackText(evidence, role);
    case "conversion":
      return versionText(evidence);
    case "entry":
      return entryText(evidence);
    case "delivery":
      return deliveryText(evidence, role);
    case "payment":
      return paymentText(id, evidence);
    case "invoice":
      return `Invoice ${evidence.invoice_number ?? ""}: ${evidence.invoice_state ?? ""}${suffix(" of", money(evidence.currency, evidence.invoice_amount))}`;
  }
}

function suffix(before: string, text: string | null): string {
  return text === null ? "" : `${before} ${text}`;
}

function linkText(evidence: Evidence): string {
  const { slug = "", campaign_id } = evidence;
  const why = notLetIn(evidence);
  const where =
    why === null
      ? "it sends those whom the campaign lets in to the destination now"
      : `it sends all visitors to the fallback now: ${why}`;
  return `Link ${slug} of campaign ${campaign_id} made; ${where}`;
}

function clickText(evidence: Evidence): string {
  const { stored, marks = [], pays, country, device } = evidence;
  const what = marks.includes("test") ? "Test click" : "Click";
  if (stored === false) {
    return `${what}: its id is genuine, and its details are not stored yet`;
  }
  const facts = [country, device].filter((fact) => typeof fact === "string");
  const whose = facts.length === 0 ? "" : ` (${facts.join(", ")})`;
  const why = notLetIn(evidence);
  const where =
    evidence.verdict === IMPORTED
      ? "imported: another tracker counted it"
      : why === null
        ? "sent to the destination"
        : `sent to the fallback: ${why}`;
  const unpaid =
    pays === false ? "; over a cap, it is counted and not paid" : "";
  const others = marks.filter((mark) => mark !== "test" && mark !== "unique");
  const marked = others.length === 0 ? "" : `; marked ${others.join(", ")}`;
  return `${what}${whose} ${where}${unpaid}${marked}`;
}

const ACCEPTED: Readonly<Record<string, string>> = {
  recorded: "a new sale",
  updated: "it changed the sale",
  duplicate: "it said what was known already, nothing changed",
  ignored: "its status means nothing here, as the source was set up",
  queued: "kept, to be judged",
  forwarded: "it names no click of ours, and goes on to the old tracker",
};

function postbackText(evidence: Evidence, role: PartyRole | null): string {
  const { outcome = "", http_status, order_id, detail } = evidence;
  const who = role === "advertiser" ? "Your postback" : "Postback";
  const about = typeof order_id === "string" ? ` for order ${order_id}` : "";
  const why = refusedFor(outcome);
  const first = evidence.earlier_outcome;
  const before =
    first === undefined ? "" : `; before it was judged again: ${first}`;
  if (why === null) {
    return `${who}${about} ${outcome}: ${ACCEPTED[outcome] ?? "accepted"}${before}`;
  }
  const more = typeof detail === "string" ? ` (${detail})` : "";
  return `${who}${about} refused with ${http_status} ${outcome}: ${why}${more}${before}`;
}

const CHANGES: Readonly<Record<string, string>> = {
  part_reversed: "refunded in part",
};

function versionText(evidence: Evidence): string {
  const { order_id, goal, change = "", status = "", reason } = evidence;
  const { currency, payout, revenue, amount } = evidence;
  const what = typeof order_id === "string" ? `Sale ${order_id}` : "Sale";
  const word = CHANGES[change] ?? status;
  const why = typeof reason === "string" ? ` (${reason})` : "";
  const sums = [
    suffix("amount", money(currency, amount)),
    suffix("revenue", money(currency, revenue)),
    suffix("payout", money(currency, payout)),
    suffix("owed as", money(evidence.owed_currency, evidence.owed)),
  ].filter((sum) => sum !== "");
  const with_sums = sums.length === 0 ? "" : `: ${sums.join(", ")}`;
  return `${what}, goal ${goal ?? ""}, ${word}${why}${with_sums}`;
}

function entryText(evidence: Evidence): string {
  const { entry = "", currency, payout, revenue } = evidence;
  const { payout_pending, revenue_pending, payable_from } = evidence;
  const moved = (name: string, amount: string | undefined) =>
    amount === undefined || /^-?[0.]+$/.test(amount)
      ? ""
      : suffix(name, money(currency, amount));
  const sums = [
    moved("revenue", revenue),
    moved("pending revenue", revenue_pending),
    moved("payout", payout),
    moved("pending payout", payout_pending),
  ].filter((sum) => sum !== "");
  const from =
    typeof payable_from === "string"
      ? `; payable from ${payable_from.slice(0, 10)}`
      : "";
  return `Booked (${entry}): ${sums.join(", ")}${from}`;
}

function deliveryText(evidence: Evidence, role: PartyRole | null): string {
  const { endpoint_id, attempt, succeeded, error, http_status } = evidence;
  const { status, currency, payout, reason, delivery_state = "" } = evidence;
  const whose =
    role === "affiliate" ? "your tracker" : "the affiliate's tracker";
  if (attempt !== undefined) {
    const said =
      http_status === undefined
        ? "could not be reached"
        : `answered ${http_status}`;
    const fault = suffix(":", error ?? null);
    const end = succeeded === true ? ", it was told" : fault;
    return `Try ${attempt}: ${whose} ${said}${end}`;
  }
  const why = typeof reason === "string" ? ` (${reason})` : "";
  if (status === undefined) return `Delivery ${delivery_state}${why}`;
  const sum = money(currency, payout);
  return `To be told to ${whose} at endpoint ${endpoint_id}: ${status}${suffix(",", sum)}; ${delivery_state} by now${why}`;
}

function paymentText(id: string, evidence: Evidence): string {
  const { payment_state = "", currency, payment_amount } = evidence;
  const { entries_count = 0, reference, reason } = evidence;
  const sum = money(currency, payment_amount);
  const named = typeof reference === "string" ? `, reference ${reference}` : "";
  const why = typeof reason === "string" ? ` (${reason})` : "";
  return `Payment ${id}${suffix(" of", sum)} for ${entries_count} entries: ${payment_state}${named}${why}`;
}
