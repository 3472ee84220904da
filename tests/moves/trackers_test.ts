import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { MovedRow, MoveSource } from "../../modules/moves/mod.ts";
import {
  EXAMPLES,
  exampleFiles,
  moveFile,
  reasonsOf,
  rowsOf,
  thingsOf,
} from "./moved_rows.ts";

/** Trackers whose example network has files of tables, and its things in `expected.json`. */
const TRACKERS: readonly MoveSource[] = [
  ...(["affise", "binom", "cake", "everflow", "post_affiliate_pro"] as const),
  ...(["scaleo", "tune", "voluum"] as const),
];

function namesOf(from: string): string[] {
  const names = readdirSync(join(EXAMPLES, from));
  return names.filter((name) => name !== "expected.json").sort();
}

async function expectedOf(from: string): Promise<MovedRow[]> {
  return (await Bun.file(
    join(EXAMPLES, from, "expected.json"),
  ).json()) as never;
}

describe.each(TRACKERS)("the example network of %s", (from) => {
  test("has the things that were expected", async () => {
    const rows = await rowsOf(from, await exampleFiles(from, namesOf(from)));
    expect(rows).toEqual(await expectedOf(from));
  });

  test("is the same in pieces of any length, and its files in another order", async () => {
    const names = namesOf(from);
    for (const piece_chars of [1, 13]) {
      const files = await exampleFiles(from, names, piece_chars);
      expect(await rowsOf(from, files)).toEqual(await expectedOf(from));
    }
    const turned = await exampleFiles(from, names.toReversed());
    const kinds = (rows: MovedRow[]) =>
      rows.map(({ thing }) => thing.kind).sort();
    expect(kinds(await rowsOf(from, turned))).toEqual(
      kinds(await expectedOf(from)),
    );
  });
});

test.each(TRACKERS)(
  "%s refuses what is no table of it by one fault",
  async (from) => {
    for (const text of [
      "",
      "\n\n",
      "a,b\n1,2\n",
      "\0\0",
      "{}",
      "[]",
      "<html>",
    ]) {
      const rows = await rowsOf(from, [moveFile("strange.csv", text)]);
      expect(rows).toHaveLength(1);
      expect(rows[0]!.thing.kind).toBe("unreadable");
    }
  },
);

describe("a table is told by its columns, and else by its file's name", () => {
  test("where two tables have the same columns", async () => {
    const text = "id,company,status\n7,Kim Blogs,active\n";
    const unnamed = await rowsOf("tune", [moveFile("export.csv", text)]);
    expect(reasonsOf(unnamed)).toEqual([
      "export.csv:1 unreadable: It is no table of TUNE that can be read: by its columns it could be advertisers or affiliates, so put the word into the file's name",
    ]);
    const named = await rowsOf("tune", [moveFile("My Partners.csv", text)]);
    expect(thingsOf(named, "affiliate")).toHaveLength(1);
  });

  test("a column that is missing is named", async () => {
    const file = moveFile("offers.csv", "id,name,status\n1,x,active\n");
    expect(reasonsOf(await rowsOf("tune", [file]))).toEqual([
      "offers.csv:1 unreadable: It is no table of TUNE that can be read: offers lacks the column offer_url",
    ]);
  });

  test("our own tables complete a tracker's, by their names", async () => {
    const balances = "affiliate,currency,amount\n7,EUR,12.50\n";
    const domains = "host\ngo.example.com\n";
    for (const from of TRACKERS) {
      const rows = await rowsOf(from, [
        moveFile("balances.csv", balances),
        moveFile("domains.csv", domains),
      ]);
      expect(rows.map(({ thing }) => thing)).toEqual([
        { kind: "balance", affiliate: "7", currency: "EUR", amount: "12.5" },
        { kind: "domain", host: "go.example.com" },
      ]);
    }
  });
});

test("a quote that isn't closed costs its section's rest, and no other section", async () => {
  const text =
    '[[AFFILIATES]]\n!USERID,!REFID\n"1","kim"\n"2","le\n[[CAMPAIGNS]]\n!CAMPAIGNID,!NAME\n"c1","Shoes"\n[[BANNERS]]\n!BANNERID,!CAMPAIGNID,!DESTINATIONURL\n"b1","c1","https://x.example/"\n';
  const file = moveFile("export.csv", text);
  const rows = await rowsOf("post_affiliate_pro", [file]);
  expect(rows.map(({ thing }) => thing.kind)).toEqual([
    ...(["affiliate", "unreadable", "campaign"] as const),
  ]);
});

describe("an API's answer as JSON", () => {
  const row = (id: number) => `{"id":${id},"title":"Shoe Shop"}`;
  test.each<[string, string]>([
    ["a list", `[${row(1)},${row(2)}]`],
    [
      "an object with a list",
      `{"status":1,"advertisers":[${row(1)},${row(2)}]}`,
    ],
    [
      "printed over lines",
      `{\n "advertisers" : [\n ${row(1)},\n ${row(2)} ]\n}`,
    ],
    ["a row in a line", `${row(1)}\n${row(2)}\n`],
    ["rows in a wrapper", `[{"a":${row(1)}},{"a":${row(2)}}]`],
    ["with a byte order mark", `\uFEFF[${row(1)},${row(2)}]`],
  ])("%s", async (_name, text) => {
    for (const piece_chars of [3, 1_000]) {
      const file = moveFile("advertisers.json", text, piece_chars);
      const found = thingsOf(await rowsOf("affise", [file]), "advertiser");
      expect(found.map(({ old_id }) => old_id)).toEqual(["1", "2"]);
    }
  });
});

describe("TUNE's quotes", () => {
  test.each<[string, string]>([
    [String.raw`"say \\"hi\\", ok"`, 'say "hi", ok'],
    [String.raw`"say \"hi\""`, 'say "hi"'],
    ['"say ""hi"""', 'say "hi"'],
    [String.raw`a \ b`, String.raw`a \ b`],
  ])("%s", async (cell, name) => {
    for (const piece_chars of [1, 2, 100]) {
      const text = `id,company\n7,${cell}\n`;
      const file = moveFile("affiliates.csv", text, piece_chars);
      const [one] = thingsOf(await rowsOf("tune", [file]), "affiliate");
      expect(one!.name).toBe(name);
    }
  });
});

test("every macro that a tracker's is translated to is one of ours", async () => {
  const page = await Bun.file("docs/reference/macros.md").text();
  const rows = page.split("\n").filter((line) => line.startsWith("| `{"));
  const of_clicks = new Set<string>();
  const all = new Set<string>();
  for (const line of rows) {
    const [, named = "", , destinations = ""] = line.split("|");
    for (const [, name = ""] of named.matchAll(/`\{([a-z_]+\d*)/g)) {
      all.add(name);
      if (destinations.includes("yes")) of_clicks.add(name);
    }
  }
  for (let number = 1; number <= 10; number++) {
    of_clicks.add(`sub${number}`);
    all.add(`sub${number}`);
  }
  for (const from of [...TRACKERS, "keitaro", "prosper202"] as const) {
    const names = namesOf(from);
    for (const { thing } of await rowsOf(
      from,
      await exampleFiles(from, names),
    )) {
      if (thing.kind === "campaign") {
        expect(
          macrosOf(thing.destination_url).filter((one) => !of_clicks.has(one)),
        ).toEqual([]);
      }
      if (thing.kind === "endpoint") {
        const left = thing.untranslated.map((macro) =>
          macro.replaceAll(/[{}]/g, ""),
        );
        const strange = macrosOf(thing.url).filter((one) => !all.has(one));
        expect(strange.filter((one) => !left.includes(one))).toEqual([]);
      }
    }
  }
});

function macrosOf(url: string): string[] {
  return [...url.matchAll(/\{_?([^{}:]+)(?::[^{}]*)?\}/g)].map(
    ([, name = ""]) => name,
  );
}
