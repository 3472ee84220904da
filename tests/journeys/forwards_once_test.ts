// A sale is booked by one tracker: what the old one is told must be what nobody here may book, and a dead address
// must not fill the disk.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { setUp } from "../factory.ts";
import { ForwardWorld } from "../forward_world.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const service = await serviceForFile();
const { api, clock, db } = service;
const setup = await setUp(api);
const world = new ForwardWorld(service);
const { old } = world;

describe("the old tracker isn't told", () => {
  test("what a page reports, which anybody can", async () => {
    const { pixel_key } = await makeSource(api, setup.advertiser_id, {
      pixel: true,
    });
    await world.forwardTo(`${old.url}/p`);
    const path = `/v1/pixel/${pixel_key}.gif`;
    for (const query of ["click_id=an-old-id", `order_id=${world.order()}`]) {
      await api.fetch(`${path}?${query}&amount=80`);
      await api.fetch(path, { method: "POST", body: query });
    }
    await world.sendOn();
    expect(old.heard).toEqual([]);
  });

  test("what was judged again meanwhile, and counts here", async () => {
    const { id } = await world.forwardTo(`${old.url}/p`);
    old.answers.push(() => new Response("later", { status: 503 }));
    const old_id = "late-import-2";
    const { body } = await api.postback({ click_id: old_id });
    await world.sendOn();
    expect(old.heard).toHaveLength(1);
    const clicked_at = clock.nowMs() - DAY_MS;
    const rows = [{ old_id, clicked_at, link_id: setup.link_id }];
    await service.old_clicks.import({ move_id: "m", rows });
    const replay = `/postbacks/${String(body.postback_id)}/replay`;
    expect(await api.call("POST", replay, {})).toMatchObject({
      after: { outcome: "recorded" },
    });
    clock.advance(4 * HOUR_MS);
    await world.sendOn();
    expect(old.heard).toHaveLength(1);
    expect(await world.forwardOf(id)).toMatchObject({ taken: 0, expired: 0 });
  });
});

test("no more than 20000 wait, also while none of them is due", async () => {
  const { id } = await world.forwardTo(`${old.url}/p`);
  const later = new Date(clock.nowMs() + HOUR_MS).toISOString();
  await db.execute(sql`
    insert into forwarded_postbacks (postback_id, forward_id, received_at, sealed,
      state, due_at, expires_at, attempts, claim)
    select gen_random_uuid(), ${id}, ${later}::timestamptz, '\\x00', 'due',
      ${later}::timestamptz, ${later}::timestamptz, 1, 1
    from generate_series(1, 20000)`);
  await world.sendOn();
  const { status, body } = await api.postback({ click_id: "one-more" });
  expect({ status, code: body.code }).toEqual({
    ...{ status: 400, code: "invalid_click_id" },
  });
});
