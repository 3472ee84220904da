import { parseCurrency } from "../../kernel/mod.ts";
import type {
  MovedConversion,
  MovedRow,
  MovedThing,
  MoveFile,
  MoveOptions,
} from "../moved_thing.ts";
import { guarded, readTables } from "./dump_tables.ts";
import type { DumpTables, KeptTables } from "./dump_tables.ts";
import { skipped } from "./keitaro_offers.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { PROSPER202_MACROS } from "./tracker_macros.ts";
import {
  defaultGoal,
  destinationOf,
  postbackOf,
  withoutDuplicates,
} from "./tracker_offer.ts";

const KNOWN = new Set([
  ...["202_aff_networks", "202_aff_campaigns", "202_trackers"],
  ...["202_ppc_accounts", "202_ppc_networks", "202_ppc_account_pixels"],
  ...["202_users_pref", "202_conversion_logs", "202_clicks"],
]);

const TABLES: DumpTables = {
  tracker: "Prosper202",
  streamed: ["202_clicks"],
  known: (table) => (KNOWN.has(table) ? table : null),
};

/** A pixel of this kind is an address, or several with spaces between: it is asked by the server. */
const POSTBACK_PIXEL = "4";
const SECOND_MS = 1_000;

/**
 * Reads Prosper202's database dump: a campaign is ours, a tracker a link by its public number, and
 * an account that visitors were bought with an affiliate. Its times are seconds since 1970.
 */
export async function* readProsper202(
  files: MoveFile[],
  options: MoveOptions = {},
): AsyncGenerator<MovedRow, void, undefined> {
  for (const file of files) {
    yield* withoutDuplicates(readFile(file, options));
  }
}

async function* readFile(
  file: MoveFile,
  options: MoveOptions,
): AsyncGenerator<MovedRow> {
  yield* readTables(TABLES, file, options, {
    streamed: (_table, row) => click(row),
    *atEnd(kept) {
      const currency = currencyOf(kept) ?? options.currency;
      yield* each(kept, "202_aff_networks", network);
      yield* each(kept, "202_ppc_accounts", account);
      yield* each(kept, "202_aff_campaigns", (row) => campaign(row, currency));
      yield* each(kept, "202_trackers", tracker);
      yield* each(kept, "202_ppc_account_pixels", pixel);
      yield* conversions(kept, currency);
    },
  });
}

function* each(
  kept: KeptTables,
  table: string,
  read: (row: MoveRow) => Iterable<MovedThing>,
): Iterable<MovedRow> {
  for (const row of kept.rows(table)) {
    yield* guarded(row, () => row.said(read(row)));
  }
}

/** The currency of the account; the first user's, since there is usually one. */
function currencyOf(kept: KeptTables): string | undefined {
  const [row] = kept.rows("202_users_pref");
  const named = row?.peek("user_account_currency") ?? "";
  return parseCurrency(named) ?? undefined;
}

function* network(row: MoveRow): Iterable<MovedThing> {
  yield row.flag("aff_network_deleted") === true
    ? skipped("It was deleted")
    : {
        kind: "advertiser",
        old_id: row.needId("aff_network_id"),
        name: row.need("aff_network_name"),
      };
}

function* campaign(
  row: MoveRow,
  currency: string | undefined,
): Iterable<MovedThing> {
  if (row.flag("aff_campaign_deleted") === true) {
    yield skipped("It was deleted");
    return;
  }
  const others = [2, 3, 4, 5].filter(
    (number) => row.text(`aff_campaign_url_${number}`) !== undefined,
  );
  if (others.length > 0 && row.flag("aff_campaign_rotate") === true) {
    row.notes.push(
      `It rotated ${others.length + 1} addresses: only the first was moved`,
    );
  }
  const code = row.id("aff_campaign_id_public");
  yield filled({
    kind: "campaign",
    old_id: row.needId("aff_campaign_id"),
    name: row.need("aff_campaign_name"),
    advertiser: row.id("aff_network_id"),
    ...destinationOf(row, row.need("aff_campaign_url"), PROSPER202_MACROS),
    currency: currency ?? row.currency("aff_campaign_currency"),
    goals: [
      defaultGoal({
        revenue: {
          type: "fixed",
          amount: row.amount("aff_campaign_payout") ?? "0",
        },
        payout: { type: "none" },
      }),
    ],
    codes: code === undefined ? undefined : [code],
  });
}

/** An account that visitors were bought with: an affiliate of ours, who is paid nothing. */
function* account(row: MoveRow): Iterable<MovedThing> {
  yield row.flag("ppc_account_deleted") === true
    ? skipped("It was deleted")
    : {
        kind: "affiliate",
        old_id: row.needId("ppc_account_id"),
        name: row.need("ppc_account_name"),
      };
}

function* tracker(row: MoveRow): Iterable<MovedThing> {
  const old_id = row.needId("tracker_id_public");
  const campaign = row.id("aff_campaign_id");
  if (campaign === undefined) {
    const why =
      row.id("rotator_id") === undefined
        ? "no campaign"
        : "a rotator, whose rules were left behind";
    throw new RowFault(
      `It leads to ${why}: make a link with the external id ${old_id}`,
    );
  }
  if (row.id("landing_page_id") !== undefined) {
    row.notes.push(
      "Visitors saw a landing page first: the link leads to the campaign at once",
    );
  }
  yield filled({
    kind: "link",
    old_id,
    campaign,
    affiliate: row.id("ppc_account_id"),
  });
}

/** Pixels of accounts; only those that the server asks are postbacks. */
function* pixel(row: MoveRow): Iterable<MovedThing> {
  if (row.text("pixel_type_id") !== POSTBACK_PIXEL) {
    yield skipped(
      "It is a pixel for browsers, which nobody sees after a postback",
    );
    return;
  }
  const id = row.needId("pixel_id");
  for (const [at, url] of row.need("pixel_code").split(/\s+/).entries()) {
    yield filled({
      kind: "endpoint",
      old_id: at === 0 ? id : `${id}-${at + 1}`,
      affiliate: row.id("ppc_account_id"),
      ...postbackOf(row, url, PROSPER202_MACROS),
    });
  }
}

function* click(row: MoveRow): Iterable<MovedRow> {
  yield* row.said([
    filled({
      kind: "click",
      old_id: row.needId("click_id"),
      clicked_at: seconds(row, "click_time"),
      campaign: row.id("aff_campaign_id"),
      affiliate: row.id("ppc_account_id"),
    }),
  ]);
}

/** The log; one that another row reverses is reversed, and that row nothing of its own. */
function* conversions(
  kept: KeptTables,
  currency: string | undefined,
): Iterable<MovedRow> {
  const reversed = kept.by("202_conversion_logs", "reverses_conv_id");
  yield* each(kept, "202_conversion_logs", (row) => {
    const is_reversed = reversed.has(row.text("conv_id") ?? "");
    return conversion(row, currency, is_reversed);
  });
}

function* conversion(
  row: MoveRow,
  currency: string | undefined,
  is_reversed: boolean,
): Iterable<MovedThing> {
  const reverses = row.id("reverses_conv_id");
  if (reverses !== undefined) {
    yield skipped(
      `It reverses the conversion ${reverses}, which is moved as reversed`,
    );
    return;
  }
  if (row.id("superseded_by") !== undefined) {
    yield skipped("A later conversion stands in its place");
    return;
  }
  const revenue =
    currency === undefined ? undefined : row.amount("click_payout");
  if (revenue === undefined) {
    row.notes.push(
      "The log has no amount with a currency: the campaign's price counts",
    );
  }
  const is_gone = is_reversed || row.flag("deleted") === true;
  yield filled<MovedConversion>({
    kind: "conversion",
    old_id: row.needId("conv_id"),
    click: row.id("click_id"),
    campaign: row.needId("campaign_id"),
    order_id: row.text("transaction_id"),
    revenue,
    currency: revenue === undefined ? undefined : currency,
    status: is_gone ? "reversed" : "approved",
    converted_at: seconds(row, "conv_time"),
    clicked_at: seconds(row, "click_time"),
  });
}

function seconds(row: MoveRow, field: string): number {
  const text = row.need(field);
  if (!/^\d{9,11}$/.test(text)) {
    throw new RowFault(
      `Its ${field.replaceAll("_", " ")} "${text.slice(0, 60)}" is no time`,
    );
  }
  return Number(text) * SECOND_MS;
}
