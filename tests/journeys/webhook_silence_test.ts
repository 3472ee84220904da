// A webhook is told of who applies, is silent once its user is locked out, and waits for no other receiver.
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { ApiClient } from "../api_client.ts";
import { sell } from "../deliveries.ts";
import { EndpointWorld } from "../endpoint_world.ts";
import { serviceForFile } from "../harness.ts";
import { signedIn } from "../people.ts";

const service = await serviceForFile();
const { api } = service;

interface Hook {
  id: string;
}
interface Body {
  data: Record<string, unknown>;
}

let world: EndpointWorld;
beforeAll(async () => {
  world = await EndpointWorld.start(api);
});
beforeEach(async () => {
  world.heard.length = 0;
  for (const { id } of (await api.call<{ data: Hook[] }>("GET", "/webhooks"))
    .data) {
    await api.call("DELETE", `/webhooks/${id}`);
  }
});
afterAll(() => world.stop());

async function makeHook(more: object) {
  const url = world.url("/hook");
  const events = ["conversion.recorded"];
  await api.call("POST", "/webhooks", { url, events, ...more });
}

/** Sends what waits, and returns the bodies that arrived. */
async function send(): Promise<Body[]> {
  while (await service.network_events.runOnce());
  await service.deliverer.runOnce();
  return world.heard.map(({ body }) => JSON.parse(body) as Body);
}

test("an application to the network is told to the network's webhooks", async () => {
  await makeHook({ events: ["affiliate.applied"] });
  const nobody = new ApiClient(service.url, "");
  const { status } = await nobody.fetch("/api/v1/applications", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Ines", email: "ines@travel.example" }),
  });
  expect(status).toBe(202);
  const [application] = (
    await api.call<{ data: Hook[] }>("GET", "/applications")
  ).data;
  expect((await send()).map(({ data }) => data)).toEqual([
    { affiliate_id: null, campaign_id: null, application_id: application?.id },
  ]);
});

test("a webhook whose user is disabled is silent, also of what waited, until the user is back", async () => {
  const { person, id } = await usersHook();
  const waiting = await sell(api, world.setup.slug);
  while (await service.network_events.runOnce());
  await api.call("PATCH", `/users/${person.id}`, { disabled: true });
  await sell(api, world.setup.slug);
  expect(await send()).toEqual([]);
  expect((await api.call("GET", `/webhooks/${id}`)).enabled).toBe(true);
  await api.call("PATCH", `/users/${person.id}`, { disabled: false });
  const later = await sell(api, world.setup.slug);
  const told = async () => (await send()).map(({ data }) => data.conversion_id);
  expect(await told()).toEqual([later]);
  // The one that waited is looked at again after a minute.
  service.clock.advance(60_000);
  expect(await told()).toEqual([later, waiting]);
});

async function usersHook() {
  const { affiliate_id } = world.setup;
  const person = await signedIn(api, "affiliate", { affiliate_id });
  const url = world.url("/hook");
  const events = ["conversion.recorded"];
  const { body } = await person.ask<Hook>("POST", "/webhooks", { url, events });
  return { person, id: body.id };
}

test("a receiver that doesn't answer holds up nobody else's webhook", async () => {
  const other = await EndpointWorld.start(api);
  const arrived: string[] = [];
  const { promise: both, resolve: heardAll } = Promise.withResolvers<void>();
  const { promise: release, resolve: answer } = Promise.withResolvers<void>();
  const slow = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch() {
      arrived.push("slow");
      await release;
      return new Response("OK");
    },
  });
  other.answer = () => {
    arrived.push("quick");
    if (arrived.filter((who) => who === "quick").length === 3) heardAll();
    return new Response("OK");
  };
  await makeHook({ url: `http://127.0.0.1:${slow.port}/hook` });
  await makeHook({ url: other.url("/hook") });
  for (let sale = 0; sale < 3; sale++) await sell(api, world.setup.slug);
  while (await service.network_events.runOnce());
  const sending = service.deliverer.runOnce();
  // The quick one has all three before the slow one has answered its first.
  await both;
  answer();
  await sending;
  expect(arrived.filter((who) => who === "quick")).toHaveLength(3);
  expect(arrived).toContain("slow");
  await slow.stop(true);
  await other.stop();
});
