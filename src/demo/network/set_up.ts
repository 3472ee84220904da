import { isoTime } from "../../../modules/kernel/mod.ts";
import { AFFILIATES } from "./affiliates.ts";
import type { AffiliatePlan } from "./affiliates.ts";
import { ADVERTISERS } from "./plan.ts";
import type { AdvertiserPlan, CampaignPlan, GoalPlan } from "./plan.ts";
import { DAY_MS } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** A link of an affiliate to a campaign, as it was made. */
export interface MadeLink {
  slug: string;
  affiliate: AffiliatePlan;
  campaign: MadeCampaign;
  weight: number;
}

export interface MadeCampaign {
  id: number;
  advertiser: MadeAdvertiser;
  goals: readonly GoalPlan[];
  plan: CampaignPlan;
}

export interface MadeAdvertiser {
  id: number;
  /** The path to which its server sends postbacks. */
  postback_path: string;
  plan: AdvertiserPlan;
}

/** Everything that was set up. */
export interface MadeNetwork {
  advertisers: readonly MadeAdvertiser[];
  campaigns: readonly MadeCampaign[];
  affiliate_ids: readonly number[];
  links: readonly MadeLink[];
}

/** Sets up advertisers, campaigns, affiliates and links, as somebody would by hand. */
export async function setUpNetwork(stage: Stage): Promise<MadeNetwork> {
  const advertisers: MadeAdvertiser[] = [];
  const campaigns: MadeCampaign[] = [];
  for (const plan of ADVERTISERS) {
    const advertiser = await makeAdvertiser(stage, plan);
    advertisers.push(advertiser);
    for (const campaign of plan.campaigns) {
      campaigns.push(await makeCampaign(stage, advertiser, campaign));
    }
  }
  await setRates(stage, 92);
  const affiliate_ids: number[] = [];
  const links: MadeLink[] = [];
  for (const plan of AFFILIATES) {
    const id = await makeAffiliate(stage, plan);
    affiliate_ids.push(id);
    links.push(...(await makeLinks(stage, { id, plan, campaigns })));
  }
  await refine(stage, campaigns, affiliate_ids);
  return { advertisers, campaigns, affiliate_ids, links };
}

async function makeAdvertiser(
  { client }: Stage,
  plan: AdvertiserPlan,
): Promise<MadeAdvertiser> {
  const made = await client.create("/advertisers", {
    name: plan.name,
    ...plan.body,
  });
  const id = Number(made.id);
  const source = await client.create(`/advertisers/${id}/sources`, plan.source);
  const postback_path = new URL(String(source.url)).pathname;
  return { id, postback_path, plan };
}

async function makeCampaign(
  { client }: Stage,
  advertiser: MadeAdvertiser,
  plan: CampaignPlan,
): Promise<MadeCampaign> {
  const { name, currency, destination_url, goals } = plan;
  const made = await client.create("/campaigns", {
    advertiser_id: advertiser.id,
    name,
    currency,
    destination_url,
    ...plan.body,
    goals: goals.map((goal) => ({
      key: goal.key,
      name: goal.name,
      ...goal.body,
    })),
  });
  return { id: Number(made.id), advertiser, goals, plan };
}

async function makeAffiliate(
  { client, endpoints }: Stage,
  plan: AffiliatePlan,
): Promise<number> {
  const { name, email, body, details, endpoint } = plan;
  const made = await client.create("/affiliates", { name, email, ...body });
  const id = Number(made.id);
  if (details !== null) {
    await client.send("PUT", `/affiliates/${id}/payment-details`, { details });
  }
  if (endpoint !== null) {
    await client.create(`/affiliates/${id}/postbacks`, {
      url: endpoints.urlOf(endpointName(plan)),
      statuses: ["pending", "approved", "rejected", "reversed"],
    });
  }
  return id;
}

/** The name of an affiliate's endpoint in the addresses of its server. */
export function endpointName({ name }: AffiliatePlan): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, "-");
}

async function makeLinks(
  { client }: Stage,
  {
    id,
    plan,
    campaigns,
  }: { id: number; plan: AffiliatePlan; campaigns: readonly MadeCampaign[] },
): Promise<MadeLink[]> {
  const links: MadeLink[] = [];
  for (const number of plan.campaigns) {
    const campaign = campaigns[number];
    if (campaign === undefined) continue;
    if (campaign.plan.body["visibility"] !== "public") {
      await client.create(`/campaigns/${campaign.id}/affiliates`, {
        affiliate_id: id,
        status: "approved",
      });
    }
    const link = await client.create("/links", {
      campaign_id: campaign.id,
      affiliate_id: id,
    });
    const weight = plan.weight * campaign.plan.weight;
    links.push({ slug: String(link.slug), affiliate: plan, campaign, weight });
  }
  return links;
}

/** Own prices, a cap, rules of traffic, and what is asked of applicants. */
async function refine(
  { client }: Stage,
  campaigns: readonly MadeCampaign[],
  affiliate_ids: readonly number[],
): Promise<void> {
  const boots = campaigns[0]?.id ?? 0;
  const islands = campaigns[4]?.id ?? 0;
  const bedding = campaigns[5]?.id ?? 0;
  await client.create(`/campaigns/${boots}/goals/sale/payouts`, {
    affiliate_id: affiliate_ids[0],
    payout: { type: "percent", percent: "8.5" },
  });
  await client.create(`/campaigns/${islands}/caps`, {
    metric: "conversions",
    period: "month",
    limit: 70,
    over: "unpaid",
  });
  await client.create(`/campaigns/${boots}/caps`, {
    metric: "payout",
    period: "month",
    limit: "300.00",
    over: "accept",
  });
  await client.send("PUT", `/campaigns/${bedding}/targeting`, {
    countries: { deny: ["JP", "NP"] },
  });
  await client.create("/traffic-rules", {
    field: "country",
    op: "in",
    values: ["NP"],
    action: "block",
    campaign_id: islands,
    reason: "The game isn't sold there",
  });
  await client.send("PUT", "/sign-up-questions", {
    questions: [
      {
        key: "traffic",
        label: "Where your visitors come from",
        required: true,
      },
    ],
  });
}

/** Exchange rates of the days from now on, in the form in which the European Central Bank has them. */
async function setRates({ client, clock, dice }: Stage, days: number) {
  const cubes = Array.from({ length: days + 2 }, (_, at) => {
    const date = isoTime(clock.nowMs() + (at - 1) * DAY_MS).slice(0, 10);
    const usd = `1.0${600 + dice.below(200)}`;
    const gbp = `0.8${400 + dice.below(100)}`;
    return `<Cube time='${date}'><Cube currency='USD' rate='${usd}'/><Cube currency='GBP' rate='${gbp}'/></Cube>`;
  });
  const ecb_xml = `<Envelope><Cube>${cubes.join("")}</Cube></Envelope>`;
  await client.send("PUT", "/fx-rates", { ecb_xml });
}
