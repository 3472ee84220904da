// Somebody listens slowly, too often, or with rights that are gone: clicks are answered, others
// hear all, and nobody hears what isn't theirs.
import { beforeAll, expect, test } from "bun:test";
import { ApiClient } from "../api_client.ts";
import { EventStream } from "../event_stream.ts";
import type { StreamedEvent } from "../event_stream.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import {
  createTestDatabase,
  serviceForFile,
  startTestService,
} from "../harness.ts";
import { clientOf, signedIn } from "../people.ts";
import { drainAll } from "../visits.ts";

const service = await serviceForFile();
const { api, clock } = service;
const RIGHTS_MS = 30_000;

let setup: Setup;
beforeAll(async () => {
  setup = await setUp(api);
});

async function listen(
  client: Pick<ApiClient, "url" | "token">,
  path = "/live?of=clicks",
  headers: Record<string, string> = {},
) {
  const stream = await EventStream.open(client, path, headers);
  expect(stream.response.status).toBe(200);
  return { stream, begun: await stream.nextOf("begin") };
}

async function clickTimes(slug: string, times: number): Promise<void> {
  const { url } = service;
  const ask = () => fetch(`${url}/c/${slug}`, { redirect: "manual" });
  const answers = await Promise.all(Array.from({ length: times }, ask));
  expect(answers.every(({ status }) => status === 302)).toBe(true);
}

test("of a thousand clicks at once the newest fifty come, and how many others there were", async () => {
  const { stream } = await listen(api);
  const other = await setUp(api);
  const affiliate = await clientOf(api, {
    role: "affiliate",
    affiliate_id: other.affiliate_id,
  });
  const own = await listen(affiliate);
  for (let round = 0; round < 10; round++) await clickTimes(setup.slug, 100);
  await clickTimes(other.slug, 3);
  await drainAll(service);
  const last = await api.click(other.slug);
  await drainAll(service);
  const clicks: StreamedEvent[] = [];
  let skipped = 0;
  while (clicks.at(-1)?.data.click_id !== last) {
    const event = await stream.next();
    if (event?.event === "skipped") {
      expect(event.data.of).toBe("clicks");
      skipped += Number(event.data.skipped);
    } else if (event !== null) clicks.push(event);
  }
  expect(clicks.length + skipped).toBe(1_004);
  expect(skipped).toBeGreaterThan(0);
  expect(new Set(clicks.map(({ data }) => data.click_id)).size).toBe(
    clicks.length,
  );
  const mine: StreamedEvent[] = [];
  while (mine.at(-1)?.data.click_id !== last) {
    mine.push((await own.stream.next())!);
  }
  expect(mine.map(({ event }) => event)).toEqual(Array(4).fill("click"));
  stream.close();
  own.stream.close();
});

test("rows stored in the order of commits all come, once", async () => {
  const { stream } = await listen(api, "/live?of=postbacks");
  const sent = new Set<string>();
  for (let round = 0; round < 5; round++) {
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => api.click(setup.slug)),
    );
    await drainAll(service);
    await Promise.all(ids.map((click_id) => api.postback({ click_id })));
    for (const id of ids) sent.add(id);
  }
  const heard: unknown[] = [];
  while (heard.length < sent.size) {
    heard.push((await stream.nextOf("postback")).data.click_id);
  }
  expect(new Set(heard)).toEqual(sent);
  stream.close();
});

test("a revoked token, and a session that has ended, hear no more", async () => {
  const made = await api.call("POST", "/tokens", {
    name: "watcher",
    role: "admin",
  });
  const of_token = await listen({ url: api.url, token: String(made.token) });
  const person = await signedIn(api, "manager");
  const headers = { cookie: person.cookie };
  const response = await fetch(`${api.url}/api/v1/live`, { headers });
  expect(response.status).toBe(200);
  await api.call("DELETE", `/tokens/${made.id}`);
  await person.ask("DELETE", "/session");
  clock.advance(RIGHTS_MS);
  const [end] = (await of_token.stream.rest()).slice(-1);
  expect(end).toMatchObject({
    event: "end",
    data: { reason: "unauthenticated" },
  });
  expect(await response.text()).toContain('{"reason":"unauthenticated"}');
});

test("who is limited meanwhile hears no more of what it saw", async () => {
  const person = await signedIn(api, "manager");
  const token = await person.ask<{ token: string }>("POST", "/tokens", {
    name: "mine",
  });
  const client = new ApiClient(api.url, token.body.token);
  const { stream } = await listen(client);
  await api.call("PATCH", `/users/${person.id}`, {
    affiliate_ids: [setup.affiliate_id],
  });
  clock.advance(RIGHTS_MS);
  const [end] = (await stream.rest()).slice(-1);
  expect(end?.event).toBe("end");
});

test("one caller has five streams, and room again once one is closed", async () => {
  const client = await clientOf(api, { role: "manager" });
  const streams = await Promise.all(
    Array.from({ length: 5 }, () => listen(client)),
  );
  const sixth = await client.try("GET", "/live?of=clicks");
  expect(sixth.status).toBe(429);
  expect(sixth.body.code).toBe("too_many_streams");
  streams[0]?.stream.close();
  for (;;) {
    const again = await EventStream.open(client, "/live?of=clicks");
    if (again.response.status === 200) {
      again.close();
      break;
    }
    expect(again.response.status).toBe(429);
    again.close();
  }
  for (const { stream } of streams) stream.close();
});

test("what a role or a token may not read it can't listen to", async () => {
  const affiliate = await clientOf(api, {
    role: "affiliate",
    affiliate_id: setup.affiliate_id,
  });
  const refused = await affiliate.try("GET", "/live?of=clicks,postbacks");
  expect(refused.status).toBe(422);
  expect(refused.body.detail).toContain("must be one of clicks, deliveries");
  const scoped = await clientOf(api, {
    role: "admin",
    scopes: ["live:read", "clicks:read"],
  });
  const { stream } = await listen(scoped, "/live?of=clicks");
  stream.close();
  const postbacks = await scoped.try("GET", "/live?of=postbacks");
  expect([postbacks.status, postbacks.body.code]).toEqual([
    403,
    "missing_scope",
  ]);
  const head = await api.fetch("/api/v1/live", {
    method: "HEAD",
    headers: { authorization: `Bearer ${api.token}` },
  });
  expect(head.headers.get("content-type")).toStartWith("text/event-stream");
});

test("who comes back is told from when on it missed rows", async () => {
  const { stream, begun } = await listen(api);
  stream.close();
  const id = begun.id ?? "";
  const { stream: again, begun: anew } = await listen(api, "/live?of=clicks", {
    "last-event-id": id,
  });
  expect(anew.data.missed_from).toBe(new Date(Number(id)).toISOString());
  expect(again.text).toStartWith("retry: ");
  again.close();
});

test("a stopping tracker closes its streams, and is there again after a restart", async () => {
  const database = await createTestDatabase();
  const first = await startTestService(database);
  const { stream } = await listen(first.api);
  await first.stop();
  expect((await stream.rest()).at(-1)?.data).toEqual({ reason: "stopping" });
  const second = await startTestService(database);
  const again = await listen(second.api);
  const { slug } = await setUp(second.api);
  const click_id = await second.api.click(slug);
  await drainAll(second);
  const click = await again.stream.nextOf("click");
  expect(click.data.click_id).toBe(click_id);
  again.stream.close();
  await second.stop();
  await database.drop();
});
