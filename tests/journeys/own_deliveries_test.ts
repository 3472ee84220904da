// An affiliate whose tracker heard nothing finds out why by itself, and sends what is its own again;
// it neither sees nor moves what is sent to others.
import { expect, test } from "bun:test";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;

/** An affiliate with a sale that was told to its endpoint, and a client of its own. */
async function affiliate(order_id: string) {
  const { affiliate_id, slug } = await setUp(api);
  const own = await clientOf(api, {
    name: order_id,
    role: "affiliate",
    affiliate_id,
  });
  const path = `/affiliates/${affiliate_id}/postbacks`;
  const endpoint = await own.call<{ id: number }>("POST", path, {
    url: "http://127.0.0.1:9/pb?s={status}",
  });
  const click_id = await api.click(slug);
  await api.postback({ click_id, order_id });
  const { data } = await own.call<{ data: { id: string }[] }>(
    "GET",
    "/deliveries",
  );
  expect(data).toHaveLength(1);
  return { affiliate_id, own, path, endpoint, delivery: data[0]?.id ?? "" };
}

const one = await affiliate("A");
const other = await affiliate("B");

test("an affiliate pauses, resumes and changes its own endpoint only", async () => {
  const at = `${one.path}/${one.endpoint.id}`;
  await one.own.call("POST", `${at}/pause`, { reason: "moving" });
  expect(await one.own.call("GET", at)).toMatchObject({ enabled: false });
  await one.own.call("POST", `${at}/resume`);
  await one.own.call("PATCH", at, { goals: ["sale"] });
  const crossed = `${one.path}/${other.endpoint.id}`;
  const theirs = `${other.path}/${other.endpoint.id}`;
  for (const foreign of [crossed, theirs]) {
    expect((await one.own.try("GET", foreign)).status).toBe(404);
    const change = await one.own.try("PATCH", foreign, { enabled: false });
    expect(change.status).toBe(404);
    expect((await one.own.try("DELETE", foreign)).status).toBe(404);
  }
  expect(await other.own.call("GET", theirs)).toMatchObject({ enabled: true });
});

test("it replays its own deliveries, whatever its filter says", async () => {
  const count = async (filter?: object) => {
    const body = { dry_run: true, ...(filter && { filter }) };
    const shown = await one.own.call("POST", "/deliveries/replay", body);
    return shown.count;
  };
  const state = ["due", "parked", "expired"];
  expect(await count({ state })).toBe(1);
  expect(await count({ state, affiliate_id: one.affiliate_id })).toBe(1);
  expect(await count({ state, affiliate_id: other.affiliate_id })).toBe(0);
  expect(await count({ state, endpoint_id: other.endpoint.id })).toBe(0);
  for (const body of ["[]", "null", "7", '{"filter":[]}', '{"filter":7}']) {
    const answer = await one.own.fetch("/api/v1/deliveries/replay", {
      method: "POST",
      headers: {
        authorization: `Bearer ${one.own.token}`,
        "content-type": "application/json",
      },
      body,
    });
    expect(answer.status).toBe(422);
  }
});

test("another's delivery can't be sent again", async () => {
  const at = `/deliveries/${other.delivery}`;
  expect((await one.own.try("GET", at)).status).toBe(404);
  expect((await one.own.try("POST", `${at}/retry`, {})).status).toBe(404);
  const { status } = await other.own.try("POST", `${at}/retry`, {});
  expect([200, 409]).toContain(status);
});

test("a body with a mark before it, or none, names nobody else's", async () => {
  const text = JSON.stringify({
    dry_run: true,
    filter: { state: ["due"], affiliate_id: other.affiliate_id },
  });
  const send = (body: string | null, type: string) =>
    one.own.fetch("/api/v1/deliveries/replay", {
      method: "POST",
      headers: {
        authorization: `Bearer ${one.own.token}`,
        "content-type": type,
      },
      body,
    });
  const marked = await send(`\ufeff${text}`, "application/json");
  expect(marked.body.count ?? 0).toBe(0);
  expect((await send("{", "application/json")).status).toBe(400);
  expect((await send(null, "application/json")).status).toBe(400);
  const typed = await send(text, "text/plain");
  expect(typed.status).toBeGreaterThanOrEqual(400);
});
