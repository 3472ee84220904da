import { checkDeepLink, passes } from "../campaigns/mod.ts";
import type {
  CampaignConfig,
  CapConfig,
  DestinationConfig,
  LinkConfig,
  SmartTargetConfig,
} from "../campaigns/mod.ts";
import { judgeTraffic, labelOf } from "./judge_traffic.ts";
import type { ClickVerdict } from "../kernel/mod.ts";
import type { Routed, RouteInput } from "./routed.ts";
import { capFlag } from "./verdict_detail.ts";

export type { Routed, RouteInput, RouteStep, Visitor } from "./routed.ts";

/**
 * Routes a click. Checked in order: affiliate, campaign and link; start and end; approval; country,
 * device, OS; traffic rules; caps. The first failure is the verdict.
 */
export function routeClick(input: RouteInput): Routed {
  const { link } = input;
  return link.kind === "smart"
    ? routeSmart(input)
    : routeTo(input, link, campaignOf(input, link.campaign_id));
}

/**
 * Tries the matching campaigns by weight until one accepts the click; otherwise the first one's
 * verdict stands.
 */
function routeSmart(input: RouteInput): Routed {
  const { link, visitor } = input;
  const rest = link.smart.filter((target) => fits(input, target));
  const is_misfit = rest.length === 0;
  if (is_misfit) rest.push(...link.smart.slice(0, 1));
  let first: Routed | undefined;
  while (rest.length > 0) {
    const at =
      rest.length === 1 ? 0 : pickByWeight(rest, visitor.hash(), link.id);
    const [target] = rest.splice(at, 1);
    const plain = target && input.configuration.link(target.plain_link_id);
    if (target === undefined || plain === undefined) continue;
    const campaign = campaignOf(input, target.campaign_id);
    const misfit = is_misfit ? target.targeting : null;
    const routed = routeTo(input, plain, campaign, misfit);
    if (routed.verdict === "sent") return routed;
    first ??= routed;
  }
  return first ?? routeTo(input, link, campaignOf(input, link.campaign_id));
}

function fits(input: RouteInput, target: SmartTargetConfig): boolean {
  return (
    target.targeting === null ||
    judgeTargeting(input, target.targeting, target.campaign_id) === null
  );
}

function routeTo(
  input: RouteInput,
  link: LinkConfig,
  campaign: CampaignConfig,
  misfit: SmartTargetConfig["targeting"] = null,
): Routed {
  const routed: Routed = {
    verdict: "sent",
    reason: null,
    link,
    campaign,
    template: null,
    pays: true,
    flags: [],
    deep_link: null,
    destination_id: null,
  };
  const is_blocked = judge(input, routed, misfit);
  if (routed.verdict === "sent") {
    chooseDestination(input, routed);
  } else if (!is_blocked) {
    routed.template =
      input.link.fallback ??
      link.fallback ??
      campaign.fallback ??
      input.network_fallback ??
      null;
  }
  return routed;
}

/** Writes verdict, reason, pay and flags; returns true if the visitor must be sent nowhere. */
function judge(
  input: RouteInput,
  routed: Routed,
  misfit: SmartTargetConfig["targeting"],
): boolean {
  const { campaign, link } = routed;
  const { plan } = campaign;
  const affiliate = input.configuration.affiliate(link.affiliate_id);
  const states = {
    link: input.link.paused ? input.link : link,
    campaign,
    affiliate_status: affiliate?.status ?? "blocked",
    now_ms: input.now_ms,
  };
  const state = judgeClick(states);
  if (input.steps !== undefined) {
    const found = stateReason(state, states) ?? "active";
    note(input, campaign, "state", found, state === "sent");
  }
  if (state !== "sent") {
    return refuse(routed, state, stateReason(state, states));
  }
  if (plan.needs_approval || plan.approvals.size > 0) {
    const status = plan.approvals.get(link.affiliate_id) ?? "not applied";
    const verdict = approvalVerdict(plan.needs_approval, status);
    note(input, campaign, "approval", status, verdict === "sent");
    if (verdict !== "sent") {
      return refuse(routed, verdict, `the affiliate is ${status} here`);
    }
  }
  const targeting = misfit ?? plan.targeting;
  if (targeting !== null) {
    const miss = judgeTargeting(input, targeting, campaign.id);
    if (miss !== null) return refuse(routed, miss.verdict, miss.reason);
  }
  if (plan.rules.length > 0) {
    const rule = judgeTraffic(input, routed);
    if (rule !== null) {
      refuse(routed, "source_blocked", rule.reason);
      return rule.action === "block";
    }
  }
  return plan.caps.length > 0 ? judgeCaps(input, routed) : false;
}

function refuse(
  routed: Routed,
  verdict: ClickVerdict,
  reason: string | null,
): boolean {
  routed.verdict = verdict;
  routed.reason = reason;
  return false;
}

/** The verdict by an affiliate's approval. */
export function approvalVerdict(needed: boolean, status: string): ClickVerdict {
  if (status === "blocked") return "affiliate_blocked";
  return !needed || status === "approved" ? "sent" : "not_approved";
}

/** Describes the first mismatching fact; null if all match. */
function judgeTargeting(
  input: RouteInput,
  targeting: NonNullable<SmartTargetConfig["targeting"]>,
  campaign_id: number,
): { verdict: ClickVerdict; reason: string } | null {
  const { countries, devices, os } = targeting;
  const { visitor } = input;
  const look = (
    verdict: "geo" | "device" | "os",
    set: NonNullable<typeof countries>,
    value: string | null,
  ) => {
    const ok = passes(set, value);
    const shown = value === null || value === "" ? "unknown" : value;
    input.steps?.push({ step: verdict, campaign_id, found: shown, ok });
    const what = verdict === "geo" ? "country" : verdict;
    return ok ? null : { verdict, reason: `${what} ${shown} is not let in` };
  };
  const geo = countries && look("geo", countries, visitor.country());
  if (geo !== null) return geo;
  if (devices === null && os === null) return null;
  const seen = visitor.device();
  return (
    (devices && look("device", devices, seen.device)) ??
    (os && look("os", os, seen.os))
  );
}

function judgeCaps(input: RouteInput, routed: Routed): false {
  for (const cap of routed.campaign.plan.caps) {
    if (!isCapOf(cap, input, routed.link)) continue;
    const is_used_up = input.isCapped(cap.id);
    if (input.steps !== undefined) {
      note(input, routed.campaign, "cap", describeCap(cap), !is_used_up);
    }
    if (!is_used_up) continue;
    if (cap.over === "fallback") {
      routed.flags.push(capFlag(cap.id));
      refuse(routed, "capped", `${describeCap(cap)} is used up`);
      return false;
    }
    if (!routed.flags.includes("over_cap")) routed.flags.push("over_cap");
    routed.flags.push(capFlag(cap.id));
    if (cap.over === "unpaid") routed.pays = false;
  }
  return false;
}

function isCapOf(cap: CapConfig, input: RouteInput, link: LinkConfig): boolean {
  if (cap.affiliate_id !== null && cap.affiliate_id !== link.affiliate_id) {
    return false;
  }
  return (
    cap.sub_name === null ||
    labelOf(input, link, cap.sub_name) === cap.sub_value
  );
}

function describeCap(cap: CapConfig): string {
  const of = [
    cap.affiliate_id === null ? "" : ` of affiliate ${cap.affiliate_id}`,
    cap.goal_key === null ? "" : ` for goal ${cap.goal_key}`,
    cap.sub_name === null ? "" : ` with ${cap.sub_name}=${cap.sub_value}`,
  ].join("");
  const every = cap.period === "total" ? "in total" : `a ${cap.period}`;
  return `cap ${cap.id} on ${cap.metric} ${every}${of}`;
}

function chooseDestination(input: RouteInput, routed: Routed): void {
  const { campaign, link } = routed;
  const { plan } = campaign;
  const list =
    plan.own_destinations.size === 0
      ? plan.destinations
      : (plan.own_destinations.get(link.affiliate_id) ?? plan.destinations);
  const chosen = chooseByVisitor(input, forSystem(input, list), campaign.id);
  routed.template = chosen?.template ?? campaign.destination;
  routed.destination_id = chosen?.id ?? null;
  const { deep_link, others } = input.params;
  // `url` is ambiguous, so it is only read if deep links are in use.
  const has_hosts = (campaign.deep_link_hosts?.length ?? 0) > 0;
  const asked =
    deep_link ??
    (has_hosts ? others["url"] : undefined) ??
    input.link.deep_link ??
    link.deep_link;
  if (asked === null || asked === undefined) return;
  const hosts = campaign.deep_link_hosts ?? [];
  routed.deep_link = checkDeepLink(asked, hosts, input.configuration);
  if (routed.deep_link === null) routed.flags.push("deep_link_refused");
  if (input.steps !== undefined) {
    const ok = routed.deep_link !== null;
    note(input, campaign, "deep_link", asked, ok);
  }
}

/** The destinations for the visitor's system, else those for no system of their own. */
function forSystem(
  { visitor }: RouteInput,
  list: readonly DestinationConfig[],
): readonly DestinationConfig[] {
  if (list.every(({ os }) => os === null)) return list;
  const seen = visitor.device().os;
  const own = list.filter(({ os }) => os?.has(seen) === true);
  return own.length > 0 ? own : list.filter(({ os }) => os === null);
}

function chooseByVisitor(
  input: RouteInput,
  list: readonly DestinationConfig[],
  campaign_id: number,
): DestinationConfig | undefined {
  return list.length <= 1
    ? list[0]
    : list[pickByWeight(list, input.visitor.hash(), campaign_id)];
}

function campaignOf(input: RouteInput, id: number): CampaignConfig {
  const campaign = input.configuration.campaign(id);
  if (campaign !== undefined) return campaign;
  throw new RangeError(`Cannot route a click: campaign ${id} is not loaded`);
}

function note(
  input: RouteInput,
  campaign: CampaignConfig,
  step: string,
  found: string,
  ok: boolean,
): void {
  input.steps?.push({ step, campaign_id: campaign.id, found, ok });
}

/** Judges a click by the states of its link, campaign and affiliate at a time. */
export function judgeClick(input: {
  link: LinkConfig;
  campaign: CampaignConfig;
  affiliate_status: string;
  now_ms: number;
}): ClickVerdict {
  const { link, campaign, affiliate_status, now_ms } = input;
  if (affiliate_status === "blocked") return "affiliate_blocked";
  if (affiliate_status === "pending") return "not_approved";
  if (campaign.status === "archived") return "ended";
  if (link.paused || affiliate_status === "paused") return "paused";
  if (campaign.status !== "active") return "paused";
  if (campaign.starts_at !== null && now_ms < campaign.starts_at) {
    return "not_started";
  }
  if (campaign.ends_at !== null && now_ms >= campaign.ends_at) return "ended";
  return "sent";
}

/** Explains why the states of link, campaign and affiliate stop a click; null if they don't. */
function stateReason(
  verdict: ClickVerdict,
  states: Parameters<typeof judgeClick>[0],
): string | null {
  const { link, campaign, affiliate_status } = states;
  switch (verdict) {
    case "affiliate_blocked":
    case "not_approved":
      return `the affiliate is ${affiliate_status}`;
    case "not_started":
      return "the campaign has not started";
    case "ended":
      return campaign.status === "archived"
        ? "the campaign is archived"
        : "the campaign has ended";
    case "paused":
      if (link.paused) return "the link is paused";
      return affiliate_status === "paused"
        ? "the affiliate is paused"
        : `the campaign is ${campaign.status}`;
    default:
      return null;
  }
}

/**
 * Picks from a weighted list by a visitor's hash: the same visitor gets the same item while the
 * list stands. `salt` makes the choices of two lists independent.
 */
export function pickByWeight(
  list: readonly { weight: number }[],
  hash: number,
  salt: number,
): number {
  let total = 0;
  for (const { weight } of list) total += weight;
  let left = (mix(hash, salt) / 2 ** 32) * total;
  for (let at = 0; at < list.length; at++) {
    left -= list[at]?.weight ?? 0;
    if (left < 0) return at;
  }
  return 0;
}

/** MurmurHash3's finalizer, which spreads every bit over all 32. */
function mix(hash: number, salt: number): number {
  let bits = (hash ^ Math.imul(salt, 0x9e3779b1)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
