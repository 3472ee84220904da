import { clickIdText, isClickless } from "../clicks/mod.ts";
import { isoTime, shownMoney } from "../kernel/mod.ts";
import type { Configuration, LinkConfig } from "../campaigns/mod.ts";
import { moneySteps } from "./money_steps.ts";
import type { Step } from "./step.ts";
import type { Rows } from "./read_rows.ts";
import { STEP_KINDS } from "./trace_answers.ts";
import type { Evidence } from "./trace_answers.ts";

/** Everything that happened, in its order. */
export function stepsOf(
  rows: Rows,
  configuration: Pick<Configuration, "campaign" | "link">,
): Step[] {
  const linkOf = (id: number) => configuration.link(id);
  const sold = new Map(rows.conversions.map((row) => [row.id, row]));
  const steps = [
    ...rows.clicks.map((click) => clickStep(click, linkOf)),
    ...rows.postbacks.map(postbackStep),
    ...rows.versions.flatMap((version) => {
      const row = sold.get(version.conversion_id);
      if (row === undefined) return [];
      const campaign = configuration.campaign(row.campaign_id);
      const share_amount = campaign?.share_amount === true;
      const step = versionStep(version, row);
      return [{ ...step, evidence: { ...step.evidence, share_amount } }];
    }),
    ...moneySteps(rows),
  ];
  const rank = (step: Step) => STEP_KINDS.indexOf(step.kind);
  return steps.sort(
    (one, other) =>
      one.at_ms - other.at_ms ||
      rank(one) - rank(other) ||
      one.id.localeCompare(other.id) ||
      (one.evidence.version ?? 0) - (other.evidence.version ?? 0) ||
      (one.evidence.attempt ?? 0) - (other.evidence.attempt ?? 0),
  );
}

function clickStep(
  click: Rows["clicks"][number],
  linkOf: (id: number) => Pick<LinkConfig, "slug"> | undefined,
): Step {
  const { click_id, campaign_id, link_id, pays, marks } = click;
  const slug = linkOf(link_id)?.slug;
  const proven = {
    click_id,
    campaign_id,
    link_id,
    pays,
    marks,
    stored: click.stored,
    ...(slug === undefined ? {} : { slug }),
  };
  const at_ms = Date.parse(click.clicked_at);
  if (!click.stored) {
    return { at_ms, kind: "click", id: click_id, evidence: proven };
  }
  const { verdict, verdict_detail, click_ref, country, device, os } = click;
  const { cap_id, rule_id, reason } = verdict_detail;
  const evidence: Evidence = {
    ...proven,
    verdict,
    sent_to: verdict === "sent" ? "destination" : "fallback",
    country,
    device,
    os,
    ...(cap_id === undefined ? {} : { cap_id }),
    ...(rule_id === undefined ? {} : { rule_id }),
    ...(reason === undefined ? {} : { reason }),
    ...(click_ref === null ? {} : { click_ref }),
  };
  return { at_ms, kind: "click", id: click_id, evidence };
}

function postbackStep(row: Rows["postbacks"][number]): Step {
  const { outcome, http_status, detail, source_id, order_id } = row;
  const { campaign_id, affiliate_id, conversion_id, click_id } = row;
  const [earlier] = row.earlier ?? [];
  return {
    at_ms: row.received_at,
    kind: "postback",
    id: row.id,
    evidence: {
      campaign_id: campaign_id === 0 ? null : campaign_id,
      affiliate_id,
      outcome,
      http_status,
      detail,
      source_id,
      order_id,
      ...(click_id === null ? {} : { click_id: clickIdText(click_id) }),
      ...(row.goal_key === null ? {} : { goal: row.goal_key }),
      ...(conversion_id === null ? {} : { conversion_id }),
      ...(row.judged_at === null ? {} : { judged_at: isoTime(row.judged_at) }),
      ...(earlier === undefined ? {} : { earlier_outcome: earlier.outcome }),
    },
  };
}

function versionStep(
  version: Rows["versions"][number],
  row: Rows["conversions"][number],
): Step {
  const { amount_micros, revenue_micros, payout_micros } = version;
  const { exact: _, ...money } = shownMoney(row.currency, {
    amount: amount_micros,
    revenue: revenue_micros,
    payout: payout_micros,
  });
  const is_present = version.version === row.version;
  const { payable_from } = row;
  return {
    at_ms: version.changed_at,
    kind: "conversion",
    id: row.id,
    evidence: {
      conversion_id: row.id,
      campaign_id: row.campaign_id,
      affiliate_id: row.affiliate_id,
      goal: row.goal_key,
      order_id: row.order_id,
      ...(isClickless(row.click_id)
        ? {}
        : { click_id: clickIdText(row.click_id) }),
      ...(row.customer_id === null ? {} : { customer_id: row.customer_id }),
      version: version.version,
      change: version.kind,
      status: version.status,
      reason: version.reason,
      currency: row.currency,
      ...money,
      ...(is_present ? owedNow(row) : {}),
      ...(is_present && payable_from !== null
        ? { payable_from: isoTime(payable_from) }
        : {}),
      postback_id: version.postback_id,
      origin: version.origin,
      made_by: version.made_by,
      why: version.why,
    },
  };
}

/** The present payout in the affiliate's own currency, if that is another. */
function owedNow({
  owed_currency,
  owed_micros,
}: Rows["conversions"][number]): Evidence {
  if (owed_currency === null || owed_micros === null) return {};
  const { owed } = shownMoney(owed_currency, { owed: owed_micros });
  return { owed, owed_currency };
}
