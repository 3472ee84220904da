// A forward to the old tracker must be no circle, in which a request is sent on for ever, and must end: by itself
// once nobody needs it, or as soon as its owner says so.
import { describe, expect, test } from "bun:test";
import { FORWARDS, ForwardWorld } from "../forward_world.ts";
import type { Forward } from "../forward_world.ts";
import {
  createTestDatabase,
  serviceForFile,
  startTestService,
} from "../harness.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, clock, db } = service;
const world = new ForwardWorld(service);
const { old } = world;

describe("it is no circle", () => {
  test("what was sent on is not sent on again", async () => {
    await world.forwardTo(`${old.url}/p`);
    const headers = { "x-tallyho-forwarded": "1" };
    const path = `/v1/postback?click_id=x&order_id=${world.order()}`;
    const { status, body } = await api.fetch(path, { headers });
    expect([status, body.code]).toEqual([400, "invalid_click_id"]);
    expect(await world.told(body.postback_id)).toEqual([
      `It isn't sent on to ${old.url}: another tracker sent it on already`,
    ]);
  });

  test("the same request goes on three times a day at most", async () => {
    await world.forwardTo(`${old.url}/p`);
    const request = { click_id: "round-and-round", order_id: world.order() };
    const statuses: number[] = [];
    for (let round = 0; round < 5; round++) {
      statuses.push((await api.postback(request)).status);
    }
    expect(statuses).toEqual([202, 202, 202, 400, 400]);
    await world.sendOn();
    expect(old.heard).toHaveLength(3);
    clock.advance(DAY_MS);
    expect((await api.postback(request)).status).toBe(202);
  });

  test("two trackers that forward to each other stop after one", async () => {
    const database = await createTestDatabase();
    const other = await startTestService(database, { clock });
    try {
      const there = await world.forwardTo(`${other.url}/v1/postback`);
      await other.api.call("POST", FORWARDS, {
        url: `${service.url}/v1/postback`,
      });
      const { body } = await api.postback({
        click_id: "ping",
        n: world.order(),
      });
      for (let round = 0; round < 4; round++) {
        await world.sendOn();
        await other.forward_sender.runOnce();
      }
      expect((await world.told(body.postback_id)).at(-1)).toStartWith(
        "The old tracker answered 400: ",
      );
      expect(await world.forwardOf(there.id)).toMatchObject({
        refused: 1,
        taken: 0,
      });
    } finally {
      await other.stop();
      await database.drop();
    }
  });

  test.each([
    ["not an address", "nonsense"],
    ["another scheme", "ftp://old.example/p"],
    ["a password", "https://me:pass@old.example/p"],
    ["this tracker", `${service.url}/v1/postback`],
    ["a private address", "http://10.1.2.3/postback"],
    ["a port of a mail server", "http://old.example:25/p"],
  ])("%s is refused", async (_, url) => {
    const { status } = await api.try("POST", FORWARDS, { url });
    expect(status).toBe(422);
  });
});

describe("it ends", () => {
  test("by itself once the old tracker took nothing for its days, and tells the owner", async () => {
    const { id } = await world.forwardTo(`${old.url}/p`, {
      stop_after_days: 3,
    });
    await api.call("POST", "/users", {
      ...{ email: "owner@network.example", role: "admin" },
      ...{ name: "Owner", password: "a long enough password 9" },
    });
    const days = async (count: number) => {
      clock.advance(count * DAY_MS);
      await service.scheduler.enqueue(db, { name: "stop_forwards" });
      while (await service.scheduler.runOnce());
      return (await world.forwardOf(id)).enabled;
    };
    expect(await days(2)).toBe(true);
    await api.postback({ click_id: "needed", order_id: world.order() });
    await world.sendOn();
    expect(await days(2)).toBe(true);
    old.answers.push(() => new Response("no", { status: 404 }));
    await api.postback({ click_id: "not needed", order_id: world.order() });
    await world.sendOn();
    expect(await days(2)).toBe(false);
    expect(await world.forwardOf(id)).toMatchObject({
      disabled_reason: "The old tracker took nothing for 3 days",
    });
    const mails = await db.execute<{ subject: string }>(
      "select subject from mails where event = 'forward.stopped'",
    );
    expect([...mails]).toEqual([
      { subject: `Postbacks are no longer sent on to ${old.url}` },
    ]);
    const after = await api.postback({
      click_id: "later",
      order_id: world.order(),
    });
    expect(after.body.code).toBe("invalid_click_id");
    await api.call("PATCH", `${FORWARDS}/${id}`, { enabled: true });
    expect(await days(2)).toBe(true);
  });

  test("for what waits, when it is switched off", async () => {
    const { id } = await world.forwardTo(`${old.url}/p`);
    const { body } = await api.postback({
      click_id: "x",
      order_id: world.order(),
    });
    await api.call("PATCH", `${FORWARDS}/${id}`, { enabled: false });
    for (let round = 0; round < 200; round++) await world.sendOn();
    expect(old.heard).toEqual([]);
    expect((await world.told(body.postback_id)).at(-1)).toBe(
      "It was not sent on: the forward was switched off",
    );
  });

  test("there is one for the network, and one for each source", async () => {
    const { id } = await world.forwardTo(`${old.url}/p`);
    const second = await api.try("POST", FORWARDS, { url: `${old.url}/q` });
    expect(second.status).toBe(422);
    const unknown = { url: old.url, source_id: 99_999 };
    expect((await api.try("POST", FORWARDS, unknown)).status).toBe(422);
    const { url } = await api.call<Forward>("PATCH", `${FORWARDS}/${id}`, {
      url: `${old.url}/r`,
    });
    expect(url).toBe(`${old.url}/r`);
  });
});
