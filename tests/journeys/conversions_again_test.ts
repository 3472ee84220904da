// Clients name a goal in two ways and repeat commands; neither may surprise them.
import { describe, expect, test } from "bun:test";
import { apiClient, ok } from "../client/api_client.ts";
import type { paths } from "../../web/api/api_types.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;
const client = apiClient(service);

const createByHand = (body: NewConversion) =>
  client.POST("/api/v1/conversions", { body });

type NewConversion =
  paths["/api/v1/conversions"]["post"]["requestBody"]["content"]["application/json"];

async function sold(slug: string) {
  const click_id = await api.click(slug);
  const order_id = crypto.randomUUID();
  const { body } = await api.postback({ click_id, order_id });
  return String(body.conversion_id);
}

describe("a goal", () => {
  test("is named as goal or goal_key, in a body and in filters", async () => {
    const { slug, campaign_id } = await setUp(api);
    for (const name of ["goal", "goal_key"]) {
      const click_id = await api.click(slug);
      const body = { click_id, amount: "1.00", reason: "by hand" };
      const made = await createByHand({ ...body, [name]: "sale" });
      expect(made.response.status).toBe(201);
    }
    await sold(slug);
    for (const name of ["goal", "goal_key"]) {
      const count = async (list: string, goal: string) => {
        const path = `/${list}?campaign_id=${campaign_id}&${name}=${goal}`;
        return (await api.call<{ data: unknown[] }>("GET", path)).data.length;
      };
      expect(await count("conversions", "sale")).toBe(3);
      expect(await count("conversions", "lead")).toBe(0);
      expect(await count("postbacks", "sale")).toBe(1);
      expect(await count("postbacks", "lead")).toBe(0);
    }
    const differ = await api.try("GET", "/conversions?goal=a&goal_key=b");
    expect(differ.status).toBe(422);
  });
});

describe("a command that asks for the state that is there", () => {
  test.each(["approved", "rejected", "reversed"] as const)(
    "is answered 200 and changes nothing: %s",
    async (status) => {
      const { slug } = await setUp(api);
      const params = { path: { id: await sold(slug) } };
      const body = { status, reason: "as asked" };
      const change = () =>
        ok(client.PATCH("/api/v1/conversions/{id}", { params, body }));
      const first = await change();
      expect(await change()).toEqual(first);
    },
  );
});

test.each(["order_id", "click_id"])(
  "a conversion that is on record in another form is refused by field: %s",
  async (field) => {
    const { slug } = await setUp(api, {
      campaign: {
        goals: [
          {
            key: "sale",
            dedupe: field === "order_id" ? "order" : "click",
            revenue: { type: "none" },
            payout: { type: "none" },
          },
        ],
      },
    });
    const click_id = await api.click(slug);
    const order = field === "order_id" ? { order_id: crypto.randomUUID() } : {};
    const body = { click_id, ...order, amount: "1.00", reason: "by hand" };
    expect((await createByHand(body)).response.status).toBe(201);
    const { response, error } = await createByHand({ ...body, amount: "2.00" });
    expect([response.status, error?.code]).toEqual([409, "already_exists"]);
    expect(error?.errors).toMatchObject([{ field }]);
  },
);
