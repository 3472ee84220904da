import { describe, expect, test } from "bun:test";
import { clientOf } from "../../../tests/people.ts";
import { setUp } from "../../../tests/factory.ts";
import { serviceForFile } from "../../../tests/harness.ts";
import { ConversionRuleDirectory } from "./conversion_rule.ts";

const service = await serviceForFile();
const { api, db } = service;

type Body = Record<string, unknown> & {
  id: number;
  data: Body[];
  errors: { field: string }[];
};

const fields = (list: { field: string }[]) => list.map(({ field }) => field);

/** The rules that apply to campaign 1 and affiliate 1. */
async function inForce() {
  const rules = new ConversionRuleDirectory();
  rules.build(await db.transaction((tx) => rules.read(tx)));
  return rules.of(1, 1);
}

describe("conversion rules", () => {
  test("come back as they were put in, changed, listed and taken out", async () => {
    const given = {
      field: "seconds_to_convert",
      op: "lt",
      values: ["10"],
      action: "pending",
    };
    const made = await api.try<Body>("POST", "/conversion-rules", given);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...given,
      campaign_id: null,
      affiliate_id: null,
      reason: null,
      enabled: true,
    });
    const at = `/conversion-rules/${made.body.id}`;
    expect(await inForce()).toMatchObject([
      { id: made.body.id, reason: "seconds_to_convert lt 10" },
    ]);
    const change = { reason: "Too fast", enabled: false };
    const changed = await api.try<Body>("PATCH", at, change);
    expect(changed.body).toEqual({ ...made.body, ...change });
    expect(await inForce()).toEqual([]);
    expect((await api.try<Body>("GET", at)).body).toEqual(changed.body);
    const list = await api.try<Body>("GET", "/conversion-rules");
    expect(list.body.data).toEqual([changed.body]);
    expect((await api.try<Body>("DELETE", at)).status).toBe(204);
    expect((await api.try<Body>("GET", at)).status).toBe(404);
    expect((await api.try<Body>("DELETE", at)).status).toBe(404);
  });

  test("are refused by the name of the field", async () => {
    const rule = { field: "sub1", op: "eq", values: ["x"], action: "reject" };
    for (const [change, field] of [
      [{ field: "mood" }, "field"],
      [{ op: "lt" }, "op"],
      [{ values: ["x", "y"] }, "values"],
      [{ campaign_id: 999_999 }, "campaign_id"],
      [{ affiliate_id: 999_999 }, "affiliate_id"],
    ] as const) {
      const wrong = { ...rule, ...change };
      const refused = await api.try<Body>("POST", "/conversion-rules", wrong);
      expect(refused.status).toBe(422);
      expect(fields(refused.body.errors)).toEqual([field]);
    }
    const made = await api.try<Body>("POST", "/conversion-rules", rule);
    const at = `/conversion-rules/${made.body.id}`;
    // Unchanged fields have to fit the changed ones.
    expect((await api.try<Body>("PATCH", at, { field: "amount" })).status).toBe(
      422,
    );
    expect((await api.try<Body>("DELETE", at)).status).toBe(204);
  });
});

test("nobody but admins and managers sees them", async () => {
  const { affiliate_id, advertiser_id } = await setUp(api);
  for (const [token_of, status] of [
    [{ role: "manager" }, 200],
    [{ role: "affiliate", affiliate_id }, 404],
    [{ role: "advertiser", advertiser_id }, 404],
  ] as const) {
    const theirs = await clientOf(api, {
      name: "test",
      ...token_of,
    });
    const answer = await theirs.try("GET", "/conversion-rules");
    expect([token_of.role, answer.status]).toEqual([token_of.role, status]);
  }
  const nobody = await api.fetch("/api/v1/conversion-rules");
  expect(nobody.status).toBe(401);
});
