// A screen shows the last hour by minute: it agrees with the reports to the last click, while clicks
// are drained, merged and sales change, and each role sees its own.
import { beforeAll, expect, spyOn, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { EventStream } from "../event_stream.ts";
import type { StreamedEvent } from "../event_stream.ts";
import { serviceForFile } from "../harness.ts";
import { report, reportWorld, sale } from "../report_world.ts";
import type { ReportWorld } from "../report_world.ts";
import { AGENTS, BEHIND_PROXY, drainAll, visit } from "../visits.ts";

const MINUTE_MS = 60_000;

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api, clock } = service;

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld(service);
});

interface Minute {
  minute: string;
  clicks: Record<string, number>;
  conversions: Record<string, number>;
}

/** A client that keeps what it is told of. */
class Screen {
  readonly stream: EventStream;
  readonly minutes = new Map<string, Minute>();

  constructor(stream: EventStream) {
    this.stream = stream;
  }

  static async open(client: Pick<ApiClient, "url" | "token">) {
    const screen = new Screen(await EventStream.open(client, "/reports/live"));
    const hour = await screen.take();
    expect(hour.event).toBe("hour");
    expect(screen.minutes.size).toBe(60);
    return screen;
  }

  async take(): Promise<StreamedEvent> {
    const event = await this.stream.next();
    if (event === null) throw new Error("ended");
    for (const minute of (event.data as unknown as { minutes: Minute[] })
      .minutes) {
      this.minutes.set(minute.minute, minute);
    }
    return event;
  }

  /** Takes events until a figure of the present minute is so high. */
  async until(figure: (minute: Minute) => number, count: number) {
    for (;;) {
      const now = this.now();
      if (now !== undefined && figure(now) === count) return;
      await this.take();
    }
  }

  now(): Minute | undefined {
    const start = clock.nowMs() - (clock.nowMs() % MINUTE_MS);
    return this.minutes.get(new Date(start).toISOString());
  }
}

/** A minute as a report counts it. */
async function reported(client: ApiClient, minute: string) {
  const to = new Date(Date.parse(minute) + MINUTE_MS).toISOString();
  const { totals } = await report(client, `from=${minute}&to=${to}`);
  const { by_verdict, ...clicks } = totals.clicks;
  return { minute, clicks, conversions: totals.conversions };
}

async function agrees(screen: Screen, client: ApiClient): Promise<void> {
  for (const minute of screen.minutes.values()) {
    const { gross = 0 } = minute.clicks;
    const is_empty =
      gross === 0 && Object.values(minute.conversions).every((of) => of === 0);
    const is_recent = Date.parse(minute.minute) > clock.nowMs() - 3 * MINUTE_MS;
    if (is_empty && !is_recent) continue;
    expect(minute as unknown).toEqual(await reported(client, minute.minute));
  }
}

async function runJob(name: string): Promise<void> {
  await service.scheduler.enqueue(service.db, { name });
  while (await service.scheduler.runOnce());
}

const us = { ip: "73.1.2.3", user_agent: AGENTS.windows };

test("agrees with the reports for each role, and tells what changes", async () => {
  const unpacked = spyOn(Bun, "zstdDecompressSync");
  const asking = [api, world.affiliate, world.advertiser, world.manager];
  const screens = await Promise.all(
    asking.map((client) => Screen.open(client)),
  );
  for (const [at, screen] of screens.entries())
    await agrees(screen, asking[at]!);
  // Blocks are unpacked in a thread, so that redirects don't wait for that.
  expect(unpacked).not.toHaveBeenCalled();
  unpacked.mockRestore();
  const [all, own] = screens as [Screen, Screen];
  expect(all.now()?.clicks.gross).toBe(4);
  expect(own.now()?.clicks.gross).toBe(2);
  clock.advance(MINUTE_MS);
  const { click_id } = await visit(api, world.shoes.slug, us);
  await visit(api, world.shoes.slug, { ...us, user_agent: AGENTS.robot });
  await visit(api, world.hats.slug, us);
  await sale(api, click_id, "L-1", { status: "pending" });
  await drainAll(service);
  await all.until(({ clicks }) => clicks.gross ?? 0, 3);
  await all.until(({ conversions }) => conversions.pending ?? 0, 1);
  await own.until(({ clicks }) => clicks.gross ?? 0, 2);
  await own.until(({ conversions }) => conversions.pending ?? 0, 1);
  await agrees(all, api);
  await agrees(own, world.affiliate);
  await sale(api, click_id, "L-1", { status: "approved" });
  await all.until(({ conversions }) => conversions.approved ?? 0, 1);
  await agrees(all, api);
  await runJob("fold_conversions");
  await runJob("merge_report_blocks");
  await visit(api, world.shoes.slug, us);
  await drainAll(service);
  await all.until(({ clicks }) => clicks.gross ?? 0, 4);
  expect(all.now()?.conversions).toMatchObject({ pending: 0, approved: 1 });
  await agrees(all, api);
  const late = await Screen.open(api);
  expect(late.now()).toEqual(all.now()!);
  for (const { stream } of [...screens, late]) stream.close();
});
