// Files of an old tracker are whatever somebody exported, edited or made up: each fault is named at
// its row, and nothing of it reaches what it doesn't concern.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { fileOf, NETWORK, planMove, tally, work } from "../moves_world.ts";
import type { ShownMove } from "../moves_world.ts";
import { expectNothingWritten } from "../refusals.ts";

const service = await serviceForFile();
const { api } = service;

function reasonsOf({ rows }: ShownMove): Record<string, string | null> {
  return Object.fromEntries(
    rows
      .filter(({ verdict }) => verdict === "refuse")
      .map(({ kind, old_id, row_no, reason }) => [
        `${kind} ${old_id ?? row_no}`,
        reason,
      ]),
  );
}

const campaign = {
  ...{ kind: "campaign", name: "C", currency: "USD", advertiser: "a" },
  destination_url: "https://shop.example/",
};

describe("a row that can't be", () => {
  test("is refused with its reason, and the others are planned", async () => {
    const move = await planMove(api, [
      { kind: "advertiser", old_id: "a", name: "Shop" },
      { kind: "advertiser", old_id: "b", name: "x".repeat(300) },
      { kind: "affiliate", old_id: "e", name: "Eve", email: "not an address" },
      { ...campaign, old_id: "1", destination_url: "javascript:alert(1)" },
      { ...campaign, old_id: "2", countries: { allow: ["Germany"] } },
      { ...campaign, old_id: "3", advertiser: "nobody" },
      { ...campaign, old_id: "4" },
      { ...campaign, old_id: "5", currency: "DOGE" },
      { kind: "link", old_id: "l1", campaign: "1", affiliate: "e" },
      { kind: "balance", affiliate: "ghost", currency: "USD", amount: "1" },
      { kind: "price", campaign: "4", goal: "nothing", payout: "1" },
    ]);
    const reasons = reasonsOf(move);
    expect(reasons).toMatchObject({
      "affiliate e": expect.stringContaining("must be an email address"),
      "campaign 3": 'No advertiser "nobody" is in these files or here',
      "balance ghost/USD": 'No affiliate "ghost" is in these files or here',
      "price 4//nothing/": `Its campaign doesn't have the goal "nothing"`,
    });
    expect(reasons["advertiser b"]).toContain("Invalid name");
    expect(reasons["campaign 1"]).toContain("http");
    expect(reasons["campaign 2"]).toContain('"Germany" is no ISO 3166 code');
    expect(reasons["link l1"]).not.toBeUndefined();
    expect(tally(move)).toContain("campaign 4: create planned");
    expect(move.status).toBe("planned");
  });

  test("contradicts another one: the first counts", async () => {
    const { rows } = await planMove(api, [
      { kind: "affiliate", old_id: "twice", name: "One" },
      { kind: "affiliate", old_id: "other", name: "Another" },
    ]);
    expect(rows.map(({ verdict }) => verdict)).toEqual(["create", "create"]);
  });

  test("takes no `external_id` that is somebody else's", async () => {
    const body = { name: "Not from there", external_id: "taken" };
    const { id } = await api.call("POST", "/affiliates", body);
    const move = await planMove(api, [
      { kind: "affiliate", old_id: "taken", name: "From there" },
      { kind: "balance", affiliate: "taken", currency: "USD", amount: "9" },
    ]);
    expect(reasonsOf(move)["affiliate taken"]).toContain(
      `is already that of affiliate ${String(id)} "Not from there"`,
    );
    expect(reasonsOf(move)["balance taken/USD"]).toContain(
      'The affiliate "taken" of these files is refused',
    );
    await work(api, move.id, "apply");
    expect(await api.call("GET", `/affiliates/${String(id)}`)).toMatchObject({
      name: "Not from there",
    });
  });

  test("is refused at applying, where that comes to light only then", async () => {
    const move = await planMove(api, [
      { kind: "affiliate", old_id: "late", name: "Late" },
      { kind: "balance", affiliate: "late", currency: "USD", amount: "7" },
    ]);
    await api.call("POST", "/affiliates", {
      name: "Sooner",
      external_id: "late",
    });
    const { rows } = await work(api, move.id, "apply");
    expect(rows.map(({ state, reason }) => [state, reason])).toEqual([
      ["refused", "This external_id is already in use"],
      ["refused", 'The affiliate "late" was refused, or is gone'],
    ]);
  });

  test("is a link that clicks need all the same: they get another one, which goes with the move", async () => {
    const clicked_at = new Date(service.clock.nowMs() - DAY_MS).toISOString();
    const pair = { campaign: "needed", affiliate: "needing" };
    const move = await planMove(api, [
      { kind: "advertiser", old_id: "a", name: "Shop" },
      { kind: "affiliate", old_id: pair.affiliate, name: "Needing" },
      { ...campaign, old_id: pair.campaign, name: "Needed" },
      { kind: "click", old_id: "c-1", ...pair, clicked_at },
    ]);
    const taken = { external_id: `${pair.affiliate}/${pair.campaign}` };
    const { campaign_id, affiliate_id } = await setUp(api);
    await api.call("POST", "/links", { campaign_id, affiliate_id, ...taken });
    const applied = await work(api, move.id, "apply");
    const links = applied.rows.filter(({ kind }) => kind === "link");
    expect(links.map(({ state }) => state)).toEqual(["refused", "done"]);
    const path = `/links/${links[1]?.id}`;
    expect((await api.try("GET", path)).status).toBe(200);
    await work(api, move.id, "undo");
    expect((await api.try("GET", path)).status).toBe(404);
  });
});

const DAY_MS = 86_400_000;

describe("a request that can't be", () => {
  async function ask(body: unknown) {
    const { status, body: answer } = await api.try("POST", "/moves", body);
    return [status, answer["code"], String(answer["detail"])] as const;
  }

  test("is refused by name, and leaves nothing", async () => {
    const file = fileOf(NETWORK);
    expect(await ask({ from: "csv" })).toMatchObject([
      422,
      "invalid_request",
      "Invalid files",
    ]);
    expect((await ask({ from: "?", files: [file] }))[0]).toBe(422);
    expect((await ask({ from: "csv", files: [] }))[0]).toBe(422);
    for (const more of [{ currency: "XXXX" }, { timezone: "Mars/Base" }]) {
      const [status] = await ask({ from: "csv", files: [file], ...more });
      expect([more, status]).toEqual([more, 422]);
    }
    expect(
      await ask({ from: "csv", files: [{ name: "a", text: "" }] }),
    ).toMatchObject([422, "invalid_request", 'The file "a" is empty']);
    await expectNothingWritten(service, async () => {
      const mapping = { ID: "external_id:\0" };
      const mapped = await ask({ from: "csv", files: [file], mapping });
      expect(mapped).toMatchObject([
        422,
        "invalid_request",
        "Invalid mapping: can't have a NUL character",
      ]);
      for (const [wrong, detail] of [
        [
          { ...file, name: "a\0.csv" },
          "The name of a file can't have a NUL character",
        ],
        [{ name: "a", text: "" }, 'The file "a" is empty'],
      ] as const) {
        for (const files of [[wrong], [file, wrong]]) {
          const named = await ask({ from: "csv", files });
          expect(named).toEqual([422, "invalid_request", detail]);
        }
      }
    });
    const { data } = await api.call<{ data: unknown[] }>(
      "GET",
      "/moves?status=reading",
    );
    expect(data).toEqual([]);
  });

  async function upload(files: Record<string, Blob>, fields = { from: "csv" }) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    for (const [name, blob] of Object.entries(files)) {
      form.append("file", blob, name);
    }
    return await api.fetch<Record<string, unknown>>("/api/v1/moves", {
      method: "POST",
      headers: { authorization: `Bearer ${api.token}` },
      body: form,
    });
  }

  test("a packed file that is a bomb, cut off or none is refused", async () => {
    const bomb = Bun.gzipSync(
      Buffer.from(`kind,id,name\n${`${"x".repeat(100_000)}\n`.repeat(900)}`),
    );
    const { status, body } = await upload({ "bomb.csv.gz": new Blob([bomb]) });
    expect([status, body["detail"]]).toEqual([
      422,
      expect.stringContaining("grows more than 200 times"),
    ]);
    const good = Bun.gzipSync(Buffer.from(fileOf(NETWORK).text));
    const cut = await upload({
      "cut.csv.gz": new Blob([good.subarray(0, good.length / 2)]),
    });
    expect([cut.status, cut.body["detail"]]).toEqual([
      422,
      expect.stringContaining("damaged or cut off"),
    ]);
    const whole = await upload({ "good.csv.gz": new Blob([good]) });
    expect(whole.status).toBe(201);
  });

  test("only an admin may", async () => {
    const { token } = await api.call<{ token: string }>("POST", "/tokens", {
      ...{ name: "office", role: "manager" },
    });
    const answer = await api.fetch("/api/v1/moves", {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(404);
  });
});
