// An app is installed once by a click: an MMP that tells it again is paid once, whatever the goal says of repeats.
import { expect, test } from "bun:test";
import { MMPS } from "../fixtures/mmps.ts";
import { serviceForFile } from "../harness.ts";
import { APP_GOALS, mmpWorld, said } from "../mmp_world.ts";
import { expectBooked } from "../senders.ts";
import type { ShownConversion } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;

test.each([
  ["install", "install"],
  ["reengagement", "reattribution"],
] as const)(
  "%s is one for its click where its goal counts every one, and is rejected whole",
  async (goal_key, kind) => {
    const goals = ["install", "reengagement"].map((key) => ({
      ...APP_GOALS[0],
      key,
      dedupe: "every",
    }));
    const adjust = MMPS.find(({ preset }) => preset === "adjust");
    if (adjust === undefined) throw new Error("No Adjust");
    const world = await mmpWorld(api, adjust, { campaign: { goals } });
    const click_id = await api.click(world.slug);
    const send = async (form: string, activity_kind: string) => {
      clock.advance(61_000);
      const query = new URLSearchParams({ form, click_id, activity_kind });
      return said(await api.fetch(`/v1/postback/${world.key}?${query}`));
    };
    const conversions = async () => {
      const path = `/conversions?click_id=${click_id}`;
      return (await api.call<{ data: ShownConversion[] }>("GET", path)).data;
    };
    expect(await send("install", kind)).toEqual([200, "recorded"]);
    expect(await send("install", kind)).toEqual([200, "duplicate"]);
    expect(await conversions()).toHaveLength(1);
    expect(await send("rejected", `rejected_${kind}`)).toEqual([
      200,
      "updated",
    ]);
    const [only, ...others] = await conversions();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ goal_key, status: "reversed" });
    await expectBooked(service, only?.id);
  },
);
