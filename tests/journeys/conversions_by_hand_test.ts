// A person can correct what postbacks missed or got wrong: with a reason, and with all
// consequences.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { conversionOf, expectBooked } from "../senders.ts";

const service = await serviceForFile();
const { api, clock, db, scheduler, deliverer } = service;

const SHARE = {
  key: "sale",
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};
const world = (goal: object = {}) =>
  setUp(api, { campaign: { goals: [{ ...SHARE, ...goal }] } });

async function sold(slug: string, said: Record<string, string> = {}) {
  const click_id = await api.click(slug);
  const { body } = await api.postback({
    click_id,
    order_id: crypto.randomUUID(),
    amount: "100",
    ...said,
  });
  return String(body.conversion_id);
}

describe("POST /conversions", () => {
  test("records a sale that the shop forgot to report, and notifies the affiliate", async () => {
    const partner = new PartnerReceiver();
    const { slug, affiliate_id } = await world();
    await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
      url: `${partner.url}/pb?ref={click_ref}&payout={payout}`,
    });
    const click_id = await api.click(slug, "?click_ref=visit-7");
    clock.advance(100 * 86_400_000);
    const body = {
      click_id,
      order_id: "A-7",
      amount: "40.00",
      reason: "reported by phone",
    };
    const made = await api.try("POST", "/conversions", body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      status: "approved",
      payout: "2.00",
      history: [{ origin: "by_hand", why: "reported by phone" }],
    });
    await expectBooked(service, made.body.id);
    await deliverer.runOnce();
    expect(partner.received.map(({ url }) => url.search)).toEqual([
      "?ref=visit-7&payout=2.00",
    ]);
    const again = await api.try("POST", "/conversions", body);
    expect([again.status, again.body.id]).toEqual([200, made.body.id]);
    const other = await api.try("POST", "/conversions", {
      ...body,
      amount: "41.00",
    });
    expect([other.status, other.body.code]).toEqual([409, "already_exists"]);
    await partner.stop();
  });

  test("without a click it goes to the affiliate's link of the campaign, and the affiliate is notified without waiting for a click", async () => {
    const partner = new PartnerReceiver();
    const { campaign_id, affiliate_id } = await world({ dedupe: "every" });
    await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
      url: `${partner.url}/pb?click={click_id}&time={click_time}&payout={payout}`,
    });
    const body = { campaign_id, affiliate_id, amount: "10", reason: "a fair" };
    const nameless = await api.try("POST", "/conversions", body);
    expect(nameless.body.code).toBe("missing_order_id");
    const say = () =>
      api.fetch("/api/v1/conversions", {
        method: "POST",
        headers: {
          authorization: "Bearer th_test_admin_token_0123456789",
          "content-type": "application/json",
          "idempotency-key": "fair-1",
        },
        body: JSON.stringify(body),
      });
    const [first, second] = [await say(), await say()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    service.clock.advance(24 * 3_600_000);
    const late = await say();
    expect([late.status, late.body.id]).toEqual([200, first.body.id]);
    expect(first.body.click_id).toBeNull();
    await deliverer.runOnce();
    expect(partner.received.map(({ url }) => url.search)).toEqual([
      "?click=&time=&payout=0.50",
    ]);
    await partner.stop();
  });

  test("says in a dry run what would become of it, and names what it can't take", async () => {
    const { slug, campaign_id, affiliate_id } = await world();
    const click_id = await api.click(slug);
    const body = { click_id, order_id: "D-1", amount: "40", reason: "a try" };
    const tried = await api.call("POST", "/conversions", {
      ...body,
      dry_run: true,
    });
    expect(tried).toMatchObject({
      dry_run: true,
      is_new: true,
      after: { status: "approved", payout: "2.00" },
      affiliates: [{ affiliate_id, payout: "2.00" }],
      deliveries: { count: 0 },
    });
    const path = `/conversions?campaign_id=${campaign_id}`;
    expect((await api.call(`GET`, path)).data).toEqual([]);
    const refusals: [object, number, string][] = [
      [{ ...body, reason: " " }, 422, "invalid_request"],
      [{ ...body, reason: undefined }, 422, "invalid_request"],
      [{ ...body, click_id: "x" }, 400, "invalid_click_id"],
      [{ ...body, campaign_id, affiliate_id }, 422, "invalid_request"],
      [{ ...body, amount: "1,5" }, 422, "invalid_request"],
      [{ ...body, amount: undefined }, 422, "missing_amount"],
      [{ ...body, occurred_at: "soon" }, 422, "invalid_request"],
      [
        { ...body, click_id: undefined, campaign_id, affiliate_id: 999_999 },
        422,
        "unknown_reference",
      ],
    ];
    for (const [given, status, code] of refusals) {
      const { status: answered, body: said } = await api.try(
        "POST",
        "/conversions",
        given,
      );
      expect([given, answered, said.code]).toEqual([given, status, code]);
    }
  });
});

describe("PATCH /conversions/{id}", () => {
  test("changes state and money with a reason, only at the version that was looked at", async () => {
    const { slug } = await world();
    const id = await sold(slug, { status: "pending" });
    const path = `/conversions/${id}`;
    const approve = { status: "approved", amount: "80", version: 1 };
    const reason = "checked with the shop";
    const done = await api.call("PATCH", path, { ...approve, reason });
    expect(done).toMatchObject({ status: "approved", payout: "4.00", reason });
    const late = await api.try("PATCH", path, {
      amount: "70",
      version: 1,
      reason,
    });
    expect([late.status, late.body.code]).toEqual([409, "stale_version"]);
    await api.call("PATCH", path, { payout: "6.00", reason: "a favour" });
    await expectBooked(service, id);
    expect((await conversionOf(api, id)).payout).toBe("6.00");
    const empty = await api.try("PATCH", path, { reason });
    expect([empty.status, empty.body.code]).toEqual([422, "invalid_request"]);
    const nobody = await api.try(
      "PATCH",
      `/conversions/${crypto.randomUUID()}`,
      {
        status: "rejected",
        reason,
      },
    );
    expect(nobody.status).toBe(404);
  });

  test("only an admin approves again what is over", async () => {
    const { slug } = await world();
    const id = await sold(slug);
    const path = `/conversions/${id}`;
    await api.call("PATCH", path, { status: "reversed", reason: "sent back" });
    const manager = await clientOf(api, {
      name: "office",
      role: "manager",
    });
    const again = { status: "approved", reason: "kept after all" };
    const refused = await manager.try("PATCH", path, again);
    expect([refused.status, refused.body.code]).toEqual([
      409,
      "illegal_transition",
    ]);
    await api.call("PATCH", path, again);
    expect(await expectBooked(service, id)).toMatchObject({
      status: "approved",
      payout: "5.00",
    });
  });

  test("a price that was set by hand outlives the sender's approval", async () => {
    const { slug } = await world();
    const click_id = await api.click(slug);
    const sale = { click_id, order_id: "H-1", amount: "100" };
    const { body } = await api.postback({ ...sale, status: "pending" });
    const id = String(body.conversion_id);
    await api.call("PATCH", `/conversions/${id}`, {
      payout: "9.00",
      reason: "a special deal",
    });
    clock.advance(1000);
    await api.postback({ ...sale, status: "approved" });
    expect(await expectBooked(service, id)).toMatchObject({
      status: "approved",
      payout: "9.00",
    });
  });
});

describe("POST /conversions/bulk", () => {
  test("shows what it would do, then does it, each with its outcome", async () => {
    const { slug, campaign_id, affiliate_id } = await world();
    const ids = [
      await sold(slug, { status: "pending" }),
      await sold(slug, { status: "pending" }),
      await sold(slug),
    ];
    const body = { ids, status: "approved", reason: "month of November" };
    const tried = await api.call("POST", "/conversions/bulk", {
      ...body,
      dry_run: true,
    });
    expect(tried).toMatchObject({
      count: 3,
      outcomes: { changed: 2, unchanged: 1 },
      affiliates: [{ affiliate_id, payout_pending: "-10.00", payout: "10.00" }],
    });
    const path = `/conversions?campaign_id=${campaign_id}&status=approved`;
    expect((await api.call<{ data: [] }>("GET", path)).data).toHaveLength(1);
    const done = await api.call("POST", "/conversions/bulk", body);
    expect(done.outcomes).toEqual({ changed: 2, unchanged: 1 });
    for (const id of ids) await expectBooked(service, id);
    expect((await api.call<{ data: [] }>("GET", path)).data).toHaveLength(3);
  });

  test("goes by a filter, which has to ask for something known", async () => {
    const { slug, campaign_id } = await world();
    const pending = await sold(slug, { status: "pending" });
    const approved = await sold(slug);
    const filter = { campaign_id, status: "pending" };
    const body = { status: "rejected", reason: "test orders" };
    const done = await api.call("POST", "/conversions/bulk", {
      ...body,
      filter,
    });
    expect(done.outcomes).toEqual({ changed: 1 });
    expect((await conversionOf(api, pending)).status).toBe("rejected");
    expect((await conversionOf(api, approved)).status).toBe("approved");
    const wrong = [
      {},
      { filter: {} },
      { filter: { colour: "red" } },
      { filter, ids: [pending] },
      { ids: ["x"] },
    ];
    for (const given of wrong) {
      const answer = await api.try("POST", "/conversions/bulk", {
        ...body,
        ...given,
      });
      expect([given, answer.status, answer.body.code]).toEqual([
        given,
        422,
        "invalid_request",
      ]);
    }
  });

  test("many are a task, which is done once however often its process died", async () => {
    const { link_id, campaign_id } = await world();
    const by = {
      origin: "test",
      made_by: "test",
      why: "to be changed",
      reinstate: false,
    };
    const door = service.postbacks.conversions;
    const given = Array.from({ length: 1200 }, (_, n) => ({
      link_id,
      order_id: `B-${n}`,
      amount_micros: 10_000_000n,
      status: "pending" as const,
    }));
    await door.settle((tx) => door.create(tx, given, by));
    const { task_id } = await api.call<{ task_id: string }>(
      "POST",
      "/conversions/bulk",
      {
        filter: { campaign_id },
        status: "approved",
        reason: "all of them",
        as_task: true,
      },
    );
    // A process that died after its first piece leaves that piece's cursor.
    const [first] = await db.execute<{ id: string }>(sql`
      select id from conversions where campaign_id = ${campaign_id}
      order by id offset 499 limit 1`);
    const [last] = await db.execute<{ id: string }>(sql`
      select id from conversions order by id desc limit 1`);
    const cursor = {
      after: first?.id,
      up_to: last?.id,
      outcomes: { changed: 500 },
    };
    await db.execute(sql`update jobs
      set cursor = ${JSON.stringify(cursor)}::jsonb, done = 500
      where id = ${task_id}::uuid`);
    await scheduler.runOnce();
    expect(await api.call("GET", `/tasks/${task_id}`)).toMatchObject({
      state: "done",
      done: 1200,
      result: { outcomes: { changed: 1200 } },
    });
    const path = `/conversions?campaign_id=${campaign_id}&status=pending&limit=500`;
    expect((await api.call<{ data: [] }>("GET", path)).data).toHaveLength(500);
  });
});

test("nothing failed, and the ledger agrees", async () => {
  expect((await api.call("GET", "/ledger/verify")).ok).toBe(true);
  expect(service.log).toEqual([]);
});
