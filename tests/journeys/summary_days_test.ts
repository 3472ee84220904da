// A summary by day has the days of whoever asks, also where they begin at a half hour.
import { expect, test } from "bun:test";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { drainAll } from "../visits.ts";

const DAYS = ["2026-11-20", "2026-11-21"];
const ZONES = {
  "Europe/Berlin": ["2026-11-20T22:59:00Z", "2026-11-20T23:00:00Z"],
  "Asia/Kolkata": ["2026-11-20T18:29:00Z", "2026-11-20T18:31:00Z"],
};

for (const [timezone, times] of Object.entries(ZONES)) {
  const clock = new ManualClock(Date.parse("2026-11-20T12:00:00Z"));
  const service = await serviceForFile({
    clock,
    env: { TALLYHO_TIMEZONE: timezone },
  });
  const { api } = service;

  test(`in ${timezone}`, async () => {
    const { slug, campaign_id } = await setUp(api);
    for (const at of times) {
      clock.set(Date.parse(at));
      await api.postback({ click_id: await api.click(slug) });
    }
    await drainAll(service);
    clock.set(Date.parse("2026-11-22T00:00:00Z"));
    for (const kind of ["clicks", "postbacks"]) {
      for (const filter of ["", `&campaign_id=${campaign_id}`]) {
        const { data } = await api.call<{
          data: { day: string; count: number; example_ids: string[] }[];
        }>("GET", `/${kind}/summary?group_by=day${filter}`);
        expect(data.map(({ day }) => day).sort()).toEqual(DAYS);
        for (const { count, example_ids } of data) {
          expect([count, example_ids.length]).toEqual([1, 1]);
        }
      }
    }
  });
}
