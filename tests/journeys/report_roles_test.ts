// Each side sees its own part of a report: its rows, and of them the figures that are its business,
// in each form and by whatever it asks for.
import { beforeAll, describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { serviceForFile } from "../harness.ts";
import { PERIOD, report, reportFile, reportWorld } from "../report_world.ts";
import type { ReportWorld } from "../report_world.ts";
import { BEHIND_PROXY } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld(service);
});

describe("a role", () => {
  const HIDDEN = {
    affiliate: [
      "amount",
      "revenue",
      "margin",
      "pending_revenue",
      "rpc",
      "aov",
      "margin_percent",
    ],
    advertiser: [
      "payout",
      "margin",
      "pending_payout",
      "epc",
      "cpa",
      "margin_percent",
    ],
  };

  test("sees its own rows, and of no figure what is hidden from it", async () => {
    for (const [role, client] of [
      ["affiliate", world.affiliate],
      ["advertiser", world.advertiser],
    ] as const) {
      const query = `group_by=campaign&${PERIOD}&compare=previous_period`;
      const own = await report(client, query);
      expect(own.data).toMatchObject([{ clicks: { gross: 5 } }]);
      expect(own.totals.clicks.gross).toBe(5);
      const hidden = HIDDEN[role];
      for (const row of [own.totals, own.compare?.totals, ...own.data]) {
        for (const key of hidden) expect(row).not.toHaveProperty(key);
      }
      const keys = own.columns.map(({ key }) => key);
      expect(keys).toContain("cr");
      for (const key of hidden) expect(keys).not.toContain(key);
      const csv = await reportFile(client, query, "text/csv");
      const head = csv.split("\r\n")[0]?.split(",") ?? [];
      for (const key of hidden) {
        expect(head).not.toContain(key);
        expect(head).not.toContain(`before.${key}`);
      }
      const lines = await reportFile(client, query, "application/x-ndjson");
      expect(JSON.parse(lines)).toEqual(own.data[0]);
    }
  });

  test("can't ask for what is hidden from it, by any way", async () => {
    const refused = async (client: ApiClient, query: string) => {
      const { status, body } = await client.try("GET", `/reports?${query}`);
      const [error] = body.errors as { field: string }[];
      return [status, error?.field];
    };
    for (const [client, query, field] of [
      [world.affiliate, "group_by=day,advertiser", "group_by"],
      [world.affiliate, "advertiser=1", "advertiser"],
      [world.affiliate, "sort=-margin", "sort"],
      [world.affiliate, "sort=rpc", "sort"],
      [world.advertiser, "group_by=sub1", "group_by"],
      [world.advertiser, "sub1=a", "sub1"],
      [world.advertiser, "group_by=link", "group_by"],
      [world.advertiser, "sort=-payout", "sort"],
    ] as const) {
      expect(await refused(client, query)).toEqual([422, field]);
    }
  });

  test("finds nothing of others", async () => {
    for (const [client, query] of [
      [world.affiliate, `affiliate=${world.hats.affiliate_id}`],
      [world.affiliate, `campaign=${world.hats.campaign_id}`],
      [world.advertiser, `advertiser=${world.hats.advertiser_id}`],
      [world.manager, `affiliate=${world.hats.affiliate_id}`],
    ] as const) {
      const { data, totals } = await report(client, `${query}&${PERIOD}`);
      expect([data, totals.clicks.gross]).toEqual([[], 0]);
    }
  });

  test("of an advertiser knows affiliates by id", async () => {
    const query = `group_by=affiliate&${PERIOD}`;
    const { data } = await report(world.advertiser, query);
    expect(data).toMatchObject([
      { affiliate: { id: world.shoes.affiliate_id } },
    ]);
    expect(data[0]?.affiliate).not.toHaveProperty("name");
    const csv = await reportFile(world.advertiser, query, "text/csv");
    expect(csv).not.toContain("Harbour");
    const own = `${query}&affiliate=${world.shoes.affiliate_id}`;
    expect((await report(world.advertiser, own)).data).toEqual(data);
  });

  test("of a limited manager has its parties' rows with all figures", async () => {
    const { data } = await report(
      world.manager,
      `group_by=affiliate&${PERIOD}`,
    );
    expect(data).toMatchObject([
      { affiliate: { id: world.shoes.affiliate_id, name: "Harbour Media" } },
    ]);
    expect(data[0]).toHaveProperty("margin", "15.00");
  });
});
