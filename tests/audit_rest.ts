import { planMove } from "./moves_world.ts";
import { signedIn } from "./people.ts";
import type { Setup } from "./factory.ts";
import type { ListWorld } from "./list_world.ts";

const none = { type: "none" };

/** Changes what isn't set up: tasks, bells, webhooks, breaks, applications, and things in bulk. */
export async function changeRest(
  world: ListWorld,
  setup: Setup,
): Promise<void> {
  await changeTask(world);
  await changeBreak(world);
  await changeWebhook(world);
  await decide(world);
  await applyForOffer(world, setup);
  await makeInBulk(world, setup);
  await simulate(world, setup);
  await moveIn(world);
  const [oldest] = await world.walk("/moves/shadow/exports", 50);
  const exported = `/moves/shadow/exports/${String(oldest?.id)}`;
  await world.service.api.call("DELETE", exported);
}

async function changeTask({ service: { api } }: ListWorld): Promise<void> {
  for (const kind of ["postbacks", "deliveries"]) {
    const body = { filter: { campaign_id: 1 }, as_task: true };
    const { task_id } = await api.call("POST", `/${kind}/replay`, body);
    const task = `/tasks/${String(task_id)}`;
    await api.call("POST", `${task}/cancel`);
    await api.call("POST", `${task}/resume`);
  }
}

async function moveIn({ service: { api } }: ListWorld): Promise<void> {
  const things = [{ kind: "advertiser", old_id: "moved", name: "Moved" }];
  const { id } = await planMove(api, things);
  await api.call("POST", `/moves/${id}/apply`);
  await api.call("POST", `/moves/${id}/undo`);
}

async function changeBreak(world: ListWorld): Promise<void> {
  const { api } = world.service;
  await api.call("PATCH", "/bells/cap.near", { threshold: 85 });
  const statements = await world.walk("/reconciliations", 50);
  const open = statements.find(({ status }) => status === "review");
  const breaks = `/reconciliations/${String(open?.id)}/breaks`;
  const [item] = await world.walk(breaks, 50);
  const at = `${breaks}/${String(item?.id)}`;
  await api.call("PATCH", at, { note: "asked them", owner: "Ada" });
}

async function changeWebhook(world: ListWorld): Promise<void> {
  const { api } = world.service;
  const events = ["conversion.recorded"];
  const url = "http://127.0.0.1:9/hook";
  const { id } = await api.call("POST", "/webhooks", { url, events });
  const webhook = `/webhooks/${String(id)}`;
  await api.call("PATCH", webhook, { enabled: false });
  const secret = await api.call("POST", `${webhook}/secrets`, {});
  await api.call("DELETE", `${webhook}/secrets/${String(secret.id)}`);
  await api.call("POST", `${webhook}/test`, {});
  await api.call("DELETE", webhook);
}

async function decide(world: ListWorld): Promise<void> {
  const { api } = world.service;
  const applications = await world.walk("/applications", 50);
  const [first, second] = applications.filter(
    ({ status }) => status === "pending",
  );
  await api.call("POST", `/applications/${String(first?.id)}/approve`);
  await api.call("POST", `/applications/${String(second?.id)}/refuse`, {
    reason: "no website",
  });
}

async function applyForOffer(
  { service: { api } }: ListWorld,
  { advertiser_id, affiliate_id }: Setup,
): Promise<void> {
  const person = await signedIn(api, "affiliate", { affiliate_id });
  const { id } = await api.call("POST", "/campaigns", {
    ...campaignOf(advertiser_id),
    visibility: "request",
    status: "active",
    terms: "No brand bidding.",
  });
  const offer = `/offers/${String(id)}`;
  const body = { accepted_terms_version: "1" };
  await person.ask("POST", `${offer}/apply`, body);
  await person.ask("POST", `${offer}/accept-terms`, body);
}

function campaignOf(advertiser_id: number) {
  return {
    advertiser_id,
    name: "Winter",
    destination_url: "https://shop.example/",
    currency: "USD",
    goals: [{ key: "sale", revenue: none, payout: none }],
  };
}

async function makeInBulk(
  { service: { api } }: ListWorld,
  { advertiser_id, affiliate_id }: Setup,
): Promise<void> {
  const campaign = campaignOf(advertiser_id);
  const { id } = await api.call<{ id: number }>("POST", "/campaigns", campaign);
  const of = { campaign_id: id };
  const url = "http://127.0.0.1:9/pb?d={delivery_id}";
  const things: Record<string, object> = {
    campaigns: campaign,
    goals: { ...of, key: "lead", revenue: none, payout: none },
    payouts: { ...of, goal_key: "sale", affiliate_id, payout: none },
    links: { ...of, affiliate_id },
    endpoints: { affiliate_id, url },
  };
  for (const [kind, item] of Object.entries(things)) {
    await api.call("POST", `/bulk/${kind}`, { items: [item] });
  }
}

/** Clicks, and what is only tried, leave no line. */
async function simulate(
  { service: { api } }: ListWorld,
  { slug }: Setup,
): Promise<void> {
  await api.call("POST", "/clicks", { slug });
  await api.call("POST", "/sandbox/click", { slug });
  const url = "/v1/postback?click_id=x";
  await api.call("POST", "/sandbox/postback", { url });
}
