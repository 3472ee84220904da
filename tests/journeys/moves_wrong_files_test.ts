// Who moves a network does so once, at night, with files that somebody else exported: the wrong ones,
// empty ones, with names and amounts as the world has them. Each is answered by a sentence.
import { expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import type { ShownMove } from "../moves_world.ts";
import { work } from "../moves_world.ts";
import { exportOf } from "../old_networks.ts";

const service = await serviceForFile();
const { api } = service;

async function plan(
  from: string,
  files: { name: string; text: string }[],
  more: Record<string, unknown> = {},
): Promise<ShownMove> {
  const body = { from, files, currency: "EUR", ...more };
  return await api.call<ShownMove>("POST", "/moves", body);
}

function said({ rows }: ShownMove) {
  return rows.map(({ kind, old_id, verdict, reason, notes }) =>
    [kind, old_id, verdict, reason, ...notes].join(" | "),
  );
}

test.each([
  ["tune", "everflow", "offers lacks the columns id and offer_url"],
  ["keitaro", "tune", "none of its tables has rows in it"],
  ["tune", "keitaro", "It is no table of TUNE that can be read"],
  ["csv", "affise", "affiliates needs the column name"],
  ["post_affiliate_pro", "scaleo", "It is no table of Post Affiliate Pro"],
  ["voluum", "binom", "It is no table of Voluum that can be read"],
] as const)(
  "of %s, files of %s have nothing, and say why",
  async (...given) => {
    const [from, other, why] = given;
    const move = await plan(from, await exportOf(other, "https://kim.example"));
    expect(move.status).toBe("planned");
    const wrong = move.rows.filter(
      ({ verdict }) => verdict !== "refuse" && verdict !== "skip",
    );
    expect(wrong).toEqual([]);
    expect(said(move).join("\n")).toContain(why);
  },
);

test("of an id that is there twice the first counts, and nobody's rights grow by an address", async () => {
  const boss = { email: "boss@example.com", name: "Boss", role: "admin" };
  const password = "correct horse battery 9";
  await api.call("POST", "/users", { ...boss, password });
  const text = `id,name,email
1,One,same@example.com
1,Other,other@example.com
2,Two,same@example.com
3,Boss,boss@example.com
`;
  const files = [{ name: "affiliates.csv", text }];
  const more = { dry_run: false, invite: true };
  const move = await plan("csv", files, more);
  const no_mail =
    "It was invited, but no mail was sent: invite it anew to get the link";
  expect(said(move)).toEqual([
    `affiliate | 1 | create |  | ${no_mail}`,
    "skipped |  | skip | The affiliate 1 is there twice: what affiliates.csv, row 2 says of it counts",
    `affiliate | 2 | create |  | ${no_mail}`,
    'affiliate | 3 | create |  | It was not invited: A user "boss@example.com" exists',
  ]);
  const { data: users } = await api.call<{ data: unknown[] }>("GET", "/users");
  expect(users).toMatchObject([{ ...boss, affiliate_id: null }]);
  const { data: invited } = await api.call<{ data: Record<string, unknown>[] }>(
    "GET",
    "/invitations",
  );
  expect(invited.map(({ role }) => role)).toEqual(["affiliate", "affiliate"]);
  await work(api, move.id, "undo");
  const open = await api.call<{ data: unknown[] }>(
    "GET",
    "/invitations?accepted=false&revoked=false",
  );
  expect(open.data).toEqual([]);
});

test("names and amounts are read as the world writes them, or refused", async () => {
  const name = "😀 Kim 👩‍👩‍👧 שלום";
  const campaign = "https://shop.example/,EUR";
  const files = [
    {
      name: "affiliates.csv",
      text: `id,name\nn1,${name}\nn2,Two\nn3,${"é".repeat(5_000)}\n`,
    },
    {
      name: "campaigns.csv",
      text: `id,name,destination_url,currency,payout
k1,One,${campaign},"1,234.50"
k2,Two,${campaign},"1.234,50"
k3,Three,${campaign},"1,234"
`,
    },
    {
      name: "balances.csv",
      text: `affiliate,currency,amount
n1,EUR,"1,234.50"
n2,EUR,"1.234,50"
n1,XYZ,5
n2,Euro,5
n3,EUR,1
`,
    },
  ];
  const move = await plan("csv", files, { dry_run: false });
  const refused = move.rows.filter(({ state }) => state === "refused");
  expect(refused.map(({ reason }) => reason).toSorted()).toEqual([
    '"Euro" is no ISO 4217 currency',
    '"XYZ" is no ISO 4217 currency',
    "Invalid name: name must have at most 200 characters",
    'Its payout "1,234" can be read in two ways: write a point before the fraction, and nothing between thousands',
    'The affiliate "n3" of these files is refused',
  ]);
  expect(await api.call("GET", "/affiliates/external_id:n1")).toMatchObject({
    name,
  });
  for (const key of ["k1", "k2"]) {
    expect(
      await api.call("GET", `/campaigns/external_id:${key}`),
    ).toMatchObject({ goals: [{ payout: { amount: "1234.5" } }] });
  }
  const { data } = await api.call<{ data: unknown[] }>(
    "GET",
    "/ledger/accounts",
  );
  expect(data).toMatchObject([{ currency: "EUR", payable: "-2469.00" }]);
});
