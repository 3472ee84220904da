import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import type { Page } from "../../state/use_list.ts";
import { firstValues } from "./rule_values.ts";

/** A rule of either kind. */
export interface Rule {
  id: number;
  campaign_id: number | null;
  affiliate_id: number | null;
  field: string;
  op: string;
  values: string[];
  action: string;
  reason: string | null;
  enabled: boolean;
}

/** The condition and the consequence of a rule, as they are sent. */
export type RuleBody = Pick<
  Rule,
  "field" | "op" | "values" | "action" | "reason"
>;

/** The campaign and affiliate that a rule is made for; null is all. */
type RuleScope = Pick<Rule, "campaign_id" | "affiliate_id">;

/** The rules about conversions, or those about visits. */
export interface RuleKind {
  name: "conversion-rules" | "traffic-rules";
  title: string;
  lead: string;
  /** The words of the fields to choose from; null where a field is typed. */
  fields: Readonly<Record<string, string>> | null;
  ops: Readonly<Record<string, string>>;
  actions: Readonly<Record<string, string>>;
  /** The first condition that a form proposes. */
  start: Pick<RuleBody, "field" | "op" | "action">;
  list(
    query: { campaign_id?: number; cursor?: string; limit?: string },
    signal?: AbortSignal,
  ): Promise<Page<Rule>>;
  read(id: string, signal?: AbortSignal): Promise<Tagged<Rule>>;
  make(body: RuleBody & RuleScope): Promise<unknown>;
  change(
    id: string,
    changes: Partial<RuleBody> & { enabled?: boolean },
    etag?: string,
  ): Promise<Tagged<Rule>>;
  drop(id: string): Promise<unknown>;
}

const CONVERSIONS = "/api/v1/conversion-rules";
const CONVERSION = "/api/v1/conversion-rules/{id}";
const TRAFFIC = "/api/v1/traffic-rules";
const ONE_TRAFFIC = "/api/v1/traffic-rules/{id}";

type ConversionWords = { action: "pending" | "reject" };
type TrafficWords = Pick<Schema<"TrafficRule">, "op" | "action">;

/** Rules that hold back or refuse conversions. */
export const CONVERSION_RULES: RuleKind = {
  name: "conversion-rules",
  title: NET.conversion_rules,
  lead: NET.conversion_rules_lead,
  fields: NET.rule_fields,
  ops: NET.rule_ops,
  actions: NET.rule_actions,
  start: { field: "seconds_to_convert", op: "lt", action: "pending" },
  list: (query, signal) => ok(api.GET(CONVERSIONS, asking({ query }, signal))),
  read: (id, signal) =>
    tagged(api.GET(CONVERSION, asking({ path: { id } }, signal))),
  make: (rule) => {
    const body = rule as typeof rule & ConversionWords;
    return ok(api.POST(CONVERSIONS, { body }));
  },
  change: (id, changes, etag) => {
    const body = changes as Omit<typeof changes, "action"> &
      Partial<ConversionWords>;
    return tagged(api.PATCH(CONVERSION, { params: of(id, etag), body }));
  },
  drop: (id) => ok(api.DELETE(CONVERSION, { params: of(id) })),
};

/** Rules that turn visits away, divert or mark them. */
export const TRAFFIC_RULES: RuleKind = {
  name: "traffic-rules",
  title: NET.traffic_rules,
  lead: NET.traffic_rules_lead,
  fields: null,
  ops: NET.traffic_ops,
  actions: NET.traffic_actions,
  start: { field: "referrer", op: "contains", action: "block" },
  list: async (query, signal) => {
    const page = await ok(api.GET(TRAFFIC, asking({ query }, signal)));
    return { ...page, data: page.data.map(ofTraffic) };
  },
  read: async (id, signal) => {
    const { value, etag } = await tagged(
      api.GET(ONE_TRAFFIC, asking({ path: { id } }, signal)),
    );
    return { value: ofTraffic(value), etag };
  },
  make: (rule) => {
    const body = rule as typeof rule & TrafficWords;
    return ok(api.POST(TRAFFIC, { body }));
  },
  change: async (id, { enabled, ...changes }, etag) => {
    const body = {
      ...(changes as Omit<typeof changes, "op" | "action"> &
        Partial<TrafficWords>),
      ...(enabled !== undefined && { paused: !enabled }),
    };
    const saved = await tagged(
      api.PATCH(ONE_TRAFFIC, { params: of(id, etag), body }),
    );
    return { ...saved, value: ofTraffic(saved.value) };
  },
  drop: (id) => ok(api.DELETE(ONE_TRAFFIC, { params: of(id) })),
};

/** A rule as a sentence, with the first of its values. */
export function conditionInWords(
  { fields, ops, actions }: RuleKind,
  { field, op, values, action }: Omit<RuleBody, "reason">,
): string {
  const { shown, more } = firstValues(values);
  return NET.rule_in_words(
    fields?.[field] ?? field,
    ops[op] ?? op,
    more === 0 ? shown : NET.and_more(shown, more),
    actions[action] ?? action,
  );
}

function ofTraffic({ paused, ...rule }: Schema<"TrafficRule">): Rule {
  return { ...rule, enabled: !paused };
}

function asking<Params>(params: Params, signal?: AbortSignal) {
  return { params, ...(signal && { signal }) };
}

function of(id: string, etag?: string) {
  return {
    path: { id },
    ...(etag !== undefined && { header: { "If-Match": etag } }),
  };
}
