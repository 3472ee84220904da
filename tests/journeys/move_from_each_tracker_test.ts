// A network that leaves its tracker has that tracker's exports, not ours: of each an example network moves in by
// one request, its old links lead to the advertiser, and undone it leaves nothing.
import { afterAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createTestDatabase, startTestService } from "../harness.ts";
import { EXAMPLES } from "../moves/moved_rows.ts";
import { work } from "../moves_world.ts";
import type { ShownMove } from "../moves_world.ts";
import { AGENTS } from "../visits.ts";

/** An old link of each tracker's example, and the beginning of the address that it leads to. */
const OLD_LINKS: readonly (readonly [string, string, string])[] = [
  ["keitaro", "/Shoes1?sub_id_1=blog", "https://shop.example/p?x=blog&"],
  [
    "prosper202",
    "/tracking202/redirect/dl.php?t202id=91&c1=blog",
    "https://shop.example/?s=",
  ],
  ["binom", "/click?key=676zlthzbiagiyetab8v", "https://shop.example/?s="],
  ["voluum", "/a920b457-db6c-4a0f-8d5e-bb18a34e23df", "http://shop.example"],
  [
    "tune",
    "/aff_c?offer_id=12&aff_id=7&aff_sub=blog",
    "http://shop.example/?trans=",
  ],
  ["everflow", "/2CTPL/7XDN2/?source_id=blog", "https://shop.example/?t="],
  // The visitor comes from none of the offer's countries.
  ["affise", "/click?pid=7&offer_id=12&sub1=blog", "https://back.example/"],
  ["cake", "/?a=7&c=901&s1=blog", "https://acme.example/apply?r="],
  ["scaleo", "/click?o=12&a=7&sub_id1=blog", "https://shop.example/?c="],
  ["post_affiliate_pro", "/?a_aid=kim&a_bid=b1", "https://shop.example/?a="],
];

/** Kinds of rows of which the examples have none that must be refused. */
const THINGS = [
  ...["advertiser", "affiliate", "campaign", "approval", "price", "link"],
  ...["cap", "balance"],
];

async function filesOf(from: string) {
  const names = readdirSync(join(EXAMPLES, from)).filter(
    (name) => name !== "expected.json",
  );
  return await Promise.all(
    names.map(async (name) => {
      const text = await Bun.file(join(EXAMPLES, from, name)).text();
      return { name, text };
    }),
  );
}

describe("an example network moves in from", async () => {
  const database = await createTestDatabase();
  const service = await startTestService(database);
  const { api } = service;
  afterAll(async () => {
    await service.stop();
    await database.drop();
  });

  const moveIn = async (from: string) =>
    await api.call<ShownMove>("POST", "/moves", {
      ...{ from, files: await filesOf(from), dry_run: false, currency: "EUR" },
    });

  test.each(OLD_LINKS)("%s", async (from, path, address) => {
    const first = await moveIn(from);
    expect(first.status).toBe("applied");
    const made = first.rows.filter(({ kind }) => THINGS.includes(kind));
    expect(made.length).toBeGreaterThan(0);
    expect(
      made.filter(({ state }) => state !== "done").map(({ reason }) => reason),
    ).toEqual([]);

    const undone = await work(api, first.id, "undo");
    expect(
      undone.rows
        .filter(({ kind }) => THINGS.includes(kind))
        .filter(({ state }) => state !== "removed"),
    ).toEqual([]);

    const second = await moveIn(from);
    const { status, headers } = await api.fetch(path, {
      headers: { "user-agent": AGENTS.windows },
    });
    expect(status).toBe(302);
    expect(headers.get("location")).toStartWith(address);
    await work(api, second.id, "undo");
  });
});
