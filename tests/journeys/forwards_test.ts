// For some weeks the old tracker still has clicks that nobody imported. What names no click of ours goes on to
// it as it came, and both answers are kept; it is no way to our secrets.
import { describe, expect, test } from "bun:test";
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

describe("what names no click of ours", () => {
  test("goes on as it came, and both answers are kept", async () => {
    const { id } = await world.forwardTo(`${old.url}/postback?network=7`);
    old.answers.push(() => new Response("conversion added", { status: 201 }));
    const query = `clickid=w2f%2B9&sum=12.50&order=${world.order()}`;
    const answer = await api.fetch(`/postback?${query}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "goal=lead&note=a+b",
    });
    expect(answer.status).toBeLessThan(300);
    const [{ id: postback_id = "" } = {}] = (
      await api.call<{ data: { id: string }[] }>(
        "GET",
        "/postbacks?outcome=forwarded",
      )
    ).data;
    expect(await world.kept(postback_id)).toMatchObject({
      ...{ outcome: "forwarded", http_status: 202 },
    });
    await world.sendOn();
    expect(old.heard).toMatchObject([
      {
        method: "POST",
        path: `/postback?network=7&${query}`,
        body: "goal=lead&note=a+b",
      },
    ]);
    const { headers } = old.heard[0]!;
    expect(headers.get("content-type")).toBe(
      "application/x-www-form-urlencoded",
    );
    expect(headers.get("x-tallyho-forwarded")).toBe("1");
    expect(await world.told(postback_id)).toEqual([
      `It is sent on to ${old.url}`,
      'The old tracker answered 201: "conversion added"',
    ]);
    expect(await world.forwardOf(id)).toMatchObject({
      ...{ taken: 1, refused: 0 },
      last_taken_at: new Date(clock.nowMs()).toISOString(),
    });
  });

  test("goes to the path that it came to where the forward has none", async () => {
    await world.forwardTo(old.url);
    const paths = [
      "/aff_lsr?transaction_id=102a&security_token=theirs",
      "/conversion/clickref:1011l/conversionref:x1",
      "/someKeitaroKey1/postback?subid=1&status=lead",
    ];
    for (const path of paths) await api.fetch(path);
    await world.sendOn();
    expect(old.heard.map(({ path }) => path).toSorted()).toEqual(
      paths.toSorted(),
    );
    const plain = await api.postback({ click_id: "none" });
    expect(plain.status).toBe(400);
    expect(await world.told(plain.body.postback_id)).toEqual([
      `It isn't sent on to ${old.url}: its path is one of this tracker's: the forward needs the old tracker's whole address`,
    ]);
  });

  test("is refused by the old tracker in its own words, and not sent again", async () => {
    const { id } = await world.forwardTo(`${old.url}/p`);
    old.answers.push(() => new Response("no such click", { status: 404 }));
    const { body } = await api.postback({
      click_id: "x",
      order_id: world.order(),
    });
    await world.sendOn();
    clock.advance(DAY_MS);
    await world.sendOn();
    expect(old.heard).toHaveLength(1);
    expect((await world.told(body.postback_id)).at(-1)).toBe(
      'The old tracker answered 404: "no such click"',
    );
    expect(await world.forwardOf(id)).toMatchObject({ taken: 0, refused: 1 });
  });

  test("is tried again while the old tracker is down or busy, for 72 hours", async () => {
    const { id } = await world.forwardTo(`${old.url}/p`);
    const first = await api.postback({
      click_id: "x",
      order_id: world.order(),
    });
    old.answers.push(() => new Response("later", { status: 503 }));
    old.answers.push(() => new Response("slower", { status: 429 }));
    await world.sendOn();
    await world.sendOn();
    expect(old.heard).toHaveLength(1);
    for (let tries = 0; tries < 2; tries++) {
      clock.advance(HOUR_MS);
      await world.sendOn();
    }
    expect(old.heard).toHaveLength(3);
    expect((await world.told(first.body.postback_id)).at(-1)).toBe(
      'The old tracker answered 200, at try 3: "OK"',
    );
    await old.close();
    const second = await api.postback({
      click_id: "x",
      order_id: world.order(),
    });
    for (let hours = 0; hours < 80; hours += 4) {
      await world.sendOn();
      clock.advance(4 * HOUR_MS);
    }
    old.open();
    await world.sendOn();
    expect(old.heard).toHaveLength(3);
    expect((await world.told(second.body.postback_id)).at(-1)).toStartWith(
      "It was not sent on in time, after ",
    );
    expect(await world.forwardOf(id)).toMatchObject({ taken: 1, expired: 1 });
  });

  test("stays ours where it names a click of ours, even one that is refused", async () => {
    await world.forwardTo(`${old.url}/p`);
    const click_id = await api.click(setup.slug);
    clock.advance(60_000);
    expect((await api.postback({ click_id })).status).toBe(201);
    const unknown = await api.postback({ click_id, goal: "no-such-goal" });
    expect(unknown.body.code).toBe("unknown_goal");
    // At an address like Keitaro's, with a key that is none of ours.
    const path = `/someKeitaroKey2/postback?subid=${click_id}`;
    expect((await api.fetch(path)).status).toBe(404);
    await service.old_clicks.import({
      move_id: "m",
      rows: [
        {
          ...{ old_id: "imported-1", link_id: setup.link_id },
          clicked_at: clock.nowMs() - DAY_MS,
        },
      ],
    });
    const imported = await api.postback({ click_id: "imported-1" });
    expect(imported.status).toBe(201);
    await world.sendOn();
    expect(old.heard).toEqual([]);
  });

  test("goes to the source's own old tracker before the network's", async () => {
    const source = await makeSource(api, setup.advertiser_id);
    await world.forwardTo(`${old.url}/network`);
    const own = { source_id: source.id };
    const { id } = await world.forwardTo(`${old.url}/source`, own);
    const at = (path: string) =>
      api.fetch(`${path}?cid=q&oid=${world.order()}`);
    await at(new URL(source.url).pathname);
    await at("/v1/postback");
    await world.sendOn();
    const heard = old.heard.map(({ path }) => path.split("?")[0]);
    expect(heard.toSorted()).toEqual(["/network", "/source"]);
    // Another tracker knows nothing of what the source's own took.
    await api.call("PATCH", `/moves/forwards/${id}`, { enabled: false });
    await at(new URL(source.url).pathname);
    await world.sendOn();
    expect(old.heard).toHaveLength(2);
  });

  test("that is judged again stays forwarded, is sent once, and counts once it is known", async () => {
    await world.forwardTo(`${old.url}/p`);
    const old_id = "late-import-1";
    const { body } = await api.postback({ click_id: old_id });
    await world.sendOn();
    const replay = `/postbacks/${String(body.postback_id)}/replay`;
    expect(await api.call("POST", replay, {})).toMatchObject({
      ...{ after: { outcome: "forwarded" }, errors: { count: 0 } },
    });
    await world.sendOn();
    expect(old.heard).toHaveLength(1);
    expect((await world.kept(body.postback_id)).outcome).toBe("forwarded");
    const clicked_at = clock.nowMs() - DAY_MS;
    const rows = [{ old_id, clicked_at, link_id: setup.link_id }];
    await service.old_clicks.import({ move_id: "m", rows });
    expect(await api.call("POST", replay, {})).toMatchObject({
      after: { outcome: "recorded" },
    });
  });
});

describe("nobody gets our secrets", () => {
  test("neither tokens, keys nor signatures of ours; the old tracker's own go on", async () => {
    const token = "a-token-of-ours-1234";
    const source = await makeSource(api, setup.advertiser_id, {
      ...{ require: "token", token },
    });
    await world.forwardTo(`${old.url}/p`);
    const { pathname } = new URL(source.url);
    const last = world.order();
    const given = `cid=zz&token=${token}&secure=theirs&sig=00ff&oid=${last}`;
    const sent = await api.fetch(`${pathname}?${given}`, {
      headers: {
        authorization: `Bearer ${token}`,
        cookie: "session=1",
        "webhook-signature": "v1,abc",
      },
    });
    expect(sent.status).toBe(202);
    await world.sendOn();
    const [heard] = old.heard;
    expect(heard?.path).toBe(`/p?cid=zz&secure=theirs&oid=${last}`);
    const { headers } = heard!;
    for (const name of ["authorization", "cookie", "webhook-signature"]) {
      expect(headers.get(name)).toBeNull();
    }
    const body = JSON.stringify({ cid: "zz", token, oid: world.order() });
    const json = { "content-type": "application/json" };
    const inBody = await api.fetch(pathname, {
      ...{ method: "POST", headers: json, body },
    });
    expect(inBody.status).toBe(400);
    expect(await world.told(inBody.body.postback_id)).toEqual([
      `It isn't sent on to ${old.url}: its body has a secret of this tracker`,
    ]);
    const theirs = btoa("sid:their-password");
    await api.fetch("/Advertisers/1/Conversions?ClickId=9", {
      headers: { authorization: `Basic ${theirs}` },
    });
    await world.sendOn();
    expect(old.heard.at(-1)?.headers.get("authorization")).toBe(
      `Basic ${theirs}`,
    );
  });

  test("nor is what waits kept in plain text", async () => {
    await world.forwardTo(`${old.url}/p`);
    await api.postback({ click_id: "x", secure: "their-secret-word" });
    const rows = await db.execute<{ all: string }>(
      "select row_to_json(f)::text as all from forwarded_postbacks f where sealed is not null",
    );
    expect(rows).toHaveLength(1);
    const text = String(rows[0]?.all);
    expect(text).not.toContain(Buffer.from("their-secret").toString("hex"));
    await world.sendOn();
    expect(old.heard).toHaveLength(1);
    const left = await db.execute(
      "select from forwarded_postbacks where sealed is not null",
    );
    expect(left).toHaveLength(0);
  });
});
