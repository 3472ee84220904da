import { expect, test } from "bun:test";
import { setUp } from "../../tests/factory.ts";
import { serviceForFile } from "../../tests/harness.ts";

const { api } = await serviceForFile();
type Row = Record<string, unknown> & { id: number };

async function refused(method: string, path: string, body: unknown) {
  const answer = await api.try(method, path, body);
  const [error] = (answer.body.errors ?? []) as { field: string }[];
  return [answer.status, answer.body.code, error?.field ?? ""];
}

test("caps take goal_key and over by their other names, and the two only where they agree", async () => {
  const { campaign_id } = await setUp(api);
  const path = `/campaigns/${campaign_id}/caps`;
  const cap = { metric: "conversions", period: "day", limit: 5 };
  const names = { goal: "sale", over_cap: "unpaid" };
  const read = { goal_key: "sale", over: "unpaid" };
  for (const given of [names, read, { ...names, ...read }]) {
    const made = await api.call<Row>("POST", path, { ...cap, ...given });
    expect(made).toMatchObject(read);
    expect(made).not.toHaveProperty("over_cap");
    const at = `${path}/${made.id}`;
    const patched = await api.call("PATCH", at, { over_cap: "accept" });
    expect(patched).toMatchObject({ over: "accept" });
  }
  expect(
    await refused("POST", path, {
      ...cap,
      over: "accept",
      over_cap: "unpaid",
    }),
  ).toEqual([422, "invalid_request", "over_cap"]);
  const wrong = { ...cap, goal_key: "sale", goal: "lead" };
  expect((await refused("POST", path, wrong))[2]).toBe("goal");
  const campaign = `/campaigns/${campaign_id}`;
  for (const given of [{ over: "pending" }, { over_cap: "reject" }]) {
    const [over_cap] = Object.values(given);
    const changed = await api.call("PATCH", campaign, given);
    expect(changed).toMatchObject({ over_cap });
  }
  const both = { over: "pending", over_cap: "reject" };
  expect((await refused("PATCH", campaign, both))[2]).toBe("over");
});
