import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";

interface Task {
  id: string;
  name: string;
  state: string;
  done: number;
  total: number;
  result: Record<string, number> | null;
}

const service = await serviceForFile();
const { api, clock, scheduler, deliverer } = service;

async function runTask(path: string, body: object): Promise<Task> {
  const { task_id } = await api.call<{ task_id: string }>("POST", path, body);
  const waiting = await api.call<Task>("GET", `/tasks/${task_id}`);
  expect(waiting.state).toBe("waiting");
  await scheduler.runOnce();
  return await api.call<Task>("GET", `/tasks/${task_id}`);
}

test("postbacks are judged again as a task, once their goal is there", async () => {
  const { slug, campaign_id } = await setUp(api);
  for (let n = 0; n < 3; n++) {
    const click_id = await api.click(slug);
    const { body } = await api.postback({ click_id, goal: "upsell" });
    expect(body.code).toBe("unknown_goal");
  }
  await api.call("POST", `/campaigns/${campaign_id}/goals`, {
    key: "upsell",
    revenue: { type: "fixed", amount: "5.00" },
    payout: { type: "fixed", amount: "3.00" },
  });
  const filter = { campaign_id, outcome: "unknown_goal" };
  const task = await runTask("/postbacks/replay", { filter, as_task: true });
  expect(task).toMatchObject({
    name: "replay_postbacks",
    state: "done",
    result: { judged: 3 },
  });
  const query = `/conversions?campaign_id=${campaign_id}`;
  const { data } = await api.call<{ data: unknown[] }>("GET", query);
  expect(data).toHaveLength(3);
});

test("deliveries that ran out of time are sent again as a task", async () => {
  const partner = new PartnerReceiver();
  const { slug, affiliate_id } = await setUp(api);
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `${partner.url}/pb?id={delivery_id}`,
    age_budget_hours: 1,
  });
  partner.answers.push(new Response("", { status: 500 }));
  const click_id = await api.click(slug);
  await api.postback({ click_id });
  await deliverer.runOnce();
  clock.advance(2 * 3_600_000);
  await deliverer.runOnce();
  const filter = { affiliate_id };
  const body = { filter, as_task: true };
  const task = await runTask("/deliveries/replay", body);
  expect(task).toMatchObject({
    name: "replay_deliveries",
    state: "done",
    result: { queued: 1 },
  });
  await deliverer.runOnce();
  const heard = partner.received.map(({ url }) => url.searchParams.get("id"));
  expect(heard).toHaveLength(2);
  expect(new Set(heard).size).toBe(1);
  await partner.stop();
});
