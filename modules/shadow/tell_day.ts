import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { shadowExports } from "../../db/schema/mod.ts";
import { dayStart, isoTime, localDate } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { notify } from "../notices/mod.ts";
import { AGREED } from "./model.ts";
import { summarize } from "./summary.ts";

export interface TellDeps {
  db: Database;
  clock: Clock;
  default_timezone: string;
  public_url: string;
}

/** Of days longer ago nobody is told any more. */
const DAYS_TOLD = 7;
const CAMPAIGNS_SHOWN_MAX = 20;

type Day = Awaited<ReturnType<typeof summarize>>["data"][number];

/**
 * Mails the figures of the latest day that exports cover whole to those who run the network, once: a
 * later comparison of the same day is seen on the page.
 */
export async function tellDay(deps: TellDeps): Promise<void> {
  const { db, clock, default_timezone: timezone } = deps;
  const now_ms = clock.nowMs();
  for (let ago = 1; ago <= DAYS_TOLD; ago++) {
    const { year, month, day } = localDate(now_ms, timezone);
    const from_ms = dayStart(year, month, day - ago, timezone);
    const to_ms = dayStart(year, month, day - ago + 1, timezone);
    if (!(await isCovered(db, { from_ms, to_ms }))) continue;
    const filter = { from: from_ms, to: to_ms };
    const all = await read(deps, filter, ["day"]);
    const campaigns = await read(deps, filter, ["campaign"]);
    const date = localDate(from_ms, timezone);
    const name = [date.year, date.month, date.day]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
    await db.transaction((tx) =>
      notify(tx, clock, {
        to: { office: {} },
        event: "shadow.compared",
        subject: subjectOf(name, all),
        text: textOf(deps, name, { all, campaigns }),
        once: name,
      }),
    );
    return;
  }
}

async function isCovered(
  db: Database,
  { from_ms, to_ms }: { from_ms: number; to_ms: number },
): Promise<boolean> {
  const range = sql`tstzrange(${isoTime(from_ms)}::timestamptz, ${isoTime(to_ms)}::timestamptz)`;
  const [found] = await db
    .select({
      is_covered: sql<boolean>`coalesce(range_agg(tstzrange(${shadowExports.from_at}, ${shadowExports.to_at})) @> ${range}, false)`,
    })
    .from(shadowExports);
  return found?.is_covered === true;
}

async function read(
  deps: TellDeps,
  filter: { from: number; to: number },
  group_by: ["day"] | ["campaign"],
): Promise<Day[]> {
  const { data } = await summarize(deps, {
    ...{ limit: 500, after: null, after_value: null, is_paged: false },
    ...{ sort: { field: "", is_descending: false }, is_default_sort: true },
    filter: { ...filter, group_by },
  });
  return data;
}

function subjectOf(day: string, all: readonly Day[]): string {
  const items = all.reduce((sum, row) => sum + row.items, 0);
  const agreed = all.reduce((sum, row) => sum + row.agreed, 0);
  const percent = Math.floor((agreed * 10_000) / Math.max(items, 1)) / 100;
  return items === 0
    ? `Both trackers on ${day}: no conversions`
    : `Both trackers on ${day}: ${percent} % agree`;
}

function textOf(
  { public_url }: TellDeps,
  day: string,
  { all, campaigns }: { all: readonly Day[]; campaigns: readonly Day[] },
): string {
  const worst = campaigns
    .filter(({ items, agreed }) => agreed < items)
    .toSorted((a, b) => b.items - b.agreed - (a.items - a.agreed));
  return [
    ...all.map((row) => lines(row).join("\n")),
    worst.length === 0
      ? "No campaign has a difference."
      : [
          "Campaigns with differences:",
          ...worst.slice(0, CAMPAIGNS_SHOWN_MAX).map(campaignLine),
          ...(worst.length > CAMPAIGNS_SHOWN_MAX
            ? [`and ${worst.length - CAMPAIGNS_SHOWN_MAX} more`]
            : []),
        ].join("\n"),
    `Each difference:\n${public_url}/app/shadow?day=${day}`,
    "",
  ].join("\n\n");
}

function lines({ currency, theirs, ours, by_class }: Day): string[] {
  const side = (name: string, sums: Day["ours"]) =>
    `${name}: ${sums.conversions} conversions, payout ${sums.payout ?? "not told"} ${currency}, revenue ${sums.revenue ?? "not told"} ${currency}`;
  const differing = by_class.filter((one) => !AGREED.includes(one.class));
  return [
    side("The old tracker", theirs),
    side("Here", ours),
    ...differing.map(
      (one) => `  ${one.class.replaceAll("_", " ")}: ${one.count}`,
    ),
  ];
}

function campaignLine({ campaign, items, agreed, currency, difference }: Day) {
  const name = campaign?.name ?? "not here";
  const payout =
    difference.payout === null
      ? ""
      : `, payout ${difference.payout} ${currency}`;
  return `  ${name}: ${items - agreed} of ${items}${payout}`;
}
