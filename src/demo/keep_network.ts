import { systemClock } from "../../modules/kernel/mod.ts";
import { readConfig } from "../config.ts";
import { startTracker } from "../serve.ts";
import type { Tracker } from "../serve.ts";
import { DemoClient } from "./client.ts";
import { ForwardClock } from "./forward_clock.ts";
import { EndpointServer } from "./network/endpoint_server.ts";
import { fillNetwork } from "./network/fill_network.ts";
import { PASSWORD, PEOPLE } from "./network/office.ts";
import { DAY_MS } from "./network/stage.ts";
import type { Stage } from "./network/stage.ts";
import { playLive } from "./network/play_live.ts";
import type { MadeNetwork } from "./network/set_up.ts";
import { Dice } from "./network/visitors.ts";
import { makeTemporaryData } from "./temporary_data.ts";

const DAYS = 91;
const SEED = 1_611;

/** Settings of the tracker, without those of the environment. */
function settings(data_dir: string) {
  return {
    TALLYHO_DATA_DIR: data_dir,
    PORT: "0",
    TALLYHO_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
    TALLYHO_SIGN_UP: "open",
    TALLYHO_TRUSTED_PROXIES: "127.0.0.0/8",
  };
}

/** Fills a network with three months, and runs it until the signal; visitors go on coming. */
export async function keepNetwork(
  signal: AbortSignal,
  log: string[],
  options: { days?: number; scale?: number; say?(line: string): void } = {},
): Promise<void> {
  await using cleanups = new AsyncDisposableStack();
  const data = makeTemporaryData();
  cleanups.defer(() => data.remove());
  const endpoints = new EndpointServer();
  cleanups.defer(() => endpoints.stop());
  const { days = DAYS, scale = 1, say = console.log } = options;
  say(`Filling a network on the temporary directory ${data.path}`);
  const past = { days, scale, say };
  const filled = { data_dir: data.path, endpoints, signal, log, ...past };
  const network = await fill(filled);
  const config = readConfig(settings(data.path));
  const tracker = await startTracker(config, (line) => log.push(line));
  cleanups.defer(() => tracker.stop());
  signal.throwIfAborted();
  say("");
  for (const line of greeting(tracker)) say(line);
  const token = tracker.admin_token.new_text ?? "";
  const client = new DemoClient({ url: tracker.service.url, token, signal });
  await playLive({ client, dice: new Dice(SEED + 1), network }, signal);
}

/** Plays the past on a tracker whose clock is there; its work is done step by step. */
async function fill(input: {
  data_dir: string;
  endpoints: EndpointServer;
  signal: AbortSignal;
  log: string[];
  days: number;
  scale: number;
  say(line: string): void;
}): Promise<MadeNetwork> {
  const { signal, log, endpoints, days, scale, say } = input;
  const to_ms = systemClock.nowMs();
  const from_ms = Math.floor(to_ms / DAY_MS - days) * DAY_MS;
  const clock = new ForwardClock(systemClock, from_ms - to_ms);
  const config = readConfig({
    ...settings(input.data_dir),
    TALLYHO_CLICK_DURABILITY: "relaxed",
  });
  const tracker = await startTracker(config, (line) => log.push(line), {
    clock,
    background: false,
  });
  try {
    const { service, admin_token } = tracker;
    const token = admin_token.new_text ?? "";
    const client = new DemoClient({ url: service.url, token, signal });
    const dice = new Dice(SEED);
    const stage: Stage = {
      ...{ client, clock, endpoints, dice },
      ...workOf(tracker),
    };
    return await fillNetwork(stage, { from_ms, to_ms, scale, say });
  } finally {
    await tracker.stop();
  }
}

/** The tracker's background work, done when it is asked for. */
function workOf({ service }: Tracker): Pick<Stage, "work" | "runJobs"> {
  const { journal, drain, deliverer, network_events, scheduler } = service;
  const work = async () => {
    await journal.sync();
    while (await drain.runOnce());
    while (await network_events.runOnce());
    while (await deliverer.runOnce());
  };
  return {
    work,
    async runJobs() {
      await work();
      while (await scheduler.runOnce());
      await work();
    },
  };
}

function greeting({ service, admin_token }: Tracker): string[] {
  return [
    `Tallyho listens on ${service.url}`,
    "Sign in, each with the password:",
    `  ${PASSWORD}`,
    ...PEOPLE.map(({ role, email }) => `  ${email.padEnd(26)} ${role}`),
    `An admin's token for the API is in ${admin_token.path ?? ""}`,
    "Everything is removed when it is stopped with Ctrl-C.",
  ];
}
