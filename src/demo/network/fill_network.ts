import {
  billMonth,
  collect,
  keepBooks,
  keepReports,
  monthsWithin,
  openOffice,
  payMonth,
  takeApplications,
} from "./office.ts";
import { Days } from "./play_days.ts";
import { setUpNetwork } from "./set_up.ts";
import type { MadeNetwork } from "./set_up.ts";
import { leaveUnread, reconcileMonth } from "./statements.ts";
import { DAY_MS, HOUR_MS } from "./stage.ts";
import type { Stage } from "./stage.ts";

const JOBS_EVERY_DAYS = 10;

/** Plays a network from the clock's time to another, with all that an office does in it. */
export async function fillNetwork(
  stage: Stage,
  input: {
    /** Midnight in UTC, shortly before the clock's time. */
    from_ms: number;
    to_ms: number;
    /** How many visits there are, beside the usual number. */
    scale: number;
    say(line: string): void;
  },
): Promise<MadeNetwork> {
  const { clock } = stage;
  const { from_ms } = input;
  const network = await setUpNetwork(stage);
  const admin_id = await openOffice(stage, network);
  const days = new Days(stage, network, input);
  const months = monthsWithin(from_ms, input.to_ms);
  const invoices = new Map<number, string[]>();
  for (let day_ms = from_ms; day_ms < input.to_ms; day_ms += DAY_MS) {
    for (const month of months) {
      if (day_ms === month.to_ms + 4 * DAY_MS) {
        clock.moveTo(day_ms + 9 * HOUR_MS);
        await stage.runJobs();
        invoices.set(month.to_ms, await billMonth(stage, network, month));
        const [shoes] = network.advertisers;
        const is_whole = month.from_ms >= from_ms || month.is_last;
        if (shoes !== undefined && is_whole) {
          await reconcileMonth(stage, shoes, month);
        }
        await payMonth(stage, month);
      }
      if (day_ms === month.to_ms + 9 * DAY_MS) {
        const ids = invoices.get(month.to_ms) ?? [];
        await collect(stage, ids, month);
      }
    }
    await days.play(day_ms);
    const number = Math.round((day_ms - from_ms) / DAY_MS);
    if (number % JOBS_EVERY_DAYS === 0) await stage.runJobs();
    if (number % 30 === 29) input.say(`  ${number + 1} days played`);
  }
  await keepBooks(stage, network);
  await keepReports(stage, admin_id);
  await takeApplications(stage, network);
  const hosting = network.advertisers[2];
  if (hosting !== undefined) await leaveUnread(stage, hosting, input.to_ms);
  const [first] = months;
  if (first !== undefined && !first.is_last) {
    const month = new Date(first.from_ms).toISOString().slice(0, 7);
    await stage.client.create(`/periods/${month}/lock`, {
      reason: "Reported to the accountant",
    });
  }
  await stage.runJobs();
  return network;
}
