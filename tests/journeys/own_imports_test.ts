// A shop sends its returns as a file: it tries them and reads what became of them, the network
// applies them, and the shop learns nothing of payouts, affiliates or another shop's sales.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import { StatementOffice } from "../statement_office.ts";
import type { ShownReconciliation, ShownSummary } from "../statement_office.ts";
import { until } from "../until.ts";

const service = await serviceForFile();
const { api } = service;

interface Listed {
  data: Record<string, unknown>[];
}

/** A client of an advertiser's own. */
async function shopOf(advertiser_id: number): Promise<ApiClient> {
  const party = { role: "advertiser", advertiser_id };
  return await clientOf(api, { name: "shop", ...party });
}

async function aShop() {
  const office = new StatementOffice(service);
  const setup = await office.open();
  const shop = await shopOf(setup.advertiser_id);
  /** Uploads a file as the shop, and has it read. */
  const upload = async (file: string, more: object = {}) => {
    const body = { file, file_name: "returns.csv", ...more };
    const { id } = await shop.call("POST", "/imports", body);
    await office.work();
    return await shop.call<ShownReconciliation>("GET", `/imports/${id}`);
  };
  return { ...setup, office, shop, upload };
}

async function refusal(client: ApiClient, path: string, body: object) {
  const { status, body: answer } = await client.try<{
    code: string;
    errors?: { field: string }[];
  }>("POST", path, body);
  const fields = (answer.errors ?? []).map(({ field }) => field);
  return [status, answer.code, ...fields];
}

const NO_MONEY_OF_AFFILIATES = /payout|affiliate|margin|owed/;

describe("an advertiser's own import", () => {
  test("is tried by the shop, applied and undone by the network, and read by the shop", async () => {
    const { office, shop, upload, advertiser_id } = await aShop();
    const sale = await office.sell("R-1", "100.00");
    const opened = await upload(
      "order_id,status,reason\nR-1,rejected,returned\nnobody's,rejected,x\n",
    );
    expect(opened).toMatchObject({
      status: "review",
      mapping_confirmed: true,
      by_advertiser_id: advertiser_id,
    });
    const at = `/imports/${opened.id}`;
    const before = await office.balances();
    const tried = await shop.call<ShownSummary>("POST", `${at}/apply`, {
      dry_run: true,
    });
    expect(tried).toMatchObject({
      outcomes: { set: { done: 1, unknown_conversion: 1 } },
      advertisers: [{ advertiser_id, revenue: "-10.00" }],
      examples: [
        { id: "r1", result: "done", conversion_id: sale.id },
        { id: "r2", result: "unknown_conversion" },
      ],
    });
    expect(JSON.stringify(tried.examples[0])).not.toMatch(
      NO_MONEY_OF_AFFILIATES,
    );
    expect(Object.keys(tried)).not.toContain("affiliates");
    expect(await office.balances()).toEqual(before);
    const { data: none } = await shop.call<Listed>("GET", `${at}/actions`);
    expect(none).toEqual([]);

    await office.apply(opened.id, { reason: "agreed" }, "imports");
    expect(await conversionOf(api, sale.id)).toMatchObject({
      status: "reversed",
    });
    await expectBooked(service, sale.id);
    const { data } = await shop.call<Listed>("GET", `${at}/actions`);
    expect(data).toMatchObject([
      { id: "r1", result: "done", after: { status: "reversed" } },
      { id: "r2", result: "unknown_conversion" },
    ]);
    expect(JSON.stringify(data[0])).not.toMatch(NO_MONEY_OF_AFFILIATES);
    const { data: rows } = await shop.call<Listed>("GET", `${at}/rows`);
    expect(rows).toMatchObject([{ order_id: "R-1" }, { order_id: "nobody's" }]);
    const undo = await shop.try("POST", `${at}/undo`, {});
    expect(undo.status).toBe(404);
    await office.undo(opened.id, {}, "imports");
    expect(await office.balances()).toEqual(before);
  });

  test("isn't applied by the shop, whose confirmed columns only the network changes", async () => {
    const { office, shop, upload } = await aShop();
    const sale = await office.sell("N-1", "100.00");
    const { id } = await upload("order_id,amount\nN-1,1.00\n");
    const at = `/imports/${id}`;
    const decided = [403, "network_decides"];
    for (const [body, field] of [
      [{}, "dry_run"],
      [{ dry_run: false, reason: "mine" }, "dry_run"],
      [{ dry_run: true, as_task: true }, "as_task"],
    ] as const) {
      const answer = await refusal(shop, `${at}/apply`, body);
      expect(answer).toEqual([...decided, field]);
    }
    const mapping = { columns: { order_id: "amount", amount: "order_id" } };
    expect(await refusal(shop, `${at}/mapping`, { mapping })).toEqual(decided);
    expect(await conversionOf(api, sale.id)).toMatchObject({
      amount: "100.00",
      version: 1,
    });
  });

  test("isn't changed by the shop once the network confirms it, however close the two are", async () => {
    const { office, shop, upload } = await aShop();
    await office.sell("Q-1", "100.00");
    const { id } = await upload("order_id,amount,affiliate\nQ-1,90.00,7\n");
    const confirmed = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const confirming = service.db.transaction(async (tx) => {
      await tx.execute(
        sql`update reconciliations set mapping_confirmed = true where id = ${id}`,
      );
      confirmed.resolve();
      await release.promise;
    });
    await confirmed.promise;
    const mapping = { columns: { order_id: "amount", amount: "order_id" } };
    const changed = refusal(shop, `/imports/${id}/mapping`, { mapping });
    await until("the shop's change waits for the network's", async () => {
      const waiting = await service.db.execute(sql`
        select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      return waiting.length > 0;
    });
    release.resolve();
    await confirming;
    expect(await changed).toEqual([403, "network_decides"]);
  });

  test("reads no column of payouts, affiliates or links, and is refused where it asks to", async () => {
    const { office, shop, upload, affiliate_id } = await aShop();
    const sale = await office.sell("P-1", "100.00");
    const file = `order_id,affiliate,amount,payout\nP-1,${affiliate_id},90.00,99.00\n`;
    const opened = await upload(file);
    expect(opened.mapping_confirmed).toBe(false);
    expect(Object.keys(opened.mapping?.columns ?? {})).not.toContain("payout");
    expect(Object.keys(opened.mapping?.columns ?? {})).not.toContain(
      "affiliate",
    );
    const columns = { order_id: "order_id", payout: "payout", link: "payout" };
    const asked = { mapping: { columns } };
    const said = ["mapping.columns.payout", "mapping.columns.link"];
    const decided = [403, "network_decides", ...said];
    const at = `/imports/${opened.id}`;
    expect(await refusal(shop, `${at}/mapping`, asked)).toEqual(decided);
    expect(await refusal(shop, "/imports", { file, ...asked })).toEqual(
      decided,
    );
    await shop.call("POST", `${at}/mapping`, {});
    await office.work();
    const { data } = await shop.call<Listed>("GET", `${at}/rows`);
    expect(Object.keys(data[0] ?? {})).not.toContain("payout");
    await office.apply(opened.id, {}, "imports");
    expect(await conversionOf(api, sale.id)).toMatchObject({
      amount: "90.00",
      payout: "4.50",
    });
    // The network's own file with this header is read whole, not as the shop's was.
    const body = { advertiser_id: office.setup.advertiser_id, file };
    const networks = await api.call<ShownReconciliation>(
      "POST",
      "/imports",
      body,
    );
    expect(networks.id).not.toBe(opened.id);
    expect(networks.mapping?.columns).toMatchObject({ payout: "payout" });
  });

  test("refuses what is another's like what is unknown", async () => {
    const { shop, upload } = await aShop();
    const other = new StatementOffice(service);
    const foreign = await other.open();
    const sale = await other.sell("F-1", "100.00");
    const click_id = await api.click(foreign.slug);
    const results = async (file: string, count: number) => {
      const { id } = await upload(file);
      const at = `/imports/${id}/apply`;
      const tried = await shop.call<{
        examples: { result: string; detail: string }[];
      }>("POST", at, { dry_run: true });
      expect(tried.examples).toHaveLength(count);
      return tried.examples.map(({ result, detail }) => [result, detail]);
    };
    const unsigned = "840t40nkpd4bsy0000000001v64crh3b";
    const clicks = await results(
      `click_id,order_id\n${click_id},X-1\n${unsigned},X-2\n`,
      2,
    );
    expect(clicks[0]).toEqual(clicks[1] ?? []);
    const sales = await results(
      `conversion_id,amount\n${sale.id},1\n${crypto.randomUUID()},1\n`,
      2,
    );
    expect(sales[0]).toEqual(sales[1] ?? []);
    const named = await results(
      `order_id,campaign\nF-1,${foreign.campaign_id}\nF-1,2000000000\n`,
      2,
    );
    expect(named.map(([result]) => result)).toEqual([
      "unknown_reference",
      "unknown_reference",
    ]);
    expect(await conversionOf(api, sale.id)).toMatchObject({ version: 1 });
  });

  test("is nobody else's: not the network's imports, not another shop's, for no other advertiser", async () => {
    const { office, shop, upload, advertiser_id } = await aShop();
    const file = "order_id,status\nO-1,approved\n";
    const networks = await api.call<ShownReconciliation>("POST", "/imports", {
      advertiser_id,
      file,
    });
    const mine = await upload(file);
    expect(mine.id).not.toBe(networks.id);
    const other = await setUp(api);
    const stranger = await shopOf(other.advertiser_id);
    for (const [client, id] of [
      [shop, networks.id],
      [stranger, mine.id],
    ] as const) {
      for (const path of ["", "/rows", "/actions"]) {
        const answer = await client.try("GET", `/imports/${id}${path}`);
        expect(answer.status).toBe(404);
      }
      for (const [path, body] of [
        ["/mapping", {}],
        ["/apply", { dry_run: true }],
      ] as const) {
        const at = `/imports/${id}${path}`;
        expect((await client.try("POST", at, body)).status).toBe(404);
      }
    }
    const { data } = await shop.call<Listed>("GET", "/imports");
    expect(data.map(({ id }) => id)).toEqual([mine.id]);
    const asked = await stranger.call<Listed>(
      "GET",
      `/imports?by_advertiser_id=${advertiser_id}`,
    );
    expect(asked.data).toEqual([]);
    const body = { advertiser_id: other.advertiser_id, file };
    expect((await shop.try("POST", "/imports", body)).status).toBe(404);
    await office.work();
    const all = await api.call<Listed>(
      "GET",
      `/imports?advertiser_id=${advertiser_id}`,
    );
    expect(all.data.map((row) => row.by_advertiser_id)).toEqual([
      advertiser_id,
      null,
    ]);
  });
});
