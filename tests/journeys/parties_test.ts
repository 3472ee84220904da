// An affiliate's payment schedule and an advertiser's payment terms are set where the party is set
// up.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { createTestDatabase, startTestService } from "../harness.ts";
import { afterAll } from "bun:test";

const database = await createTestDatabase();
const data_dir = await mkdtemp(join(tmpdir(), "tallyho-parties-"));
const service = await startTestService(database, { data_dir });
const { api, db } = service;
afterAll(async () => {
  await service.stop();
  await database.drop();
  await rm(data_dir, { recursive: true, force: true });
});

const FIELDS = {
  timezone: "Europe/Berlin",
  payout_currency: "EUR",
  min_payout: "50.00",
  schedule: "net15",
  payment_method: "bank",
  tax_id: "DE123456789",
  payment_hold: true,
};

describe("an affiliate", () => {
  test("has its terms, and they change one by one", async () => {
    const made = await api.call("POST", "/affiliates", {
      name: "Harbour Media",
      ...FIELDS,
    });
    expect(made).toMatchObject(FIELDS);
    const path = `/affiliates/${made.id}`;
    const changed = await api.call("PATCH", path, {
      payout_currency: "usd",
      min_payout: null,
      schedule: null,
      payment_hold: false,
    });
    expect(changed).toMatchObject({
      ...FIELDS,
      payout_currency: "USD",
      min_payout: null,
      schedule: null,
      payment_hold: false,
    });
  });

  test("keeps where its money goes sealed, made with the rest or not at all", async () => {
    const payment_details = {
      iban: "DE89370400440532013000",
      holder: "Harbour",
    };
    const made = await api.call("POST", "/affiliates", {
      name: "Sealed Media",
      payment_details,
    });
    expect(JSON.stringify(made)).not.toContain("DE89370400440532013000");
    const kept = await api.call(
      "GET",
      `/affiliates/${made.id}/payment-details`,
    );
    expect(kept.details).toEqual({ iban: "***3000", holder: "***" });
    await api.call("PATCH", `/affiliates/${made.id}`, {
      payment_details: null,
    });
    const gone = await api.try("GET", `/affiliates/${made.id}/payment-details`);
    expect(gone.status).toBe(404);
    const taken = { name: "Twice", external_id: "x-1" };
    await api.call("POST", "/affiliates", taken);
    const count = async () =>
      (await db.execute(sql`select from payment_details`)).length;
    const before = await count();
    const refused = await api.try("POST", "/affiliates", {
      ...taken,
      payment_details,
    });
    expect([refused.status, await count()]).toEqual([409, before]);
  });

  test("names a field that it can't take, and changes nothing", async () => {
    const { id } = await api.call("POST", "/affiliates", { name: "Picky" });
    const wrong: [object, string][] = [
      [{ timezone: "Mars/Olympus" }, "invalid_request"],
      [{ payout_currency: "XYZ" }, "unknown_currency"],
      [{ min_payout: "-1" }, "invalid_request"],
      [{ min_payout: "1,50" }, "invalid_request"],
      [{ min_payout: 50 }, "invalid_request"],
      [{ schedule: "daily" }, "invalid_request"],
      [{ payment_hold: "yes" }, "invalid_request"],
      [{ payment_details: { "no name": "x" } }, "invalid_request"],
      [{ payment_details: "IBAN" }, "invalid_request"],
    ];
    const before = await api.call("GET", `/affiliates/${id}`);
    for (const [given, code] of wrong) {
      const answer = await api.try("PATCH", `/affiliates/${id}`, given);
      expect([given, answer.status, answer.body.code]).toEqual([
        given,
        422,
        code,
      ]);
    }
    expect(await api.call("GET", `/affiliates/${id}`)).toEqual(before);
  });

  test("with a minimum does not keep the tracker from writing its snapshot, which has no business with it", async () => {
    await api.call("POST", "/affiliates", {
      name: "With A Minimum",
      min_payout: "77.00",
      tax_id: "ATU99999999",
    });
    await service.stop();
    expect(service.log).toEqual([]);
    const path = join(data_dir, "snapshot.json");
    expect(existsSync(path)).toBe(true);
    const text = await readFile(path, "utf8");
    expect(text).toContain("With A Minimum");
    expect(text).not.toContain("ATU99999999");
    const again = await startTestService(database, { data_dir });
    const { id } = await again.api.call("POST", "/advertisers", {
      name: "Northwind",
      currency: "eur",
      timezone: "Europe/Berlin",
      terms_days: 14,
      tax_id: "DE1",
    });
    expect(await again.api.call("GET", `/advertisers/${id}`)).toMatchObject({
      currency: "EUR",
      timezone: "Europe/Berlin",
      terms_days: 14,
      tax_id: "DE1",
    });
    const wrong = [
      { currency: "EURO" },
      { timezone: "x" },
      { terms_days: -1 },
      { terms_days: 1.5 },
    ];
    for (const given of wrong) {
      const { status } = await again.api.try(
        "PATCH",
        `/advertisers/${id}`,
        given,
      );
      expect([given, status]).toEqual([given, 422]);
    }
    await again.stop();
  });
});
