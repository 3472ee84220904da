// For some weeks the old tracker still has clicks that nobody imported. What names no click of ours goes on to
// it as it came, both answers are kept, and it ends by itself; it is no way to our secrets, and no circle.
import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import {
  serviceForFile,
  startTestService,
  createTestDatabase,
} from "../harness.ts";
import { OldTracker } from "../old_tracker.ts";
import { makeSource } from "../senders.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const service = await serviceForFile();
const { api, clock, db } = service;
const setup = await setUp(api);
const old = new OldTracker();
afterAll(() => old.close());
afterEach(async () => {
  old.heard.length = 0;
  old.answers.length = 0;
  const { data } = await api.call<{ data: Forward[] }>("GET", PATH);
  for (const { id } of data) await api.call("DELETE", `${PATH}/${id}`);
});

const PATH = "/moves/forwards";

interface Forward {
  id: number;
  source_id: number | null;
  url: string;
  enabled: boolean;
  disabled_reason: string | null;
  taken: number;
  refused: number;
  expired: number;
  last_taken_at: string | null;
}

async function forwardTo(url: string, change: object = {}): Promise<Forward> {
  return await api.call("POST", PATH, { url, ...change });
}

async function forwardOf(id: number): Promise<Forward> {
  return await api.call("GET", `${PATH}/${id}`);
}

/** Sends on what is due. */
async function sendOn(): Promise<void> {
  while (await service.forward_sender.runOnce());
}

interface Kept {
  outcome: string;
  http_status: number;
  trace: { step: string; found: string; ok: boolean }[];
}

async function kept(postback_id: unknown): Promise<Kept> {
  return await api.call("GET", `/postbacks/${String(postback_id)}`);
}

/** The steps of a postback's trace that tell of its forward. */
async function told(postback_id: unknown): Promise<string[]> {
  const { trace } = await kept(postback_id);
  return trace
    .filter(({ step }) => step === "forward")
    .map(({ found }) => found);
}

let orders = 0;

function order(): string {
  orders += 1;
  return `F-${orders}`;
}

describe("what names no click of ours", () => {
  test("goes on as it came, and both answers are kept", async () => {
    const { id } = await forwardTo(`${old.url}/postback?network=7`);
    old.answers.push(() => new Response("conversion added", { status: 201 }));
    const query = `clickid=w2f%2B9&sum=12.50&order=${order()}`;
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
    expect(await kept(postback_id)).toMatchObject({
      ...{ outcome: "forwarded", http_status: 202 },
    });
    await sendOn();
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
    expect(await told(postback_id)).toEqual([
      `It is sent on to ${old.url}`,
      'The old tracker answered 201: "conversion added"',
    ]);
    expect(await forwardOf(id)).toMatchObject({
      ...{ taken: 1, refused: 0 },
      last_taken_at: new Date(clock.nowMs()).toISOString(),
    });
  });

  test("goes to the path that it came to where the forward has none", async () => {
    await forwardTo(old.url);
    const paths = [
      "/aff_lsr?transaction_id=102a&security_token=theirs",
      "/conversion/clickref:1011l/conversionref:x1",
      "/someKeitaroKey1/postback?subid=1&status=lead",
    ];
    for (const path of paths) await api.fetch(path);
    await sendOn();
    expect(old.heard.map(({ path }) => path).toSorted()).toEqual(
      paths.toSorted(),
    );
    const plain = await api.postback({ click_id: "none" });
    expect(plain.status).toBe(400);
    expect(await told(plain.body.postback_id)).toEqual([
      `It isn't sent on to ${old.url}: its path is one of this tracker's: the forward needs the old tracker's whole address`,
    ]);
  });

  test("is refused by the old tracker in its own words, and not sent again", async () => {
    const { id } = await forwardTo(`${old.url}/p`);
    old.answers.push(() => new Response("no such click", { status: 404 }));
    const { body } = await api.postback({ click_id: "x", order_id: order() });
    await sendOn();
    clock.advance(DAY_MS);
    await sendOn();
    expect(old.heard).toHaveLength(1);
    expect((await told(body.postback_id)).at(-1)).toBe(
      'The old tracker answered 404: "no such click"',
    );
    expect(await forwardOf(id)).toMatchObject({ taken: 0, refused: 1 });
  });

  test("is tried again while the old tracker is down or busy, for 72 hours", async () => {
    const { id } = await forwardTo(`${old.url}/p`);
    const first = await api.postback({ click_id: "x", order_id: order() });
    old.answers.push(() => new Response("later", { status: 503 }));
    old.answers.push(() => new Response("slower", { status: 429 }));
    await sendOn();
    await sendOn();
    expect(old.heard).toHaveLength(1);
    for (let tries = 0; tries < 2; tries++) {
      clock.advance(HOUR_MS);
      await sendOn();
    }
    expect(old.heard).toHaveLength(3);
    expect((await told(first.body.postback_id)).at(-1)).toBe(
      'The old tracker answered 200, at try 3: "OK"',
    );
    await old.close();
    const second = await api.postback({ click_id: "x", order_id: order() });
    for (let hours = 0; hours < 80; hours += 4) {
      await sendOn();
      clock.advance(4 * HOUR_MS);
    }
    old.open();
    await sendOn();
    expect(old.heard).toHaveLength(3);
    expect((await told(second.body.postback_id)).at(-1)).toStartWith(
      "It was not sent on in time, after ",
    );
    expect(await forwardOf(id)).toMatchObject({ taken: 1, expired: 1 });
  });

  test("stays ours where it names a click of ours, even one that is refused", async () => {
    await forwardTo(`${old.url}/p`);
    const click_id = await api.click(setup.slug);
    clock.advance(60_000);
    expect((await api.postback({ click_id })).status).toBe(201);
    const unknown = await api.postback({ click_id, goal: "no-such-goal" });
    expect(unknown.body.code).toBe("unknown_goal");
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
    await sendOn();
    expect(old.heard).toEqual([]);
  });

  test("goes to the source's own old tracker before the network's", async () => {
    const source = await makeSource(api, setup.advertiser_id);
    await forwardTo(`${old.url}/network`);
    await forwardTo(`${old.url}/source`, { source_id: source.id });
    const at = (path: string) => api.fetch(`${path}?cid=q&oid=${order()}`);
    await at(new URL(source.url).pathname);
    await at("/v1/postback");
    await sendOn();
    const heard = old.heard.map(({ path }) => path.split("?")[0]);
    expect(heard.toSorted()).toEqual(["/network", "/source"]);
  });

  test("that is judged again stays forwarded, is sent once, and counts once it is known", async () => {
    await forwardTo(`${old.url}/p`);
    const old_id = "late-import-1";
    const { body } = await api.postback({ click_id: old_id });
    await sendOn();
    const replay = `/postbacks/${String(body.postback_id)}/replay`;
    await api.call("POST", replay, {});
    await sendOn();
    expect(old.heard).toHaveLength(1);
    expect((await kept(body.postback_id)).outcome).toBe("forwarded");
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
    await forwardTo(`${old.url}/p`);
    const { pathname } = new URL(source.url);
    const given = `cid=zz&token=${token}&secure=theirs&sig=00ff&oid=${order()}`;
    const sent = await api.fetch(`${pathname}?${given}`, {
      headers: {
        authorization: `Bearer ${token}`,
        cookie: "session=1",
        "webhook-signature": "v1,abc",
      },
    });
    expect(sent.status).toBe(202);
    await sendOn();
    const [heard] = old.heard;
    expect(heard?.path).toBe(`/p?cid=zz&secure=theirs&oid=F-${orders}`);
    const { headers } = heard!;
    for (const name of ["authorization", "cookie", "webhook-signature"]) {
      expect(headers.get(name)).toBeNull();
    }
    const body = JSON.stringify({ cid: "zz", token, oid: order() });
    const json = { "content-type": "application/json" };
    const inBody = await api.fetch(pathname, {
      ...{ method: "POST", headers: json, body },
    });
    expect(inBody.status).toBe(400);
    expect(await told(inBody.body.postback_id)).toEqual([
      `It isn't sent on to ${old.url}: its body has a secret of this tracker`,
    ]);
    const theirs = btoa("sid:their-password");
    await api.fetch("/Advertisers/1/Conversions?ClickId=9", {
      headers: { authorization: `Basic ${theirs}` },
    });
    await sendOn();
    expect(old.heard.at(-1)?.headers.get("authorization")).toBe(
      `Basic ${theirs}`,
    );
  });

  test("nor is what waits kept in plain text", async () => {
    await forwardTo(`${old.url}/p`);
    await api.postback({ click_id: "x", secure: "their-secret-word" });
    const rows = await db.execute<{ all: string }>(
      "select row_to_json(f)::text as all from forwarded_postbacks f where sealed is not null",
    );
    expect(rows).toHaveLength(1);
    const text = String(rows[0]?.all);
    expect(text).not.toContain(Buffer.from("their-secret").toString("hex"));
    await sendOn();
    expect(old.heard).toHaveLength(1);
    const left = await db.execute(
      "select from forwarded_postbacks where sealed is not null",
    );
    expect(left).toHaveLength(0);
  });
});

describe("it is no circle", () => {
  test("what was sent on is not sent on again", async () => {
    await forwardTo(`${old.url}/p`);
    const headers = { "x-tallyho-forwarded": "1" };
    const path = `/v1/postback?click_id=x&order_id=${order()}`;
    const { status, body } = await api.fetch(path, { headers });
    expect([status, body.code]).toEqual([400, "invalid_click_id"]);
    expect(await told(body.postback_id)).toEqual([
      `It isn't sent on to ${old.url}: another tracker sent it on already`,
    ]);
  });

  test("the same request goes on three times a day at most", async () => {
    await forwardTo(`${old.url}/p`);
    const request = { click_id: "round-and-round", order_id: order() };
    const statuses: number[] = [];
    for (let round = 0; round < 5; round++) {
      statuses.push((await api.postback(request)).status);
    }
    expect(statuses).toEqual([202, 202, 202, 400, 400]);
    await sendOn();
    expect(old.heard).toHaveLength(3);
    clock.advance(DAY_MS);
    expect((await api.postback(request)).status).toBe(202);
  });

  test("two trackers that forward to each other stop after one", async () => {
    const database = await createTestDatabase();
    const other = await startTestService(database, { clock });
    try {
      const there = await forwardTo(`${other.url}/v1/postback`);
      await other.api.call("POST", PATH, { url: `${service.url}/v1/postback` });
      const { body } = await api.postback({ click_id: "ping", n: order() });
      for (let round = 0; round < 4; round++) {
        await sendOn();
        await other.forward_sender.runOnce();
      }
      expect((await told(body.postback_id)).at(-1)).toStartWith(
        "The old tracker answered 400: ",
      );
      expect(await forwardOf(there.id)).toMatchObject({ refused: 1, taken: 0 });
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
    const { status } = await api.try("POST", PATH, { url });
    expect(status).toBe(422);
  });
});

describe("it ends", () => {
  test("by itself once the old tracker took nothing for its days, and tells the owner", async () => {
    const { id } = await forwardTo(`${old.url}/p`, { stop_after_days: 3 });
    await api.call("POST", "/users", {
      ...{ email: "owner@network.example", role: "admin" },
      ...{ name: "Owner", password: "a long enough password 9" },
    });
    const days = async (count: number) => {
      clock.advance(count * DAY_MS);
      await service.scheduler.enqueue(db, { name: "stop_forwards" });
      while (await service.scheduler.runOnce());
      return (await forwardOf(id)).enabled;
    };
    expect(await days(2)).toBe(true);
    await api.postback({ click_id: "needed", order_id: order() });
    await sendOn();
    expect(await days(2)).toBe(true);
    old.answers.push(() => new Response("no", { status: 404 }));
    await api.postback({ click_id: "not needed", order_id: order() });
    await sendOn();
    expect(await days(2)).toBe(false);
    expect(await forwardOf(id)).toMatchObject({
      disabled_reason: "The old tracker took nothing for 3 days",
    });
    const mails = await db.execute<{ subject: string }>(
      "select subject from mails where event = 'forward.stopped'",
    );
    expect([...mails]).toEqual([
      { subject: `Postbacks are no longer sent on to ${old.url}` },
    ]);
    const after = await api.postback({ click_id: "later", order_id: order() });
    expect(after.body.code).toBe("invalid_click_id");
    await api.call("PATCH", `${PATH}/${id}`, { enabled: true });
    expect(await days(2)).toBe(true);
  });

  test("for what waits, when it is switched off", async () => {
    const { id } = await forwardTo(`${old.url}/p`);
    const { body } = await api.postback({ click_id: "x", order_id: order() });
    await api.call("PATCH", `${PATH}/${id}`, { enabled: false });
    for (let round = 0; round < 200; round++) await sendOn();
    expect(old.heard).toEqual([]);
    expect((await told(body.postback_id)).at(-1)).toBe(
      "It was not sent on: the forward was switched off",
    );
  });

  test("there is one for the network, and one for each source", async () => {
    const { id } = await forwardTo(`${old.url}/p`);
    const second = await api.try("POST", PATH, { url: `${old.url}/q` });
    expect(second.status).toBe(422);
    const unknown = { url: old.url, source_id: 99_999 };
    expect((await api.try("POST", PATH, unknown)).status).toBe(422);
    const { url } = await api.call<Forward>("PATCH", `${PATH}/${id}`, {
      url: `${old.url}/r`,
    });
    expect(url).toBe(`${old.url}/r`);
  });
});
