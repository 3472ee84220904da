import { foldColumn, rowReader } from "../../reconciliation/mod.ts";
import type {
  MovedCampaign,
  MovedConversion,
  MovedThing,
  MoveFile,
  MoveOptions,
} from "../moved_thing.ts";
import { guarded } from "./dump_tables.ts";
import { gatherGoals } from "./gather_goals.ts";
import type { SaidRow } from "./gather_goals.ts";
import { filled } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { readSections } from "./read_sections.ts";
import { POST_AFFILIATE_PRO_MACROS } from "./tracker_macros.ts";
import {
  defaultGoal,
  destinationOf,
  labelsOf,
  withoutDuplicates,
} from "./tracker_offer.ts";
import { faultOf, readRow, readTrackerFile } from "./tracker_tables.ts";
import type { TableSpec, TrackerTables } from "./tracker_tables.ts";

const ACCOUNT_STATUS = {
  a: "active",
  approved: "active",
  p: "pending",
  pending: "pending",
  d: "blocked",
  declined: "blocked",
} as const;
const SALE_STATUS = {
  a: "approved",
  p: "pending",
  d: "rejected",
} as const;
/** Kinds of commissions that aren't sales or actions. */
const NO_SALES: Readonly<Record<string, string>> = {
  C: "a click",
  I: "an impression",
  R: "a refund",
  H: "a chargeback",
  U: "a sign-up bonus",
  B: "a bonus",
  E: "an extra bonus",
  F: "a referral",
};

/** Campaigns and the banners whose ids name them in links. */
class ProState {
  readonly campaigns = new Map<string, MoveRow>();
  readonly banners = new Map<
    string,
    { id: string; url: string | undefined }[]
  >();
}

const CONFIG_MAX = 200_000;

/**
 * Reads Post Affiliate Pro's export: one file with a section for each module, its header's names
 * with an exclamation mark. Its times are of the server's zone.
 */
export function postAffiliateProReader(completing: readonly TableSpec[]) {
  const tables = { tracker: "Post Affiliate Pro", specs: completing };
  return (files: MoveFile[], options: MoveOptions = {}) =>
    gatherGoals(withoutDuplicates(readAll(files, options, tables)));
}

async function* readAll(
  files: MoveFile[],
  options: MoveOptions,
  tables: TrackerTables,
): AsyncGenerator<SaidRow> {
  const state = new ProState();
  for (const file of files) yield* readFile(file, options, state, tables);
  for (const [id, row] of state.campaigns) {
    const banners = state.banners.get(id) ?? [];
    yield* guarded(row, () => row.said(campaignOf(row, id, banners)));
  }
}

async function* readFile(
  file: MoveFile,
  options: MoveOptions,
  state: ProState,
  tables: TrackerTables,
): AsyncGenerator<SaidRow> {
  const sections = await readSections(file, rowReader);
  if (sections.kind === "other") {
    const whole = { name: file.name, text: sections.text };
    yield* readTrackerFile(tables, whole, options);
    return;
  }
  let is_empty = true;
  for await (const { section, columns, row, is_first } of sections.rows) {
    is_empty = false;
    const place = { file: `${file.name}: ${section}`, row_no: row.row_no };
    const spec = SPECS.get(section);
    if (is_first) yield* leftBehind(place.file, section, unread(spec, columns));
    if (spec === undefined) continue;
    const read = (one: MoveRow) => spec.read(one, state);
    yield* readRow(place.file, row, { columns: spec.columns, read }, options);
  }
  if (is_empty) yield faultOf(file, "None of its sections has a row");
}

/** A section, or columns of one, without a place here. */
function* leftBehind(
  file: string,
  section: string,
  columns: readonly string[],
): Iterable<SaidRow> {
  if (SPECS.has(section) && columns.length === 0) return;
  const reason = SPECS.has(section)
    ? `These columns have no place here and were left behind: ${columns.join(", ")}`
    : `The section ${section} has no place here and was left behind`;
  yield { file, row_no: 1, thing: { kind: "skipped", reason } };
}

interface SectionSpec {
  columns: Record<string, string>;
  read(row: MoveRow, state: ProState): Iterable<MovedThing>;
}

function unread(
  spec: SectionSpec | undefined,
  columns: readonly string[],
): string[] {
  const known = new Set(
    Object.values(spec?.columns ?? {})
      .flatMap((names) => names.split(" "))
      .map(foldColumn),
  );
  return columns
    .filter((column) => column !== "" && !known.has(foldColumn(column)))
    .slice(0, 60);
}

function* affiliate(row: MoveRow): Iterable<MovedThing> {
  const id = row.needId("userid");
  if (row.text("deleted")?.toUpperCase() === "Y") {
    yield { kind: "skipped", reason: "It was deleted" };
    return;
  }
  const code = row.id("refid");
  const parent = row.id("parentuserid");
  if (parent !== undefined) {
    row.notes.push(
      `It was below the affiliate ${parent}: there are no tiers here`,
    );
  }
  const person = [row.text("firstname"), row.text("lastname")]
    .filter((part) => part !== undefined)
    .join(" ");
  const user = row.text("username");
  const name = person === "" ? (user ?? code ?? id) : person;
  yield filled({
    kind: "affiliate",
    old_id: id,
    name,
    email: user?.includes("@") === true ? user : row.text("email"),
    status: row.word("rstatus", ACCOUNT_STATUS),
    min_payout: row.amount("minimumpayout"),
    codes: code === undefined || code === id ? undefined : [code],
  });
}

function* campaign(row: MoveRow, state: ProState): Iterable<MovedThing> {
  const id = row.needId("campaignid");
  if (state.campaigns.size >= CONFIG_MAX) {
    yield {
      kind: "unreadable",
      reason: `Campaigns before it are ${CONFIG_MAX}: split the move`,
    };
    return;
  }
  row.need("name");
  state.campaigns.set(id, row);
}

function* banner(row: MoveRow, state: ProState): Iterable<MovedThing> {
  const campaign = row.needId("campaignid");
  const banners = state.banners.get(campaign) ?? [];
  if (banners.length >= CONFIG_MAX) return;
  banners.push({ id: row.needId("bannerid"), url: row.text("destinationurl") });
  state.banners.set(campaign, banners);
}

/** A campaign leads where its first banner does; links name it by any of its banners. */
function* campaignOf(
  row: MoveRow,
  id: string,
  banners: readonly { id: string; url: string | undefined }[],
): Iterable<MovedThing> {
  const url = banners.find((one) => one.url !== undefined)?.url;
  if (url === undefined) {
    const reason =
      "It has no banner with a destination: give the campaign in a file campaigns.csv";
    yield { kind: "unreadable", reason };
    return;
  }
  const urls = new Set(
    banners.map((one) => one.url).filter((one) => one !== undefined),
  );
  if (urls.size > 1) {
    row.notes.push(
      `Its banners led to ${urls.size} addresses: here all lead to the first, and others are deep links`,
    );
  }
  row.notes.push("Its commissions are not in the export: set its prices");
  const kind = row.text("rtype")?.toUpperCase();
  yield filled<MovedCampaign>({
    kind: "campaign",
    old_id: id,
    name: row.need("name"),
    ...destinationOf(row, url, POST_AFFILIATE_PRO_MACROS),
    status: row.text("rstatus")?.toUpperCase() === "A" ? "active" : "paused",
    visibility: kind === "I" ? "private" : kind === "M" ? "request" : undefined,
    description: row.text("description"),
    goals: [defaultGoal({})],
    codes: banners.length === 0 ? undefined : banners.map((one) => one.id),
  });
}

function* commission(row: MoveRow): Iterable<MovedThing> {
  const id = row.needId("transid");
  const kind = NO_SALES[row.text("rtype")?.toUpperCase() ?? "S"];
  if (kind !== undefined) {
    const of = row.text("parenttransid");
    const amount = row.amount("commission") ?? "0";
    const reason = `It is ${kind} of ${amount}${of === undefined ? "" : ` on ${of}`}: its money belongs into the opening balance`;
    yield { kind: "skipped", reason };
    return;
  }
  const tier = row.text("tier");
  if (tier !== undefined && tier !== "1") {
    yield {
      kind: "skipped",
      reason: `It is a commission of tier ${tier}, and there are no tiers here`,
    };
    return;
  }
  const is_paid = row.text("payoutstatus")?.toUpperCase() === "P";
  yield filled<MovedConversion>({
    kind: "conversion",
    old_id: id,
    campaign: row.needId("campaignid"),
    affiliate: row.needId("userid"),
    order_id: row.text("orderid"),
    amount: row.amount("totalcost"),
    payout: row.amount("commission"),
    status: row.word("rstatus", SALE_STATUS) ?? "approved",
    converted_at: row.needAt("dateinserted"),
    clicked_at: row.at("lastclicktime"),
    subs: labelsOf(row, ["lastclickdata1", "lastclickdata2"]),
    is_paid: is_paid ? true : undefined,
  });
}

function fields(names: string): Record<string, string> {
  return Object.fromEntries(names.split(" ").map((name) => [name, name]));
}

const SPECS: ReadonlyMap<string, SectionSpec> = new Map([
  [
    "AFFILIATES",
    {
      columns: fields(
        "userid refid dateinserted dateapproved deleted parentuserid minimumpayout username firstname lastname email rstatus",
      ),
      read: affiliate,
    },
  ],
  [
    "CAMPAIGNS",
    {
      columns: fields("campaignid name description rstatus rtype"),
      read: campaign,
    },
  ],
  [
    "BANNERS",
    { columns: fields("bannerid campaignid destinationurl"), read: banner },
  ],
  [
    "COMMISSIONS",
    {
      columns: fields(
        "transid userid bannerid campaignid parenttransid rstatus rtype dateinserted dateapproved payoutstatus commission lastclicktime lastclickdata1 lastclickdata2 orderid totalcost tier",
      ),
      read: commission,
    },
  ],
] satisfies [string, SectionSpec][]);
