import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  APP_ROLE,
  closeDatabase,
  migrateDatabase,
  openDatabase,
} from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import {
  affiliatePicture,
  readHeld,
  standOut,
} from "../../modules/investigation/mod.ts";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { scoreConversions } from "../../modules/risk/mod.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { printMachine, round2 } from "./machine.ts";

const SALES = Number(process.env.TALLYHO_BENCH_ROWS ?? "1000000");
const DAY_MS = 86_400_000;
const DAYS = 45;
const TO_MS = Date.UTC(2026, 10, 30);
const FROM_MS = TO_MS - DAYS * DAY_MS;
const SETTINGS = ["fsync=off", "shared_buffers=256MB", "max_wal_size=4GB"];
const EXPLAINING = [
  "shared_preload_libraries=auto_explain",
  "auto_explain.log_min_duration=50",
  "auto_explain.log_analyze=on",
  "auto_explain.log_timing=off",
];
/** A file for the plans of statements that take longer than 50 ms. */
const PLANS = process.env.TALLYHO_BENCH_PLANS;

/**
 * `bun run bench risk_size`: what risk asks of a million conversions of 45 days, a tenth of them
 * suspected and most of these decided. With `TALLYHO_BENCH_PLANS`, a file, plans of what is slow
 * stand there.
 */
export async function benchRiskSize(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(base, "bundled", [
    ...SETTINGS,
    ...(PLANS === undefined ? [] : EXPLAINING),
  ]);
  try {
    printMachine(base);
    await server.ask("postgres", "create database risk");
    const url = server.url("risk");
    await migrateDatabase(url, { takes_on_role: true });
    await fill(server);
    const db = openDatabase(url, { connections_max: 8, role: APP_ROLE });
    try {
      await ask(db);
    } finally {
      await closeDatabase(db);
    }
    if (PLANS !== undefined) await Bun.write(PLANS, server.log);
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function ask(db: Database): Promise<void> {
  const period = { from_ms: TO_MS - 30 * DAY_MS, to_ms: TO_MS };
  const timezone = "UTC";
  const by = (group_by: "affiliate" | "source" | "sub2") =>
    standOut(db, { group_by, filter: period, timezone });
  const asked: [string, () => Promise<unknown>][] = [
    ["who stands out, by affiliate", () => by("affiliate")],
    ["who stands out, by source", () => by("source")],
    ["who stands out, by a label for each sale", () => by("sub2")],
    [
      "one affiliate's picture",
      () => affiliatePicture(db, { affiliate_id: 7, ...period, beside: null }),
    ],
    ["what is held, of all", () => readHeld(db, {})],
    ["what is held, of one", () => readHeld(db, { affiliate_id: 7 })],
    [
      "the comparison of 45 days",
      () => {
        const clock = new ManualClock(TO_MS);
        return scoreConversions(
          { db, clock },
          { from_ms: FROM_MS, to_ms: TO_MS },
        );
      },
    ],
  ];
  const rows = [];
  for (const [what, work] of asked) {
    const began = performance.now();
    await work();
    rows.push({ what, ms: round2(performance.now() - began) });
  }
  console.table(rows);
}

/** Campaigns 1 to 50, affiliates 1 to 500; each sale with its click, and as many clicks without one. */
async function fill(server: ExternalPostgres): Promise<void> {
  const from = `'${new Date(FROM_MS).toISOString()}'::timestamptz`;
  const step = `interval '${DAYS} days' / ${SALES}`;
  const click = "decode('41' || lpad(to_hex(n), 38, '0'), 'hex')";
  const id = "lpad(to_hex(n), 32, '0')::uuid";
  const campaign = "1 + n % 50";
  const affiliate = "(1 + n::bigint * 7919 % 500)::int";
  const at = `${from} + ${step} * n`;
  const all = `generate_series(1, ${SALES}) n`;
  await server.ask(
    "risk",
    `select ensure_days('clicks', array(select (${from})::date + n from generate_series(-8, ${DAYS}) n))`,
    "insert into user_agents (ua_id, user_agent, device, os, browser, is_bot) select n, 'Agent ' || n, 'mobile', 'android', 'chrome', false from generate_series(1, 50) n",
    `insert into clicks (click_id, clicked_at, campaign_id, link_id, affiliate_id, ua_id, marks, pays, verdict, country, ip, source, sub1, sub2)
     select ${click}, ${at} - interval '1 minute' * (n % 600), ${campaign}, 1, ${affiliate}, 1 + n % 50, 1, true, 'sent', 'DE',
       '10.' || n % 200 || '.' || n / 200 % 250 || '.' || n % 249, 's' || n % 20, 'p' || n % 300, 'x' || n
     from ${all}
     union all
     select decode('42' || lpad(to_hex(n), 38, '0'), 'hex'), ${at}, ${campaign}, 1, ${affiliate}, 1 + n % 50, 1, true, 'sent', 'DE',
       '10.' || n % 200 || '.' || n / 200 % 250 || '.' || n % 249, 's' || n % 20, 'p' || n % 300, 'y' || n
     from ${all}`,
    `insert into conversions (campaign_id, id, goal_key, dedupe_key, version, status, click_id, link_id, affiliate_id, advertiser_id,
       currency, amount_micros, revenue_micros, payout_micros, rule_version, said_at, said, clicked_at, recorded_at, updated_at)
     select ${campaign}, ${id}, 'sale', 'o:' || n, 1, 'approved', ${click}, 1, ${affiliate}, 1, 'USD', 0, 2000000, 1000000, 1,
       ${at}, '{}', ${at} - interval '1 minute' * (n % 600), ${at}, ${at} from ${all}`,
    `insert into conversion_risks (campaign_id, conversion_id, affiliate_id, recorded_at, score, verdict, reasons, scored_at, held_at, decided, decision_id)
     select ${campaign}, ${id}, ${affiliate}, ${at}, 40 + n % 60, case when n % 60 < 20 then 'watch' else 'hold' end,
       '[{"code":"bot_agent","weight":42,"found":"a","expected":"b","evidence":[]}]', ${at},
       case when n % 5 < 4 then ${at} end, case when n % 50 < 40 then 'fraud' end,
       case when n % 50 < 40 then '00000000-0000-7000-8000-000000000000'::uuid end
     from ${all} where n % 10 = 0`,
    `insert into ledger_transactions (campaign_id, id, booked_at, conversion_id, version, kind, content, currency, payable_from,
       advertiser_id, affiliate_id, receivable_micros, payable_micros, margin_micros)
     select ${campaign}, ${id}, ${at}, ${id}, 1, 'record', '', 'USD', ${at}, 1, ${affiliate}, 2000000, -1000000, -1000000 from ${all}`,
    "insert into advertisers (name, currency, created_at) values ('Shop', 'USD', now())",
    `insert into campaigns (advertiser_id, name, currency, destination_url, created_at)
     select 1, 'Offer ' || n, 'USD', 'https://shop.example/', now() from generate_series(1, 50) n`,
    "analyze",
  );
}
