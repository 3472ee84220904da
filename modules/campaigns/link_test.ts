import { describe, expect, test } from "bun:test";
import { setUp } from "../../tests/factory.ts";
import { serviceForFile } from "../../tests/harness.ts";

const { api, configuration } = await serviceForFile();
type Row = Record<string, unknown> & { id: number };
type Smart = Row & { smart: { campaign_id: number; link_id: number }[] };

async function refusal(method: string, path: string, body: unknown) {
  const answer = await api.try(method, path, body);
  const [error] = (answer.body.errors ?? []) as { field: string }[];
  return `${answer.status} ${String(answer.body.code)} ${error?.field ?? ""}`;
}

describe("a smart link", () => {
  test("has a plain link of the same affiliate behind each campaign", async () => {
    const { campaign_id, affiliate_id } = await setUp(api);
    const second = (await setUp(api)).campaign_id;
    const rules = { countries: ["DE"], devices: ["mobile"] };
    const link = await api.call<Smart>("POST", "/links", {
      affiliate_id,
      subs: { sub1: "spring" },
      smart: [{ campaign_id, weight: 3, rules }, { campaign_id: second }],
    });
    expect(link).toMatchObject({
      kind: "smart",
      campaign_id: null,
      smart: [
        { campaign_id, weight: 3, rules },
        { campaign_id: second, weight: 1, rules: {} },
      ],
    });
    for (const target of link.smart) {
      expect(await api.call("GET", `/links/${target.link_id}`)).toMatchObject({
        kind: "plain",
        campaign_id: target.campaign_id,
        affiliate_id,
        subs: { sub1: "spring" },
        smart: null,
      });
    }
    expect(await api.call("GET", `/links/${link.id}`)).toEqual(link);
    const config = configuration.link(link.id);
    expect(config?.smart.map(({ plain_link_id }) => plain_link_id)).toEqual(
      link.smart.map(({ link_id }) => link_id),
    );
  });

  test("that is given other campaigns keeps the plain links of those that stay", async () => {
    const { campaign_id, affiliate_id, link_id } = await setUp(api);
    const second = (await setUp(api)).campaign_id;
    const link = await api.call<Smart>("POST", "/links", {
      affiliate_id,
      smart: [{ campaign_id }],
    });
    const changed = await api.call<Smart>("PATCH", `/links/${link.id}`, {
      smart: [{ campaign_id: second }, { campaign_id }],
    });
    expect(changed.smart.map((target) => target.campaign_id)).toEqual([
      second,
      campaign_id,
    ]);
    expect(changed.smart[1]?.link_id).toBe(link.smart[0]?.link_id ?? 0);
    const plain = { smart: [{ campaign_id }] };
    expect(await refusal("PATCH", `/links/${link_id}`, plain)).toBe(
      "422 invalid_request smart",
    );
  });

  test("is refused by name", async () => {
    const { campaign_id, affiliate_id } = await setUp(api);
    const smart = [{ campaign_id }];
    const post = (body: object) =>
      refusal("POST", "/links", { affiliate_id, ...body });
    const invalid = "422 invalid_request";
    expect(await post({})).toBe(`${invalid} campaign_id`);
    expect(await post({ campaign_id, smart })).toBe(`${invalid} campaign_id`);
    expect(await post({ smart: [] })).toBe(`${invalid} smart`);
    expect(await post({ smart: [{ campaign_id: 999_999 }] })).toBe(
      "422 unknown_reference campaign_id",
    );
    expect(await post({ smart: [{ campaign_id, weight: 0 }] })).toBe(
      `${invalid} smart.0.weight`,
    );
  });
});

describe("a link's deep link", () => {
  test("has to lead where the campaign allows it", async () => {
    const { campaign_id, affiliate_id, link_id } = await setUp(api, {
      campaign: { deep_link_hosts: ["*.shop.example"] },
    });
    const deep_link = "https://www.shop.example/sale";
    const post = { campaign_id, affiliate_id, deep_link };
    expect(await api.call("POST", "/links", post)).toMatchObject({ deep_link });
    const evil = { deep_link: "https://evil.example/" };
    const refused = "422 invalid_request deep_link";
    expect(await refusal("POST", "/links", { ...post, ...evil })).toBe(refused);
    const path = `/links/${link_id}`;
    expect(await refusal("PATCH", path, evil)).toBe(refused);
    expect(await api.call("PATCH", path, { deep_link })).toMatchObject({
      deep_link,
    });
    expect(await api.call("PATCH", path, { deep_link: null })).toMatchObject({
      deep_link: null,
    });
  });
});

describe("names of parameters", () => {
  test("of an affiliate and of a link come back and are in force", async () => {
    const { affiliate_id, link_id } = await setUp(api, {
      affiliate: { param_names: { zone: "source" } },
    });
    const param_names = { c: "sub9", "x[y]": "click_ref" };
    const path = `/links/${link_id}`;
    expect(await api.call("PATCH", path, { param_names })).toMatchObject({
      param_names,
    });
    expect(await api.call("GET", `/affiliates/${affiliate_id}`)).toMatchObject({
      param_names: { zone: "source" },
    });
    expect([...(configuration.link(link_id)?.names ?? [])].sort()).toEqual([
      ["c", "sub9"],
      ["x[y]", "click_ref"],
      ["zone", "source"],
    ]);
  });

  test.each([
    ["param_names.zone", { zone: "sub11" }],
    ["param_names.sub1", { sub1: "sub2" }],
    ["param_names.a b", { "a b": "sub1" }],
    [
      "param_names",
      Object.fromEntries(
        Array.from({ length: 31 }, (_, at) => [`n${at}`, "sub1"]),
      ),
    ],
  ])("are refused by name: %s", async (field, param_names) => {
    const { affiliate_id } = await setUp(api);
    const path = `/affiliates/${affiliate_id}`;
    expect(await refusal("PATCH", path, { param_names })).toBe(
      `422 invalid_request ${field}`,
    );
  });
});
