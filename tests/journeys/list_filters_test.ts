// A list refuses filters that it doesn't know: it never returns other rows instead.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;
const one = await setUp(api);
const other = await setUp(api, {
  affiliate: { status: "paused", external_id: "P-1" },
});

interface List {
  data: Record<string, unknown>[];
}

interface Refused {
  errors: { field: string; message: string; allowed?: string[] }[];
}

const errorsOf = (body: unknown) => (body as Refused).errors;

const at = (path: string) =>
  path
    .replace("ADVERTISER", String(one.advertiser_id))
    .replace("AFFILIATE", String(one.affiliate_id))
    .replace("CAMPAIGN", String(one.campaign_id));

const LISTS = [
  ...["advertisers", "affiliates", "campaigns", "links", "traffic-rules"],
  ...[
    "conversion-rules",
    "domains",
    "risk-rules",
    "backfill-windows",
    "moves/forwards",
    "users",
    "tokens",
    "tasks",
  ],
  ...["payment-runs", "payments", "invoices", "clicks", "postbacks"],
  ...["conversions", "deliveries", "reconciliations", "imports", "fx-rates"],
  ...["ledger/transactions", "periods", "jobs", "postback-presets"],
  ...["campaigns/CAMPAIGN/goals", "campaigns/CAMPAIGN/goals/sale/payouts"],
  ...["campaigns/CAMPAIGN/destinations", "campaigns/CAMPAIGN/caps"],
  ...["affiliates/AFFILIATE/balance"],
  ...["campaigns/CAMPAIGN/affiliates", "affiliates/AFFILIATE/postbacks"],
  ...[
    "advertisers/ADVERTISER/sources",
    "advertisers/ADVERTISER/sources/health",
  ],
];

test.each(LISTS)(
  "the list of %s names an unknown parameter, and those that it takes",
  async (path) => {
    const [generated = "zz"] = fc.sample(
      fc.stringMatching(/^zz_[a-z]{1,12}$/),
      1,
    );
    for (const name of ["statsu", "Limit", generated]) {
      const { status, body } = await api.try("GET", `/${at(path)}?${name}=x`);
      expect([name, status, body.code]).toEqual([name, 422, "invalid_request"]);
      const [error] = errorsOf(body);
      expect(error?.field).toBe(name);
      expect(error?.allowed).toEqual(
        expect.arrayContaining(["limit", "cursor"]),
      );
    }
    expect((await api.try("GET", `/${at(path)}?limit=1`)).status).toBe(200);
  },
);

describe("lists of what is set up are narrowed by what their rows show:", () => {
  test.each([
    ["affiliates?status=paused", [other.affiliate_id]],
    ["affiliates?status=blocked", []],
    ["affiliates?external_id=P-1", [other.affiliate_id]],
    [`campaigns?advertiser_id=${one.advertiser_id}`, [one.campaign_id]],
    ["campaigns?status=paused", []],
    [`links?affiliate_id=${other.affiliate_id}`, [other.link_id]],
    [`links?campaign_id=${one.campaign_id}&paused=false`, [one.link_id]],
    [`links?slug=${one.slug}`, [one.link_id]],
    ["links?paused=true", []],
  ])("%s", async (path, ids) => {
    const { data } = await api.call<List>("GET", `/${path}`);
    expect(data.map(({ id }) => id) as unknown[]).toEqual(ids);
  });

  test.each([
    ["affiliates?status=stopped", ["pending", "active", "paused", "blocked"]],
    ["campaigns?visibility=all", ["public", "request", "private"]],
    ["links?paused=yes", ["true", "false"]],
    [
      "conversions?status=done",
      ["pending", "approved", "rejected", "reversed"],
    ],
  ])("%s names what is allowed", async (path, allowed) => {
    const { status, body } = await api.try("GET", `/${path}`);
    expect(status).toBe(422);
    expect(errorsOf(body)).toMatchObject([{ allowed }]);
  });

  test("an impossible id is named", async () => {
    for (const id of ["0", "-1", "x", "99999999999"]) {
      const { status } = await api.try("GET", `/links?campaign_id=${id}`);
      expect([id, status]).toEqual([id, 422]);
    }
  });
});

describe("a body", () => {
  const affiliate = `/affiliates/${one.affiliate_id}`;
  const campaign = `/campaigns/${one.campaign_id}`;
  const none = { type: "none" };
  const goal = { key: "x", revenue: none, payout: none, dedupe: "never" };

  test.each([
    [
      "PATCH",
      affiliate,
      { status: "stopped" },
      "status",
      "pending active paused blocked",
    ],
    [
      "PATCH",
      campaign,
      { over_cap: "drop" },
      "over_cap",
      "reject pending unpaid accept",
    ],
    [
      "PATCH",
      affiliate,
      { schedule: "daily" },
      "schedule",
      "weekly biweekly monthly net15 net30",
    ],
    ["POST", `${campaign}/goals`, goal, "dedupe", "order click every"],
  ])(
    "%s %s with %p names the values of %s",
    async (method, path, given, field, values) => {
      const { status, body } = await api.try(method, path, given);
      expect(status).toBe(422);
      const errors = errorsOf(body);
      expect(errors).toMatchObject([{ field, allowed: values.split(" ") }]);
      expect(errors[0]?.message).not.toContain("union");
    },
  );

  test("names the fields that there are beside an unknown one", async () => {
    const { body } = await api.try("PATCH", affiliate, { statsu: "active" });
    const [error] = errorsOf(body);
    expect(error?.field).toBe("statsu");
    expect(error?.allowed).toContain("status");
  });
});

describe("q finds a part of name, email, slug or external id:", () => {
  const make = (name: string, more: object) =>
    api.call<{ id: number }>("POST", "/affiliates", { name, ...more });
  const found = async (q: string) => {
    const path = `/affiliates?q=${encodeURIComponent(q)}&limit=500`;
    return (await api.call<List>("GET", path)).data.map(({ id }) => id);
  };

  test("whatever the case, and no sign is a wildcard", async () => {
    const { id } = await make("Größe 100%_Äffiliate\\x", {
      email: "Q.Finder@network.example",
      external_id: "QX-17",
    });
    for (const q of [
      "größe",
      "GRÖSSE".replace("SS", "ß"),
      "100%_",
      "e\\X",
      "q.finder@",
      "qx-1",
    ]) {
      expect(await found(q)).toEqual([id]);
    }
    for (const q of ["%%%", "___", "Gr_ße", "100%%", "qx%17"]) {
      expect(await found(q)).toEqual([]);
    }
  });

  test("generated texts find their own row", async () => {
    const texts = fc.sample(fc.stringMatching(/^[a-zA-Z%_\\.-]{6,12}$/), 8);
    for (const [at, text] of texts.entries()) {
      const { id } = await make(`row ${at} ${text}`, {});
      expect(await found(`${at} ${text.toUpperCase()}`)).toContain(id);
    }
  });

  test.each(["advertisers", "campaigns", "links"])(
    "in %s too",
    async (list) => {
      const all = await api.call<List>("GET", `/${list}?limit=500`);
      const none = await api.call<List>("GET", `/${list}?q=no%20such%20text`);
      expect(none.data).toEqual([]);
      const [first] = all.data;
      const text = String(first?.name ?? first?.slug);
      const path = `/${list}?q=${encodeURIComponent(text.slice(1))}`;
      const { data } = await api.call<List>("GET", path);
      expect(data.map(({ id }) => id)).toContain(first?.id);
    },
  );
});
