// Other systems know what they set up by ids of their own: those stand wherever an
// id of an advertiser, affiliate, campaign or link does.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { head, sendRaw } from "../raw_http.ts";
import { expectNothingWritten } from "../refusals.ts";

const service = await serviceForFile();
const { api } = service;
/** Each sign that a path, a query or a list of Postgres treats in a way of its own. */
const HARD = `a:b/c ü%2F{"\\,}é😀?&=+#'`;
const EXTERNAL = {
  advertiser: `A ${HARD}`,
  affiliate: `P ${HARD}`,
  campaign: `C ${HARD}`,
  link: `L ${HARD}`,
};
const setup = await setUp(api, {
  advertiser: { external_id: EXTERNAL.advertiser },
  affiliate: { external_id: EXTERNAL.affiliate },
  campaign: { external_id: EXTERNAL.campaign },
  link: { external_id: EXTERNAL.link },
});
const other = await setUp(api, {
  advertiser: { external_id: "other" },
  affiliate: { external_id: "other" },
  campaign: { external_id: "other" },
});
const named = (kind: keyof typeof EXTERNAL) => `external_id:${EXTERNAL[kind]}`;
const inPath = (text: string) => encodeURIComponent(`external_id:${text}`);

async function clientOf(role: "affiliate" | "advertiser", id: number) {
  const party = `${role}_id`;
  const made = await api.call("POST", "/tokens", {
    name: role,
    role,
    [party]: id,
  });
  return new ApiClient(api.url, String(made.token));
}

describe("in a path", () => {
  test.each([
    [`/advertisers/{}`, "advertiser"],
    [`/advertisers/{}/sources`, "advertiser"],
    [`/affiliates/{}`, "affiliate"],
    [`/affiliates/{}/balance`, "affiliate"],
    [`/affiliates/{}/postbacks`, "affiliate"],
    [`/campaigns/{}`, "campaign"],
    [`/campaigns/{}/goals`, "campaign"],
    [`/campaigns/{}/goals/sale/payouts`, "campaign"],
    [`/campaigns/{}/effective?affiliate_id=1`, "campaign"],
    [`/links/{}`, "link"],
  ] as const)("%s is the one with its id", async (path, kind) => {
    const at = (id: string) => api.try("GET", path.replace("{}", id));
    const by_id = await at(String(setup[`${kind}_id`]));
    expect(by_id.status).toBe(200);
    expect(await at(inPath(EXTERNAL[kind]))).toMatchObject({
      status: 200,
      body: by_id.body,
    });
    for (const unknown of [
      inPath("nobody"),
      inPath(""),
      "external_id:%00",
      "external_id:%E0%A4%A",
    ]) {
      const answer = await at(unknown);
      expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
    }
  });

  test("twice, with a colon as it is, and in each method", async () => {
    const path = `/campaigns/external_id:other/affiliates`;
    await api.call("POST", path, {
      affiliate_id: setup.affiliate_id,
      status: "approved",
    });
    const one = `${path}/${inPath(EXTERNAL.affiliate)}`;
    expect(await api.call("GET", one)).toMatchObject({
      affiliate_id: setup.affiliate_id,
    });
    expect(
      (await api.try("PATCH", one, { status: "blocked", reason: "no" })).status,
    ).toBe(200);
    expect((await api.try("DELETE", one)).status).toBe(204);
    const clicked = await api.call(
      "POST",
      `/links/${inPath(EXTERNAL.link)}/test-click`,
    );
    expect(clicked).toHaveProperty("click_id");
  });

  test("whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .string({ minLength: 1, maxLength: 50, unit: "grapheme" })
          .filter((text) => !text.includes("\0")),
        async (external_id) => {
          const { id } = await api.call("POST", "/advertisers", {
            name: "Any",
            external_id: `x${external_id}`,
          });
          expect(
            await api.call("GET", `/advertisers/${inPath(`x${external_id}`)}`),
          ).toMatchObject({ id });
        },
      ),
      { numRuns: 30, seed: 7 },
    );
  });
});

describe("in a body", () => {
  test("in each field that names one, in lists and in filters", async () => {
    const made = await api.call("POST", "/links", {
      campaign_id: named("campaign"),
      affiliate_id: named("affiliate"),
    });
    expect(made).toMatchObject({
      campaign_id: setup.campaign_id,
      affiliate_id: setup.affiliate_id,
    });
    const smart = await api.call("POST", "/links", {
      affiliate_id: named("affiliate"),
      smart: [{ campaign_id: "external_id:other", weight: 1 }],
    });
    expect(smart).toMatchObject({
      smart: [{ campaign_id: other.campaign_id }],
    });
    const run = await api.call("POST", "/payment-runs", {
      currency: "USD",
      up_to: "2026-11-22T00:00:00Z",
      affiliate_ids: [named("affiliate"), other.affiliate_id],
      dry_run: true,
    });
    expect(run).toMatchObject({ dry_run: true });
    const replay = await api.call("POST", "/deliveries/replay", {
      filter: { campaign_id: named("campaign") },
      dry_run: true,
    });
    expect(replay).toMatchObject({ dry_run: true });
    const token = await api.call("POST", "/tokens", {
      name: "by external id",
      role: "affiliate",
      affiliate_id: named("affiliate"),
    });
    expect(token).toMatchObject({ affiliate_id: setup.affiliate_id });
  });

  test("an unknown one is named", async () => {
    for (const [path, body, field] of [
      [
        "/links",
        { campaign_id: "external_id:x", affiliate_id: 1 },
        "campaign_id",
      ],
      [
        "/links",
        {
          affiliate_id: 1,
          smart: [
            { campaign_id: 1, weight: 1 },
            { campaign_id: "external_id:x", weight: 1 },
          ],
        },
        "smart.1.campaign_id",
      ],
      [
        "/payment-runs",
        { currency: "USD", affiliate_ids: ["external_id:x"] },
        "affiliate_ids.0",
      ],
      [
        "/deliveries/replay",
        { filter: { affiliate_id: "external_id:\0" } },
        "filter.affiliate_id",
      ],
    ] as const) {
      const answer = await expectNothingWritten(service, () =>
        api.try("POST", path, body),
      );
      expect(answer).toMatchObject({
        status: 422,
        body: { code: "unknown_reference", errors: [{ field }] },
      });
    }
  });

  test("of a bulk, each item for itself", async () => {
    const affiliate_id = named("affiliate");
    const items = [
      { campaign_id: named("campaign"), affiliate_id },
      { campaign_id: "external_id:x", affiliate_id },
    ];
    const made = await api.call("POST", "/bulk/links", {
      items,
      partial: true,
    });
    expect(made.data).toMatchObject([
      { status: 201, made: { campaign_id: setup.campaign_id } },
      {
        status: 422,
        code: "unknown_reference",
        errors: [{ field: "campaign_id" }],
      },
    ]);
  });

  test("an external id of another kind is none", async () => {
    const answer = await api.try("POST", "/links", {
      campaign_id: named("affiliate"),
      affiliate_id: 1,
    });
    expect(answer.body).toMatchObject({ code: "unknown_reference" });
  });

  test("other fields are left alone", async () => {
    const made = await api.call("POST", "/advertisers", {
      name: "external_id:other",
      external_id: "external_id:other",
    });
    expect(made).toMatchObject({
      name: "external_id:other",
      external_id: "external_id:other",
    });
  });
});

describe("in a filter", () => {
  test("finds what the id finds, and an unknown one finds nothing", async () => {
    for (const [path, kind] of [
      ["/campaigns?advertiser_id=", "advertiser"],
      ["/links?affiliate_id=", "affiliate"],
      ["/links?campaign_id=", "campaign"],
      ["/clicks?link_id=", "link"],
      ["/conversions?campaign_id=", "campaign"],
      ["/postbacks?advertiser_id=", "advertiser"],
    ] as const) {
      const by_id = await api.call("GET", path + setup[`${kind}_id`]);
      expect(await api.call("GET", path + inPath(EXTERNAL[kind]))).toEqual(
        by_id,
      );
      const none = await api.call("GET", `${path}external_id:nobody`);
      expect(none).toMatchObject({ data: [] });
    }
    const { data } = await api.call(
      "GET",
      `/links?campaign_id=${inPath(EXTERNAL.campaign)}&limit=1`,
    );
    expect(data).toHaveLength(1);
  });
});

describe("what a role may not see stays hidden:", () => {
  test("a foreign external id is answered as one that nobody has", async () => {
    const affiliate = await clientOf("affiliate", setup.affiliate_id);
    expect(
      (
        await affiliate.try(
          "GET",
          `/affiliates/${inPath(EXTERNAL.affiliate)}/balance`,
        )
      ).status,
    ).toBe(200);
    const advertiser = await clientOf("advertiser", setup.advertiser_id);
    const window = { from: "2026-11-01", to: "2026-11-02" };
    const upload = (advertiser_id: string) =>
      advertiser.try("POST", "/reconciliations", {
        ...window,
        advertiser_id,
        file: "order_id,amount\n1,1\n",
      });
    for (const ask of [
      (text: string) =>
        affiliate.try("GET", `/affiliates/external_id:${text}/balance`),
      (text: string) => affiliate.try("GET", `/campaigns/external_id:${text}`),
      (text: string) =>
        advertiser.try(
          "GET",
          `/reconciliations?advertiser_id=external_id:${text}`,
        ),
      (text: string) => upload(`external_id:${text}`),
    ]) {
      const [foreign, nobody] = [await ask("other"), await ask("nobody")];
      expect({ ...foreign, headers: null }).toEqual({
        ...nobody,
        headers: null,
      });
    }
    expect((await upload("external_id:other")).status).toBe(404);
    expect((await upload(named("advertiser"))).status).toBe(201);
  });
});

describe("with a file", () => {
  test("in a field of a form, in the query, and in JSON", async () => {
    const file = "order_id,amount\n1,1\n";
    const form = new FormData();
    form.set("advertiser_id", named("advertiser"));
    form.set("file", new Blob([file]), "a.csv");
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
    const by_form = await api.fetch("/api/v1/imports", {
      method: "POST",
      headers,
      body: form,
    });
    const query = `advertiser_id=${inPath(EXTERNAL.advertiser)}`;
    const by_query = await api.fetch(`/api/v1/imports?${query}`, {
      method: "POST",
      headers: { ...headers, "content-type": "text/csv" },
      body: `${file}2,2\n`,
    });
    for (const { status, body } of [by_form, by_query]) {
      expect({ status, advertiser_id: body.advertiser_id }).toEqual({
        status: 201,
        advertiser_id: setup.advertiser_id,
      });
    }
    const unknown = await api.try("POST", "/imports", {
      advertiser_id: "external_id:nobody",
      file,
    });
    expect(unknown).toMatchObject({
      status: 422,
      body: { code: "unknown_reference", errors: [{ field: "advertiser_id" }] },
    });
  });
});

test("a body that is cut off or no JSON is malformed", async () => {
  const headers = {
    Authorization: `Bearer ${ADMIN_TOKEN}`,
    "Content-Type": "application/json",
  };
  for (const body of ['{"campaign_id":"external_id:', "external_id:", ""]) {
    const bytes = head("POST", "/api/v1/links", {
      ...headers,
      "Content-Length": body.length,
    });
    const [answer] = await sendRaw(service.url, bytes + body);
    expect([400, 422]).toContain(answer?.status ?? 0);
  }
  const cut = head("POST", "/api/v1/links", {
    ...headers,
    "Content-Length": 50,
  });
  const [none] = await sendRaw(service.url, `${cut}{"campaign_id":`, {
    ends: true,
  });
  expect([0, 400]).toContain(none?.status ?? 0);
});

test("the document says so wherever it holds", async () => {
  const { body } = await api.fetch<{
    paths: Record<
      string,
      Record<
        string,
        {
          parameters?: { name: string; description: string }[];
          requestBody?: {
            content: Record<
              string,
              { schema: { properties: Record<string, unknown> } }
            >;
          };
        }
      >
    >;
  }>("/openapi.json");
  const goals = body.paths["/api/v1/campaigns/{id}/goals"]?.get;
  expect(goals?.parameters?.[0]?.description).toContain("external_id:");
  const links =
    body.paths["/api/v1/links"]?.post?.requestBody?.content["application/json"]
      ?.schema;
  expect(JSON.stringify(links?.properties["campaign_id"])).toContain(
    "external_id:",
  );
  expect(JSON.stringify(links?.properties["smart"])).toContain("external_id:");
  const filtered = body.paths["/api/v1/links"]?.get?.parameters?.find(
    ({ name }) => name === "campaign_id",
  );
  expect(filtered?.description).toContain("external_id:");
});
