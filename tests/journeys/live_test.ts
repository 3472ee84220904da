// Somebody watches what comes in: each click, postback and delivery is there within a second, with
// the same fields as in the lists, cut to who watches; and nobody who watches holds up anything.
import { beforeAll, describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { EventStream } from "../event_stream.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { clientOf } from "../people.ts";
import { PartnerReceiver } from "../receiver.ts";
import { drainAll } from "../visits.ts";

const service = await serviceForFile();
const { api } = service;
const receiver = new PartnerReceiver();

let ours: Setup;
let theirs: Setup;
let affiliate: ApiClient;
let advertiser: ApiClient;
beforeAll(async () => {
  ours = await setUp(api);
  theirs = await setUp(api);
  const { affiliate_id, advertiser_id } = ours;
  for (const { affiliate_id: id } of [ours, theirs]) {
    await api.call("POST", `/affiliates/${id}/postbacks`, {
      url: `${receiver.url}/in?status={status}`,
    });
  }
  affiliate = await clientOf(api, { role: "affiliate", affiliate_id });
  advertiser = await clientOf(api, { role: "advertiser", advertiser_id });
});

/** A stream that has begun. */
async function listen(
  client: ApiClient,
  path = "/live",
  headers: Record<string, string> = {},
) {
  const stream = await EventStream.open(client, path, headers);
  expect(stream.response.status).toBe(200);
  const begun = await stream.nextOf("begin");
  return { stream, begun };
}

async function clickOn({ slug }: Setup): Promise<string> {
  const click_id = await api.click(slug, "?sub1=banner");
  await drainAll(service);
  return click_id;
}

/** The row of a list with this id, as a client sees it. */
async function listed(client: ApiClient, path: string, id: unknown) {
  const { data } = await client.call<{ data: Record<string, unknown>[] }>(
    "GET",
    path,
  );
  return data.find((row) => row.id === id || row.click_id === id);
}

describe("who listens", () => {
  test("is told of each row as the list shows it", async () => {
    const { stream, begun } = await listen(api);
    expect(begun.data).toMatchObject({
      of: ["clicks", "postbacks", "deliveries"],
      missed_from: null,
    });
    const click_id = await clickOn(ours);
    const click = await stream.nextOf("click");
    expect(click.data).toEqual((await listed(api, "/clicks", click_id))!);
    await api.postback({ click_id });
    const postback = await stream.nextOf("postback");
    const { id } = postback.data;
    expect(postback.data).toEqual((await listed(api, "/postbacks", id))!);
    const due = await stream.nextOf("delivery");
    expect(due.data).toMatchObject({ state: "due", payout: "12.50" });
    await service.deliverer.runOnce();
    const sent = await stream.nextOf("delivery");
    expect(sent.data).toMatchObject({ id: due.data.id, state: "delivered" });
    expect(sent.data).toEqual((await listed(api, "/deliveries", due.data.id))!);
    stream.close();
  });

  test("gets own rows alone, with the fields of the own lists", async () => {
    const { stream: of_affiliate, begun } = await listen(affiliate);
    expect(begun.data.of).toEqual(["clicks", "deliveries"]);
    const of_advertiser = await listen(advertiser);
    expect(of_advertiser.begun.data.of).toEqual(["clicks", "postbacks"]);
    for (const setup of [theirs, ours]) {
      await api.postback({ click_id: await clickOn(setup) });
    }
    const seen = [
      await of_affiliate.nextOf("click"),
      await of_affiliate.nextOf("delivery"),
    ];
    const shown = [
      await of_advertiser.stream.nextOf("click"),
      await of_advertiser.stream.nextOf("postback"),
    ];
    const [mine, sold] = seen;
    const click_id = mine?.data.click_id;
    expect(mine?.data).toEqual((await listed(affiliate, "/clicks", click_id))!);
    expect(sold?.data.affiliate_id).toBe(ours.affiliate_id);
    expect(mine?.data).not.toHaveProperty("advertiser_id");
    const [came, told] = shown;
    expect(came?.data).toEqual(
      (await listed(advertiser, "/clicks", came?.data.click_id))!,
    );
    expect(came?.data.click_id).toBe(click_id);
    expect(came?.data).not.toHaveProperty("sub1");
    expect(told?.data).toEqual(
      (await listed(advertiser, "/postbacks", told?.data.id))!,
    );
    of_affiliate.close();
    of_advertiser.stream.close();
  });

  test("who is limited to parties hears of these alone", async () => {
    const limits = { affiliate_ids: [ours.affiliate_id], advertiser_ids: null };
    const manager = await clientOf(api, { role: "manager", ...limits });
    const { stream } = await listen(manager, "/live?of=clicks");
    await clickOn(theirs);
    const click_id = await clickOn(ours);
    const { data } = await stream.nextOf("click");
    expect(data.click_id).toBe(click_id);
    stream.close();
  });
});
