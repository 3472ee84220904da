// People decide about what is suspected, change their mind, and each decision is kept; what a sender says
// meanwhile stands, nobody decides about what they didn't see, and affiliates read only what is theirs.
import { beforeAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { ApiClient } from "../api_client.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { clientOf, signedIn } from "../people.ts";
import { BOT, RiskSales } from "../risk_sales.ts";

const service = await serviceForFile();
const { api, clock, db } = service;
const sales = new RiskSales(service);
const DAY_MS = 86_400_000;

/** The key of a source whose approvals reinstate. */
async function reinstating({ advertiser_id }: Setup): Promise<string> {
  const source = await api.call<{ key: string }>(
    "POST",
    `/advertisers/${advertiser_id}/sources`,
    { name: "Shop", reinstate: true },
  );
  return source.key;
}

test("a rule that changed nothing is not said to have", async () => {
  const setup = await sales.open("reject");
  const id = await sales.sellToBot(setup, {
    status: "rejected",
    reason: "returned",
  });
  const shown = await sales.read(id);
  expect(shown).toMatchObject({ status: "rejected", reason: "returned" });
  expect(shown.risk).toMatchObject({ action: null, held_since: null });
});

/** Makes a conversion suspected, as a comparison does. */
async function suspect(id: string) {
  await db.execute(sql`
    insert into conversion_risks (campaign_id, conversion_id, affiliate_id, recorded_at, score, verdict, reasons, scored_at)
    select campaign_id, id, affiliate_id, recorded_at, 45, 'watch', '[]', recorded_at
    from conversions where id = ${id}::uuid`);
}

describe("a decision", () => {
  test("can be taken back and made again, and each is kept", async () => {
    const setup = await sales.open("pending");
    const id = await sales.sellToBot(setup);
    await sales.decide("fraud", [id]);
    expect(await sales.read(id)).toMatchObject({ status: "rejected" });
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({
      status: "approved",
      reason: null,
    });
    expect((await sales.decide("clear", [id])).conversions).toBe(0);
    await sales.decide("fraud", [id]);
    const shown = await sales.read(id);
    expect(shown).toMatchObject({
      ...{ status: "reversed", reason: "fraud", payout: "0.00" },
      risk: { decided: "fraud" },
    });
    const { decisions = [] } = shown.risk;
    expect(decisions.map(({ why }) => why)).toEqual([
      "it is fraud",
      "it is clear",
      "it is fraud",
    ]);
    expect(decisions[0]?.decided_by).toMatch(/^token /);
    await sales.expectBalanced();
  });

  test("gives back what waited for its advertiser, not more", async () => {
    const setup = await sales.open("pending");
    const id = await sales.sellToBot(setup, { status: "pending" });
    await sales.decide("fraud", [id]);
    expect(await sales.read(id)).toMatchObject({ status: "rejected" });
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({
      status: "pending",
      reason: null,
    });
  });

  test("isn't fooled by a sender that names a rule's reason", async () => {
    const setup = await sales.open("reject");
    const said = { status: "pending", reason: "risk_hold" };
    const id = await sales.sell(setup, said);
    await suspect(id);
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject(said);
  });

  test("that is taken back by a filter finds what was decided so", async () => {
    const setup = await sales.open("pending");
    const id = await sales.sellToBot(setup);
    await sales.decide("fraud", [id]);
    const filter = { campaign_id: setup.campaign_id };
    expect((await sales.decide("clear", filter)).conversions).toBe(0);
    const decided = { ...filter, decided: "fraud" };
    expect((await sales.decide("clear", decided)).conversions).toBe(1);
    expect(await sales.read(id)).toMatchObject({ status: "approved" });
  });

  test("says nothing for the sender, whose refund is taken as ever", async () => {
    const setup = await sales.open("pending");
    const click_id = await api.click(setup.slug);
    const sale = { click_id, order_id: "M-refund", amount: "50.00" };
    const { body } = await api.postback({ ...sale, user_agent: BOT });
    const id = String(body["conversion_id"]);
    await sales.decide("clear", [id]);
    await sales.decide("fraud", [id]);
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({ status: "approved" });
    await api.postback({ ...sale, status: "reversed" });
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "reversed", payout: "0.00" },
    });
    await sales.expectBalanced();
  });

  test("gives nothing back that the sender rejected meanwhile", async () => {
    const setup = await sales.open("reject");
    const click_id = await api.click(setup.slug);
    const sale = { click_id, order_id: "M-both" };
    const { body } = await api.postback({ ...sale, user_agent: BOT });
    const id = String(body["conversion_id"]);
    const said = { ...sale, status: "rejected", reason: "fraud" };
    for (const outcome of ["updated", "duplicate"]) {
      expect((await api.postback(said)).body).toMatchObject({ outcome });
    }
    for (const decision of ["clear", "fraud", "clear"] as const) {
      const made = await sales.decide(decision, [id]);
      expect(made.changed).toBe(0);
    }
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "rejected", reason: "fraud", payout: "0.00" },
    });
    await sales.expectBalanced();
  });

  test("of fraud leaves out of payments what its sender approves again, until it is clear", async () => {
    const setup = await sales.open("pending");
    const key = await reinstating(setup);
    const click_id = await api.click(setup.slug);
    const sale = { click_id, order_id: "M-again" };
    const send = (more: Record<string, string>) =>
      api.fetch(
        `/v1/postback/${key}?${new URLSearchParams({ ...sale, ...more }).toString()}`,
      );
    const { body } = await send({ status: "pending" });
    const id = String(body["conversion_id"]);
    await suspect(id);
    await sales.decide("fraud", [id]);
    await send({ status: "approved" });
    expect(await sales.read(id)).toMatchObject({ status: "approved" });
    clock.advance(40 * DAY_MS);
    expect(await sales.pay(setup)).toBeNull();
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "approved", risk: { held_since: null } },
    });
    expect(await sales.pay(setup)).toBe("12.50");
    expect(await sales.pay(setup)).toBeNull();
    await sales.expectBalanced();
  });

  test("about what somebody saw is refused once that changed", async () => {
    const setup = await sales.open("pending");
    const id = await sales.sellToBot(setup);
    const filter = { campaign_id: setup.campaign_id };
    const tried = await sales.decide("clear", filter, { dry_run: true });
    expect(tried).toMatchObject({ id: null, conversions: 1, changed: 1 });
    clock.advance(1000);
    const more = await sales.sellToBot(setup);
    const made = await sales.decide("clear", filter, { seen: tried.seen });
    expect(made).toMatchObject({ conversions: 1 });
    expect(await sales.read(more)).toMatchObject({ reason: "risk_hold" });
    const again = await sales.decide("fraud", [more], { dry_run: true });
    await api.call("PATCH", `/conversions/${more}`, {
      ...{ status: "approved", reason: "the advertiser confirmed" },
    });
    const { seen } = again;
    const late = await api.try("POST", "/risk/decisions", {
      ...{ decision: "fraud", why: "late", filter: {}, ids: [more], seen },
    });
    expect([late.status, late.body["code"]]).toEqual([409, "stale_version"]);
    expect(await sales.read(more)).toMatchObject({ status: "approved" });
    expect(await sales.read(id)).toMatchObject({ status: "approved" });
    const odd = await api.try("POST", "/risk/decisions", {
      ...{ decision: "fraud", why: "odd", filter: {}, ids: [more], seen: "x" },
    });
    expect(odd.status).toBe(422);
  });

  test("reaches what is older than any period, and what nothing is suspected of any more", async () => {
    const setup = await sales.open("pending");
    const id = await sales.sellToBot(setup);
    clock.advance(200 * DAY_MS);
    await db.execute(
      sql`update conversion_risks set verdict = 'clear', score = 0 where conversion_id = ${id}::uuid`,
    );
    expect(await sales.decide("clear", [id])).toMatchObject({ changed: 1 });
    expect(await sales.read(id)).toMatchObject({ status: "approved" });
  });
});

describe("its affiliate", () => {
  let setup: Setup;
  let own: ApiClient;
  beforeAll(async () => {
    setup = await sales.open("pending");
    const { affiliate_id } = setup;
    own = await clientOf(api, { role: "affiliate", affiliate_id });
  });

  test("reads why in words without a figure of anybody else", async () => {
    const id = await sales.sellToBot(setup);
    const found = "Sent from 203.0.113.7, never seen before";
    await db.execute(
      sql`update conversion_risks set reasons = ${JSON.stringify([
        {
          code: "sender_address",
          weight: 30,
          found,
          expected: "31",
          evidence: [],
        },
        {
          code: "refund_rate",
          weight: 30,
          found: "8 of 9",
          expected: "2 %",
          evidence: [],
        },
      ])}::jsonb where conversion_id = ${id}::uuid`,
    );
    const { risk } = await sales.read(id, own);
    expect(risk.reasons.map(({ code }) => code)).toEqual([
      "sender_address",
      "refund_rate",
    ]);
    const words = risk.reasons.flatMap((one) => [one.found, one.expected]);
    for (const text of words) expect(text).toMatch(/^[A-Z][^0-9]{9,}$/);
    expect(risk.decisions).toBeUndefined();
    expect((await sales.read(id)).risk.reasons[0]?.found).toBe(found);
  });

  test("reads nothing of a suspicion that was cleared, as long as it is", async () => {
    const id = await sales.sellToBot(setup);
    expect((await sales.read(id, own)).risk).toMatchObject({
      ...{ action: "pending", reasons: [{ code: "bot_agent" }] },
    });
    await sales.decide("clear", [id]);
    expect((await sales.read(id, own)).risk).toEqual({
      ...{ reasons: [], action: null, held_since: null },
    } as never);
    expect((await sales.read(id)).risk).toMatchObject({
      ...{ action: "pending", reasons: [{ code: "bot_agent" }] },
    });
    await sales.decide("fraud", [id]);
    expect((await sales.read(id, own)).risk.reasons).toHaveLength(1);
  });

  test("isn't the cause of a mail for each: those who run the network get one an hour", async () => {
    const person = await signedIn(api, "manager");
    const mails = () =>
      db.execute<{ text: string }>(
        sql`select text from mails where event = 'risk.held' and address = ${person.email} order by id`,
      );
    for (let i = 0; i < 3; i++) await sales.sellToBot(setup);
    expect(await mails()).toHaveLength(0);
    clock.advance(1_800_000);
    for (let round = 0; round < 2; round++) {
      await service.scheduler.enqueue(db, {
        name: "mail_held",
        payload: {
          scheduled_for: new Date(clock.nowMs() + 120_000).toISOString(),
        },
      });
      while (await service.scheduler.runOnce());
    }
    const told = await mails();
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain("Winter shoes: 3 (bot_agent)");
  });
});
