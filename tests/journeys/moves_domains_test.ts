// A network's tracking domains move in with the pages where their dead links end.
import { expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { fileOf, work } from "../moves_world.ts";
import type { ShownMove } from "../moves_world.ts";

const { api } = await serviceForFile();

const THINGS = [
  {
    kind: "domain",
    host: "Go.Old.Example",
    fallback_url: "https://old.example/",
  },
  { kind: "domain", host: "two.old.example" },
  { kind: "domain", host: "https://three.old.example/path" },
];

async function move(dry_run: boolean): Promise<ShownMove> {
  const body = { from: "csv", files: [fileOf(THINGS)], dry_run };
  return await api.call<ShownMove>("POST", "/moves", body);
}

async function listed() {
  const { data } = await api.call<{ data: Record<string, unknown>[] }>(
    "GET",
    "/domains?sort=host",
  );
  return data.map(({ host, fallback_url }) => [host, fallback_url]);
}

test("domains are here with their fallbacks, once, until the move is undone", async () => {
  const planned = await move(true);
  expect(planned.rows.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ["create", null],
    ["create", null],
    ["refuse", expect.stringContaining("must be a host such as go.example")],
  ]);
  expect(planned.rows[0]?.notes).toEqual(["Point Go.Old.Example at Tallyho"]);
  expect(await listed()).toEqual([]);

  await work(api, planned.id, "apply");
  const both = [
    ["go.old.example", "https://old.example/"],
    ["two.old.example", null],
  ];
  expect(await listed()).toEqual(both);
  const { headers } = await api.fetch("/click?pid=9&offer_id=9", {
    headers: { host: "go.old.example" },
  });
  expect(headers.get("location")).toBe("https://old.example/");

  const again = await move(false);
  expect(again.rows.map(({ verdict }) => verdict)).toEqual([
    "skip",
    "skip",
    "refuse",
  ]);
  expect(await listed()).toEqual(both);
  await work(api, planned.id, "undo");
  expect(await listed()).toEqual([]);
});

test("a fallback that was set here stays", async () => {
  const host = "go.old.example";
  const own = { host, fallback_url: "https://new.example/" };
  await api.call("POST", "/domains", own);
  const { rows } = await move(true);
  expect(rows[0]).toMatchObject({
    verdict: "skip",
    reason: "It is here with another fallback, which stays",
  });
});
