// From any of these trackers, a network's files move in as they were exported: an undo leaves
// nothing of them, and moved in again, its links lead to the advertiser in their old form.
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { configuration, work } from "../moves_world.ts";
import type { ShownMove } from "../moves_world.ts";
import { AGENTS } from "../visits.ts";

const EXAMPLES = join(import.meta.dir, "../fixtures/moves");
/** Shortly after the conversions of the examples. */
const DAY_OF_MOVE_MS = Date.UTC(2026, 11, 1, 9);

/** One of the links of each example as it is out in the world. */
const OLD_LINKS: Readonly<Record<string, string>> = {
  affise: "/click?pid=7&offer_id=12&sub1=x",
  binom: "/click.php?key=676zlthzbiagiyetab8v",
  cake: "/?a=7&c=901&s1=x",
  csv: "/aff_c?offer_id=12&aff_id=7",
  everflow: "/2CTPL/7XDN2/?sub1=x",
  keitaro: "/Shoes1?sub_id_1=x",
  post_affiliate_pro: "/?a_aid=11111111&a_bid=c1",
  prosper202: "/tracking202/redirect/dl.php?t202id=91",
  scaleo: "/click?o=12&a=7",
  tune: "/aff_c?offer_id=12&aff_id=7&aff_sub=x",
  voluum: "/a920b457-db6c-4a0f-8d5e-bb18a34e23df",
};

function filesOf(from: string) {
  return readdirSync(join(EXAMPLES, from))
    .filter((name) => name !== "expected.json")
    .map((name) => ({
      name,
      text: readFileSync(join(EXAMPLES, from, name), "utf8"),
    }));
}

test("each tracker has an example, and a link of it", () => {
  expect(readdirSync(EXAMPLES).toSorted()).toEqual(Object.keys(OLD_LINKS));
});

describe("an example network moves in", () => {
  for (const [from, path] of Object.entries(OLD_LINKS)) {
    test(`from ${from}, is undone without a trace, and moves in again`, async () => {
      const database = await createTestDatabase();
      const clock = new ManualClock(DAY_OF_MOVE_MS);
      const service = await startTestService(database, { clock });
      try {
        const { api } = service;
        const before = await configuration(database);
        const body = {
          ...{ from, files: filesOf(from), currency: "USD" },
          ...{ date_order: "mdy", dry_run: false },
        };
        const move = await api.call<ShownMove>("POST", "/moves", body);
        expect(move.status).toBe("applied");
        const made = move.rows.filter(({ state }) => state === "done");
        expect(made.map(({ kind }) => kind)).toContain("campaign");
        const undone = await work(api, move.id, "undo");
        const left = undone.rows.filter(
          ({ state }) => !["removed", "kept", "refused"].includes(state),
        );
        expect(left).toEqual([]);
        expect(await configuration(database)).toEqual(before);

        await api.call("POST", "/moves", body);
        // Visitors of tests are of no country.
        const { data } = await api.call<{ data: { id: number }[] }>(
          "GET",
          "/campaigns",
        );
        for (const { id } of data) {
          await api.call("PUT", `/campaigns/${id}/targeting`, {});
        }
        const { status, headers } = await api.fetch(path, {
          headers: { "user-agent": AGENTS.windows },
        });
        expect([path, status]).toEqual([path, 302]);
        expect(headers.get("location")).toMatch(/^https?:\/\/[^/]+\./);
        expect(await api.call("GET", "/ledger/verify")).toMatchObject({
          ok: true,
        });
      } finally {
        await service.stop();
        await database.drop();
      }
    });
  }
});
