// Postbacks arrive in any order: a conversion ends in the right state, both statuses are kept, and
// the books follow every step.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import {
  conversionOf,
  expectBooked,
  makeSource,
  SECRET,
  sendSigned,
  summaryOf,
  notifiedVersions,
} from "../senders.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, clock } = service;

const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};

/** Creates a click, its advertiser's source if any, and an endpoint for all events. */
async function clicked(source?: Record<string, unknown>) {
  const setup = await setUp(api, {
    campaign: { goals: [{ key: "sale", ...SHARE }] },
  });
  const { advertiser_id, affiliate_id, slug } = setup;
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: "http://127.0.0.1:9/pb?status={status}",
    statuses: ["pending", "approved", "rejected", "reversed"],
    send_zero: true,
  });
  const made = source && (await makeSource(api, advertiser_id, source));
  const path = `/advertisers/${advertiser_id}/sources/${made?.id}`;
  return { path, slug, click_id: await api.click(slug) };
}

/** Postbacks about one order in sequence: a status or amount, the answer, and the result. */
type Step = [said: string, answer: string, status: string, payout: string];

const PLAYS: [what: string, steps: Step[]][] = [
  [
    "pending, approved, reversed",
    [
      ["status=pending&amount=100", "201 recorded", "pending", "5.00"],
      ["status=approved", "200 updated", "approved", "5.00"],
      ["status=reversed", "200 updated", "reversed", "0.00"],
    ],
  ],
  [
    "reversed before it was ever heard of, then its approval: both are kept, nothing is paid",
    [
      ["status=reversed", "201 recorded", "reversed", "0.00"],
      ["status=approved&amount=100", "200 updated", "reversed", "0.00"],
      ["status=approved&amount=100", "200 duplicate", "reversed", "0.00"],
      ["status=reversed", "200 duplicate", "reversed", "0.00"],
    ],
  ],
  [
    "rejected before its pending word",
    [
      ["status=rejected&amount=100", "201 recorded", "rejected", "0.00"],
      ["status=pending&amount=100", "200 updated", "rejected", "0.00"],
      ["status=approved", "409 illegal_transition", "rejected", "0.00"],
    ],
  ],
  [
    "a refund of what is pending rejects it",
    [
      ["status=pending&amount=100", "201 recorded", "pending", "5.00"],
      ["status=refund", "200 updated", "rejected", "0.00"],
      ["status=pending", "200 duplicate stale_status", "rejected", "0.00"],
    ],
  ],
  [
    "a rejection of what is approved reverses it",
    [
      ["status=approved&amount=100", "201 recorded", "approved", "5.00"],
      ["status=declined", "200 updated", "reversed", "0.00"],
      ["status=declined&x=1", "200 duplicate", "reversed", "0.00"],
      [
        "status=approved&amount=90",
        "409 illegal_transition",
        "reversed",
        "0.00",
      ],
    ],
  ],
  [
    "a weaker word changes nothing, whatever amount it brings",
    [
      ["status=approved&amount=100", "201 recorded", "approved", "5.00"],
      ["status=pending", "200 duplicate stale_status", "approved", "5.00"],
      [
        "status=hold&amount=10",
        "200 duplicate stale_status",
        "approved",
        "5.00",
      ],
    ],
  ],
  [
    "another amount of the same order is a correction, an empty one keeps it, an old one is old",
    [
      ["amount=100", "201 recorded", "approved", "5.00"],
      ["amount=80", "200 updated", "approved", "4.00"],
      ["amount=", "200 duplicate", "approved", "4.00"],
      ["amount=100", "200 duplicate", "approved", "4.00"],
      ["status=approved&amount=60", "200 updated", "approved", "3.00"],
    ],
  ],
  [
    "approved with another amount than it was pending with",
    [
      ["status=pending&amount=100", "201 recorded", "pending", "5.00"],
      ["amount=120", "200 updated", "pending", "6.00"],
      ["status=approved&amount=90", "200 updated", "approved", "4.50"],
    ],
  ],
  [
    "an amount that comes only with the approval",
    [
      ["status=rejected", "201 recorded", "rejected", "0.00"],
      ["amount=50", "200 updated", "rejected", "0.00"],
    ],
  ],
  [
    "to be added, changed and both",
    [
      ["mode=change&amount=1", "404 unknown_conversion", "", ""],
      ["mode=add&amount=100", "201 recorded", "approved", "5.00"],
      ["mode=add&amount=100", "409 already_exists", "approved", "5.00"],
      ["mode=change&amount=80", "200 updated", "approved", "4.00"],
      ["mode=upsert&status=refunded", "200 updated", "reversed", "0.00"],
    ],
  ],
];

describe("one order", () => {
  test.each(PLAYS)("%s", async (_what, steps) => {
    const { click_id } = await clicked();
    const base = `/v1/postback?click_id=${click_id}&order_id=S-1&`;
    let id: unknown;
    let told = 0;
    for (const [said, answer, status, payout] of steps) {
      clock.advance(1000);
      const given = await api.fetch(base + said);
      expect([said, summaryOf(given)]).toEqual([said, answer]);
      id ??= given.body.conversion_id;
      if (status === "") continue;
      const conversion = await expectBooked(service, id);
      expect([said, conversion.status, conversion.payout]).toEqual([
        said,
        status,
        payout,
      ]);
      told +=
        given.body.outcome === "recorded" || given.body.outcome === "updated"
          ? 1
          : 0;
      expect(conversion.history).toHaveLength(told);
    }
  });

  test("reversed before approved has both in its history with the amount of the sale, and only the end is sent to the affiliate", async () => {
    const { click_id } = await clicked();
    const order = { click_id, order_id: "S-2" };
    const first = await api.postback({ ...order, status: "chargeback" });
    await api.postback({ ...order, status: "sale", amount: "100" });
    const conversion = await conversionOf(api, first.body.conversion_id);
    expect(conversion).toMatchObject({ status: "reversed", amount: "100.00" });
    expect(
      conversion.history.map(({ kind, raw_status }) => [kind, raw_status]),
    ).toEqual([
      ["record", "chargeback"],
      ["predecessor", "sale"],
    ]);
    expect((await notifiedVersions(service, conversion.id))[0]).toBe(1);
  });

  test("keeps the sender's reason, else says which word ended it", async () => {
    const { slug } = await clicked();
    const ended = async (begin: string, end: Record<string, string>) => {
      const order = { click_id: await api.click(slug), order_id: "" };
      const sale = { ...order, amount: "100", status: begin };
      await api.postback(sale);
      const { body } = await api.postback({ ...order, ...end });
      return [body.status, body.reason];
    };
    expect(await ended("pending", { status: "refunded" })).toEqual([
      "rejected",
      "reversed",
    ]);
    expect(await ended("approved", { status: "fraud" })).toEqual([
      "reversed",
      "rejected",
    ]);
    expect(
      await ended("approved", { status: "refunded", reason: "stolen card" }),
    ).toEqual(["reversed", "stolen card"]);
  });
});

describe("a report that was sent earlier but arrives later", () => {
  test("changes nothing where its signed time is older than the last change", async () => {
    const { click_id } = await clicked({ secret: SECRET });
    clock.advance(1_000_000);
    const order = { click_id, order_id: "O-1" };
    const now_s = Math.floor(clock.nowMs() / 1000);
    const say = async (said: Record<string, string>, ts: number) =>
      summaryOf(await sendSigned(service, { ...order, ...said }, { ts }));
    expect(await say({ status: "pending", amount: "100" }, now_s - 200)).toBe(
      "201 recorded",
    );
    expect(await say({ status: "approved" }, now_s - 50)).toBe("200 updated");
    expect(await say({ amount: "70" }, now_s - 100)).toBe(
      "200 duplicate older",
    );
    expect(await say({ status: "refunded" }, now_s - 100)).toBe(
      "200 duplicate older",
    );
    const { data } = await api.call<{ data: { id: string }[] }>(
      "GET",
      `/conversions?click_id=${click_id}`,
    );
    const kept = await expectBooked(service, data[0]?.id);
    expect(kept).toMatchObject({
      status: "approved",
      amount: "100.00",
      payout: "5.00",
    });
    expect(await say({ status: "refunded" }, now_s - 40)).toBe("200 updated");
  });

  test("fills the history where it is the predecessor of an end", async () => {
    const { click_id } = await clicked({ secret: SECRET });
    clock.advance(1_000_000);
    const now_s = Math.floor(clock.nowMs() / 1000);
    const order = { click_id, order_id: "O-2" };
    const end = { ...order, status: "refunded", amount: "100" };
    const first = await sendSigned(service, end, { ts: now_s });
    const sale = { ...order, status: "approved", amount: "100" };
    const second = await sendSigned(service, sale, { ts: now_s - 100 });
    expect(summaryOf(second)).toBe("200 updated");
    const { status, payout } = await expectBooked(
      service,
      first.body.conversion_id,
    );
    expect([status, payout]).toEqual(["reversed", "0.00"]);
  });
});

describe("a change needs the proof that its creation needed", () => {
  test("a signature, though its source asks for none any more", async () => {
    const { click_id, path } = await clicked({
      require: "signature",
      secret: SECRET,
    });
    const sale = { click_id, order_id: "P-1", amount: "100" };
    const made = await sendSigned(service, sale);
    expect(summaryOf(made)).toBe("201 recorded");
    await api.call("PATCH", path, { require: "none" });
    const change = { ...sale, amount: "900" };
    expect(summaryOf(await api.postback(change))).toBe("401 missing_signature");
    const refund = { ...sale, status: "refunded" };
    expect(summaryOf(await api.postback(refund))).toBe("401 missing_signature");
    const { payout } = await expectBooked(service, made.body.conversion_id);
    expect(payout).toBe("5.00");
    expect(summaryOf(await sendSigned(service, refund))).toBe("200 updated");
  });

  test("a token likewise", async () => {
    const token = "token-for-changes";
    const { click_id, path } = await clicked({ require: "token", token });
    const sale = { click_id, order_id: "P-2", amount: "100" };
    const made = await api.postback({ ...sale, token });
    expect(summaryOf(made)).toBe("201 recorded");
    await api.call("PATCH", path, { require: "none" });
    const refund = { ...sale, status: "refunded" };
    expect(summaryOf(await api.postback(refund))).toBe("401 bad_token");
    const by_id = {
      order_id: String(made.body.conversion_id),
      status: "refunded",
    };
    expect(summaryOf(await api.postback(by_id))).toBe("401 bad_token");
    expect(summaryOf(await api.postback({ ...refund, token }))).toBe(
      "200 updated",
    );
  });

  test("a late one was only taken signed, and only signed words approve it", async () => {
    const { click_id } = await clicked({ secret: SECRET });
    clock.advance(40 * DAY_MS);
    const occurred_at = String(clock.nowMs() - 15 * DAY_MS);
    const sale = { click_id, order_id: "P-3", amount: "100", occurred_at };
    const made = await sendSigned(service, sale);
    expect(made.body).toMatchObject({ status: "pending", reason: "late" });
    clock.advance(1000);
    const approve = { click_id, order_id: "P-3", status: "approved" };
    expect(summaryOf(await api.postback(approve))).toBe(
      "401 missing_signature",
    );
    expect(summaryOf(await sendSigned(service, approve))).toBe("200 updated");
    const { payout } = await expectBooked(service, made.body.conversion_id);
    expect(payout).toBe("5.00");
  });
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});
