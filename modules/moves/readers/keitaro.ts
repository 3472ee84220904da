import { parseCurrency } from "../../kernel/mod.ts";
import type {
  MovedConversion,
  MovedRow,
  MoveFile,
  MoveOptions,
} from "../moved_thing.ts";
import { readTables } from "./dump_tables.ts";
import type { DumpTables, KeptTables } from "./dump_tables.ts";
import { keitaroLinks } from "./keitaro_links.ts";
import {
  keitaroDomains,
  keitaroNetworks,
  keitaroOffers,
  keitaroSources,
} from "./keitaro_offers.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { withoutDuplicates } from "./tracker_offer.ts";

const KNOWN = new Set([
  ...["affiliate_networks", "offers", "domains", "campaigns", "settings"],
  ...["campaign_postbacks", "streams", "stream_filters", "landings"],
  ...["stream_offer_associations", "stream_landing_associations"],
  ...["traffic_sources", "conversions_2", "clicks"],
]);
/** `keitaro_`, or another word that the installation was given. */
const PREFIX = /^[a-z0-9]{1,32}_/;
/** Conversions that wait for the table `settings`, which has their currency and comes last. */
const CONVERSIONS_MAX = 1_000_000;

const TABLES: DumpTables = {
  tracker: "Keitaro",
  streamed: ["conversions_2", "clicks"],
  known(table) {
    if (KNOWN.has(table)) return table;
    const rest = table.replace(PREFIX, "");
    return KNOWN.has(rest) ? rest : null;
  },
};

const STATUS = {
  lead: "pending",
  sale: "approved",
  rebill: "approved",
  rejected: "rejected",
} as const;

/**
 * Reads a Keitaro mysqldump: an offer is a campaign of ours, a campaign a link, and a traffic source
 * an affiliate. Its times are UTC.
 */
export async function* readKeitaro(
  files: MoveFile[],
  options: MoveOptions = {},
): AsyncGenerator<MovedRow, void, undefined> {
  for (const file of files) {
    yield* withoutDuplicates(readFile(file, { ...options, timezone: "UTC" }));
  }
}

async function* readFile(
  file: MoveFile,
  options: MoveOptions,
): AsyncGenerator<MovedRow> {
  const conversions: MovedRow[] = [];
  let labels_left = false;
  function* streamed(
    table: string,
    row: MoveRow,
    kept: KeptTables,
  ): Iterable<MovedRow> {
    if (!labels_left) {
      labels_left = true;
      const reason =
        "The labels, external ids and addresses of clicks and conversions are in tables of their own and were left behind";
      const { file, row_no } = row;
      yield { file, row_no, thing: { kind: "skipped", reason } };
    }
    if (table === "clicks") {
      yield* click(row, kept);
      return;
    }
    if (conversions.length >= CONVERSIONS_MAX) {
      throw new RowFault(
        `Conversions before it are ${CONVERSIONS_MAX}: move later ones by a file of their own`,
      );
    }
    conversions.push(...conversion(row));
  }
  yield* readTables(TABLES, file, options, {
    streamed,
    *atEnd(kept) {
      const named = settingOf(kept, "currency") ?? "";
      const currency = parseCurrency(named) ?? undefined;
      yield* keitaroNetworks(kept);
      yield* keitaroSources(kept);
      yield* keitaroDomains(kept);
      yield* keitaroOffers(kept, currency);
      yield* keitaroLinks(kept, currency);
      yield* priced(conversions, currency ?? options.currency);
    },
  });
}

/** The tracker's own currency, in which it keeps revenue; undefined if the dump doesn't have it. */
function settingOf(kept: KeptTables, key: string): string | undefined {
  const row = kept.rows("settings").find((one) => one.peek("key") === key);
  return row?.peek("value");
}

/** Conversions in the tracker's currency; without one their money would be a guess. */
function* priced(
  rows: readonly MovedRow[],
  currency: string | undefined,
): Iterable<MovedRow> {
  for (const row of rows) {
    if (currency === undefined) {
      const reason =
        "Its currency is not known: the dump lacks the table keitaro_settings";
      yield { ...row, thing: { kind: "unreadable", reason } };
    } else {
      const thing = { ...(row.thing as MovedConversion), currency };
      yield { ...row, thing };
    }
  }
}

function* click(row: MoveRow, kept: KeptTables): Iterable<MovedRow> {
  yield* row.said([
    filled({
      kind: "click",
      old_id: row.needId("sub_id"),
      clicked_at: row.needAt("datetime"),
      campaign: campaignOf(row),
      affiliate: row.id("ts_id"),
      link: aliasOf(kept, row.text("campaign_id")),
    }),
  ]);
}

/** Aliases by campaign, made once: the campaigns are all there when the first click comes. */
const ALIASES = new WeakMap<KeptTables, Map<string, string>>();

function aliasOf(
  kept: KeptTables,
  campaign: string | undefined,
): string | undefined {
  let aliases = ALIASES.get(kept);
  if (aliases === undefined) {
    aliases = new Map();
    for (const row of kept.rows("campaigns")) {
      const alias = row.peek("alias");
      if (alias !== undefined) aliases.set(row.peek("id") ?? "", alias);
    }
    ALIASES.set(kept, aliases);
  }
  return campaign === undefined ? undefined : aliases.get(campaign);
}

function* conversion(row: MoveRow): Iterable<MovedRow> {
  yield* row.said([
    filled<MovedConversion>({
      kind: "conversion",
      old_id: row.needId("conversion_id"),
      click: row.id("sub_id"),
      campaign: campaignOf(row),
      affiliate: row.id("ts_id"),
      order_id: row.text("tid"),
      revenue: row.amount("revenue"),
      status: row.word("status", STATUS) ?? "approved",
      converted_at: row.needAt("postback_datetime"),
      clicked_at: row.at("click_datetime"),
    }),
  ]);
}

/** Our campaign: the offer, or what stands for a campaign of theirs without one. */
function campaignOf(row: MoveRow): string {
  return row.id("offer_id") ?? `campaign-${row.needId("campaign_id")}`;
}
