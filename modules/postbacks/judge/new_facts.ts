import { isTestClick } from "../../clicks/mod.ts";
import { formatAmount } from "../../kernel/mod.ts";
import type { JudgeContext } from "./judge_context.ts";
import type { ResolvedEvent } from "../read/resolve_event.ts";

/** A sale this soon after its click was hardly made by a person. */
const FAST_S = 5;

/** Flags of a new conversion, and the values that rules can test. */
export interface NewFacts {
  flags: string[];
  values: Record<string, string | number | boolean | undefined>;
}

/** Collects what is known about a new conversion apart from its money. */
export function newFacts(
  event: ResolvedEvent,
  context: Pick<JudgeContext, "clicks" | "addressFacts" | "rates">,
): NewFacts {
  const click = context.clicks.get(event.click_id);
  const customer = event.ip === null ? null : context.addressFacts(event.ip);
  const at_ms = event.proof === "signature" ? event.occurred_at : null;
  const seconds_to_convert = Math.max(
    0,
    Math.floor(((at_ms ?? event.received_at) - event.click.time_ms) / 1000),
  );
  const country = customer?.country ?? null;
  const clicked_from = click?.country ?? null;
  const country_differs =
    country !== null && clicked_from !== null && country !== clicked_from;
  const data_centre =
    click?.is_data_centre === true || customer?.is_data_centre === true;
  const is_fast = seconds_to_convert < FAST_S && !isTestClick(event.click);
  const flags = [
    ...(is_fast ? ["fast"] : []),
    ...(country_differs ? ["country_differs"] : []),
    ...(data_centre ? ["data_centre"] : []),
  ];
  const { amount_micros } = event;
  return {
    flags,
    values: {
      ...labelsOf(event, context),
      seconds_to_convert,
      country_differs,
      data_centre,
      country: country ?? clicked_from ?? undefined,
      ip: event.ip ?? click?.ip ?? undefined,
      amount:
        amount_micros === null
          ? undefined
          : formatAmount(amount_micros, event.campaign.currency),
      conversions_per_sub_hour: context.rates.inLastHour(
        rateKey(event, context),
        event.received_at,
      ),
      flag: [...event.flags, ...flags].join(" "),
    },
  };
}

/** Groups conversions for rate rules: by campaign, affiliate, source label and `sub1`. */
export function rateKey(
  event: ResolvedEvent,
  context: Pick<JudgeContext, "clicks">,
): string {
  const { source = "", sub1 = "" } = labelsOf(event, context);
  const { campaign, link } = event;
  return `${campaign.id} ${link.affiliate_id} ${source}\n${sub1}`;
}

/** Labels of the event's click, including those of its link. */
export function labelsOf(
  event: ResolvedEvent,
  { clicks }: Pick<JudgeContext, "clicks">,
): Record<string, string> {
  return { ...event.link.subs, ...clicks.get(event.click_id)?.known };
}
