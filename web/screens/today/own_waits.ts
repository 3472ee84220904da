import type { components } from "../../api/api_types.ts";
import { RISK } from "../../messages/risk.ts";
import { TODAY } from "../../messages/today.ts";
import { localTime } from "../../state/local_time.ts";
import { moneyText } from "../../ui/number_text.ts";
import type { Need } from "./need.ts";

type Schema<Name extends keyof components["schemas"]> =
  components["schemas"][Name];

/** The present, and the zone in which days are said. */
export interface Present {
  now_ms: number;
  timezone: string;
}

const DAY_MS = 86_400_000;
const NEWS_DAYS = 14;
const PAID_DAYS = 7;
const DUE_DAYS = 7;
/** A source that was heard so long ago is no longer in use. */
const USED_DAYS = 30;
/** A source is silent after so many times its usual pause. */
const PAUSES = 5;

const WAITS = TODAY.waits;

function daysAgo(at: string | null, { now_ms }: Present): number {
  return at === null ? Infinity : (now_ms - Date.parse(at)) / DAY_MS;
}

function one(need: Omit<Need, "count" | "verb">, verb: string = TODAY.look) {
  return { count: "", verb, ...need };
}

/** Endpoints that are off or fail. */
export function endpointNeeds(
  endpoints: readonly Pick<
    Schema<"Endpoint">,
    "id" | "url" | "enabled" | "disabled_reason" | "health"
  >[],
): Need[] {
  return endpoints.flatMap(({ id, url, enabled, disabled_reason, health }) => {
    if (enabled && health.failing_since === null) return [];
    const host = URL.parse(url)?.host ?? url;
    return one(
      {
        key: `endpoint ${id}`,
        text: enabled
          ? WAITS.endpoint_failing(host)
          : WAITS.endpoint_off(host, disabled_reason),
        tone: enabled ? "warn" : "bad",
        href: `/app/my/postbacks/${id}`,
      },
      TODAY.mend,
    );
  });
}

type Offer = Pick<
  Schema<"Offer">,
  | "campaign_id"
  | "name"
  | "status"
  | "reason"
  | "visibility"
  | "applied_at"
  | "created_at"
>;

/** Applications that were answered, and new offers. */
export function offerNeeds(
  offers: readonly Offer[],
  linked: ReadonlySet<number>,
  present: Present,
): Need[] {
  const answered = offers.flatMap((offer): Need[] => {
    const { campaign_id, name, status, reason, applied_at } = offer;
    const is_yes = status === "approved" && !linked.has(campaign_id);
    if (!is_yes && status !== "refused") return [];
    if (daysAgo(applied_at, present) > NEWS_DAYS) return [];
    return [
      one(
        {
          key: `offer ${campaign_id}`,
          text: is_yes ? WAITS.approved(name) : WAITS.refused(name, reason),
          tone: is_yes ? "good" : "note",
          href: `/app/offers/${campaign_id}`,
        },
        is_yes ? TODAY.promote : TODAY.look,
      ),
    ];
  });
  const fresh = offers.filter(
    ({ status, created_at, campaign_id }) =>
      status === "none" &&
      !linked.has(campaign_id) &&
      daysAgo(created_at, present) <= NEWS_DAYS,
  );
  const [first] = fresh;
  if (first === undefined) return answered;
  const is_one = fresh.length === 1;
  return [
    ...answered,
    {
      key: "offers",
      count: is_one ? "" : String(fresh.length),
      text: is_one ? WAITS.new_offer(first.name) : WAITS.new_offers,
      tone: "note",
      href: is_one
        ? `/app/offers/${first.campaign_id}`
        : "/app/offers?status=none",
      verb: TODAY.look,
    },
  ];
}

/** Payments that were sent or failed of late. */
export function paymentNeeds(
  payments: readonly Pick<
    Schema<"Payment">,
    "id" | "state" | "amount" | "currency" | "settled_at" | "reason"
  >[],
  present: Present,
): Need[] {
  return payments.flatMap(
    ({ id, state, amount, currency, settled_at, reason }) => {
      if (daysAgo(settled_at, present) > PAID_DAYS) return [];
      if (state !== "paid" && state !== "failed") return [];
      const money = `${moneyText(amount)} ${currency}`;
      const is_paid = state === "paid";
      return one({
        key: `payment ${id}`,
        text: is_paid ? WAITS.paid(money) : WAITS.unpaid(money, reason),
        tone: is_paid ? "good" : "bad",
        href: `/app/my/payments/${id}`,
      });
    },
  );
}

/** Money that is payable to nowhere. */
export function detailsNeeds(payable: readonly string[]): Need[] {
  if (payable.length === 0) return [];
  return [
    one(
      {
        key: "details",
        text: WAITS.details(payable.join(", ")),
        tone: "bad",
        href: "/app/my/earnings?tab=details",
      },
      TODAY.enter,
    ),
  ];
}

/** Payouts by currency as a text. */
export function moniesText(
  money: readonly { currency: string; payout: string }[],
): string {
  return money
    .map(({ currency, payout }) => `${moneyText(payout)} ${currency}`)
    .join(", ");
}

/** Sales that are held for their risk, with the reasons in words. */
export function heldNeeds({
  conversions,
  money,
  reasons,
  example_ids: [first],
}: Pick<
  Schema<"RiskHeld">,
  "conversions" | "money" | "reasons" | "example_ids"
>): Need[] {
  if (conversions === 0) return [];
  const why = reasons.map(({ code }) => RISK.codes[code]);
  return [
    one({
      key: "held",
      text: WAITS.held(conversions, moniesText(money), why.join("; ")),
      tone: "warn",
      href:
        first === undefined
          ? "/app/conversions"
          : `/app/conversions?open=${first}`,
    }),
  ];
}

type Heard = Pick<Schema<"SourceHealth">, "last_seen"> & {
  last_7d: Pick<Schema<"SourceHealth">["last_7d"], "total">;
};

/** Whether a source that was in use hasn't been heard for much longer than it usually pauses. */
function isSilent({ last_seen, last_7d }: Heard, present: Present) {
  const days = daysAgo(last_seen, present);
  if (days > USED_DAYS) return false;
  const { total } = last_7d;
  return total === 0 ? days > 7 : days > Math.max(1, (PAUSES * 7) / total);
}

/** Sources that have fallen silent. */
export function silentNeeds(
  sources: readonly Pick<Schema<"Source">, "id" | "name">[],
  health: readonly (Heard & Pick<Schema<"SourceHealth">, "source_id">)[],
  present: Present,
): Need[] {
  return sources.flatMap(({ id, name }) => {
    const heard = health.find(({ source_id }) => source_id === id);
    const at = heard?.last_seen ?? null;
    if (heard === undefined || at === null || !isSilent(heard, present)) {
      return [];
    }
    return one({
      key: `source ${id}`,
      text: WAITS.silent(
        name,
        localTime(new Date(at), present.timezone, "minute"),
      ),
      tone: "bad",
      href: `/app/my/sources/${id}`,
    });
  });
}

/** Open invoices that are due soon, or were. */
export function invoiceNeeds(
  invoices: readonly Pick<
    Schema<"Invoice">,
    "id" | "number" | "open" | "currency" | "due_at"
  >[],
  present: Present,
): Need[] {
  return invoices.flatMap(({ id, number, open, currency, due_at }) => {
    const late_days = daysAgo(due_at, present);
    if (due_at === null || late_days < -DUE_DAYS) return [];
    const day = localTime(new Date(due_at), present.timezone, "day");
    const money = `${moneyText(open)} ${currency}`;
    const is_late = late_days > 0;
    return one({
      key: `invoice ${id}`,
      text: is_late
        ? WAITS.invoice_late(number, money, day)
        : WAITS.invoice_due(number, money, day),
      tone: is_late ? "bad" : "note",
      href: `/app/my/invoices/${id}`,
    });
  });
}

type Statement = Pick<
  Schema<"Reconciliation">,
  "id" | "status" | "mapping_confirmed" | "statement" | "created_at"
>;

/** Statements and files of sales whose columns wait to be confirmed, or that failed of late. */
export function statementNeeds(
  kind: "statements" | "imports",
  files: readonly Statement[],
  present: Present,
): Need[] {
  return files.flatMap((file) => {
    const { id, status, mapping_confirmed, statement, created_at } = file;
    const failed =
      status === "failed" && daysAgo(created_at, present) <= NEWS_DAYS;
    const is_open = status === "matching" || status === "review";
    if (!failed && (mapping_confirmed || !is_open)) return [];
    const name =
      statement?.file_name ??
      localTime(new Date(created_at), present.timezone, "day");
    return one(
      {
        key: `${kind} ${id}`,
        text: failed ? WAITS.file_failed(name) : WAITS.file_columns(name),
        tone: failed ? "bad" : "warn",
        href: `/app/my/${kind}/${id}`,
      },
      failed ? TODAY.look : TODAY.answer,
    );
  });
}
