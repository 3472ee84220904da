// Payment runs while payment details change: money goes to the details that count, never to those that wait.
import { describe, expect, test } from "bun:test";
import { changeTo, DAY_MS, detailsWorld, NEW, OLD } from "../details_world.ts";
import type { ShownDetails } from "../details_world.ts";
import { PASSWORD } from "../people.ts";

const HOUR_MS = 3_600_000;
const { api, clock, affiliate, runJob, mails } = await detailsWorld();

async function earn({ affiliate_id }: { affiliate_id: number }) {
  await api.call("POST", "/ledger/adjustments", {
    affiliate_id,
    amount: "25.00",
    currency: "USD",
    kind: "bonus",
    reason: "for the month",
  });
  clock.advance(1_000);
}

interface Run {
  id: string;
  payments: { id: string }[];
  carried: { reason: string }[];
}

async function pay({ affiliate_id }: { affiliate_id: number }) {
  const up_to = new Date(clock.nowMs()).toISOString();
  const body = { currency: "USD", up_to, affiliate_ids: [affiliate_id] };
  const run = await api.call<Run>("POST", "/payment-runs", body);
  for (const { id } of run.payments) {
    await api.call("POST", `/payments/${id}/close`);
  }
  const file = await api.call<{ text: string }>(
    "GET",
    `/payment-runs/${run.id}/export.csv`,
  );
  return { ...run, file: file.text };
}

describe("a payment run while a change waits", () => {
  test("pays to the old details, and to the new ones after it", async () => {
    const party = await affiliate();
    await earn(party);
    await party.ada.ask("PUT", party.path, changeTo());
    const during = await pay(party);
    expect(during.file).toContain(OLD);
    expect(during.file).not.toContain(NEW);
    await earn(party);
    clock.advance(DAY_MS);
    // The job has not run yet: the file doesn't wait for it.
    const after = await pay(party);
    expect(after.file).toContain(NEW);
  });

  test("leaves out an affiliate whose first details wait, and says so", async () => {
    const party = await affiliate(null);
    const { path, ada, affiliate_id } = party;
    await earn(party);
    await api.call("PATCH", `/affiliates/${affiliate_id}`, {
      schedule: "weekly",
      timezone: "Asia/Tokyo",
    });
    // Less than a day before the weekly run.
    clock.set(nextMonday(clock.nowMs()) - 9 * HOUR_MS - 2 * HOUR_MS);
    const answer = await ada.ask<ShownDetails>("PUT", path, changeTo());
    expect(answer.body).toMatchObject({ details: {}, updated_at: null });
    const foreseen = await ada.ask<{ data: object[] }>(
      "GET",
      `/affiliates/${affiliate_id}/balance`,
    );
    expect(JSON.stringify(foreseen.body)).not.toContain("missing_details");
    expect(foreseen.body.data).toMatchObject([
      {
        next_payment: {
          expected: "0.00",
          why_not: { code: "details_on_hold", amount: "25.00" },
        },
      },
    ]);
    const during = await pay(party);
    expect(during.payments).toEqual([]);
    expect(during.carried).toMatchObject([{ reason: "details_on_hold" }]);
    clock.advance(DAY_MS);
    const after = await pay(party);
    expect(after.payments).toHaveLength(1);
    expect(after.file).toContain(NEW);
  });

  test("is bounded, and no formula in the bank's file", async () => {
    const party = await affiliate();
    const { path, ada } = party;
    const large = { ...changeTo(), details: { iban: "x".repeat(65_536) } };
    expect((await ada.ask("PUT", path, large)).status).toBe(422);
    const formula = { iban: '=HYPERLINK("https://thief.example")' };
    const asked = { details: formula, password: PASSWORD };
    expect((await ada.ask("PUT", path, asked)).status).toBe(202);
    clock.advance(DAY_MS);
    await runJob("apply_payment_details");
    await earn(party);
    const { file } = await pay(party);
    expect(file).toContain(`"'=HYPERLINK(`);
  });

  test("is at peace with changes at the same time", async () => {
    const party = await affiliate();
    await earn(party);
    const [run, ...asked] = await Promise.all([
      pay(party),
      party.ada.ask("PUT", party.path, changeTo()),
      party.bea.ask("PUT", party.path, changeTo()),
    ]);
    expect(run.payments).toHaveLength(1);
    expect(run.file).toContain(OLD);
    expect(asked.map(({ status }) => status)).toEqual([202, 202]);
  });
});

test("users are told of a payment once, unless they turned it off", async () => {
  const party = await affiliate();
  const { ada, bea } = party;
  await bea.ask("PUT", "/me/notifications", {
    events: { "payment.paid": false },
  });
  await earn(party);
  const { payments } = await pay(party);
  const id = payments[0]?.id ?? "";
  for (const _ of [1, 2]) {
    await api.call("POST", `/payments/${id}/pay`, { reference: "SEPA-7" });
  }
  const told = await mails();
  const paid = told.filter(({ subject }) =>
    subject.startsWith("You were paid"),
  );
  expect(paid).toMatchObject([
    { to: ada.email, subject: "You were paid 25.00 USD" },
  ]);
  expect(paid[0]?.text).toContain(id);
  expect(paid[0]?.text.replaceAll(id, "")).not.toMatch(/\b3000\b|DE\d\d/);
});

function nextMonday(now_ms: number): number {
  const day = Math.floor(now_ms / DAY_MS) + 2;
  const since_monday = (day + 3) % 7;
  return (day + ((7 - since_monday) % 7)) * DAY_MS;
}
