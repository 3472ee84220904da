import { and, asc, eq, inArray } from "drizzle-orm";
import type { Database, Queryable } from "../../db/mod.ts";
import { allPostbacks } from "../../db/schema/mod.ts";
import type { EarlierVerdict } from "../../db/schema/mod.ts";
import { clickIdText, readClickFacts } from "../clicks/mod.ts";
import type { ClickFacts } from "../clicks/mod.ts";
import {
  listCondition,
  listOrder,
  listPage,
  orNotFound,
  isSecretHeader,
} from "../http/mod.ts";
import type { ListRequest } from "../http/mod.ts";
import { isoTime, isUuid } from "../kernel/mod.ts";
import type { Receiver } from "./receive/receiver.ts";
import { asCurl } from "./troubleshoot/as_curl.ts";
import {
  explainedSteps,
  isUnexplained,
  signatureExplainer,
} from "./troubleshoot/explain_signature.ts";
import { maskBody, maskUrl, shownText } from "./read/kept_request.ts";
import { shownSteps } from "./read/sender_steps.ts";
import { readParameters } from "./read/read_request.ts";
import { NameTable, tokensOf } from "../sources/mod.ts";
import type { SourceDirectory } from "../sources/mod.ts";
import { POSTBACK_TABLE, withGoalKey } from "./postback_filter.ts";
import type { POSTBACK_LIST } from "./postback_filter.ts";

const MASK = "***";

type PostbackRow = typeof allPostbacks.$inferSelect;

export interface ReadPostbacksDeps {
  db: Database;
  /** Public base URL, for the curl command. */
  public_url: string;
  /** Sources, whose names tell which parameters are secret. */
  sources: Pick<SourceDirectory, "byId">;
}

/** A list shows a postback with these. */
interface ListedDeps extends Pick<ReadPostbacksDeps, "sources"> {
  db: Queryable;
}

export interface ExplainPostbackDeps extends ReadPostbacksDeps {
  receiver: Pick<Receiver, "readAgain">;
}

/** Lists postbacks, newest first, without traces; each with facts about its click's visitor. */
export async function listPostbacks(
  deps: ReadPostbacksDeps,
  asked: ListRequest<typeof POSTBACK_LIST.filters>,
) {
  const list = { ...asked, filter: withGoalKey(asked.filter) };
  const rows = await deps.db
    .select()
    .from(allPostbacks)
    .where(listCondition(POSTBACK_TABLE, list))
    .orderBy(...listOrder(POSTBACK_TABLE, list))
    .limit(list.limit + 1);
  const present = await listed(deps, rows);
  return listPage(POSTBACK_TABLE, list, rows, present);
}

/** The postbacks with these ids, as the list shows them. */
export async function readListedPostbacks(
  deps: ListedDeps,
  ids: readonly string[],
) {
  if (ids.length === 0) return [];
  const rows = await deps.db
    .select()
    .from(allPostbacks)
    .where(inArray(allPostbacks.id, ids));
  return rows.map(await listed(deps, rows));
}

/** How postbacks are shown in a list, once the facts about their clicks are read. */
async function listed(deps: ListedDeps, rows: readonly PostbackRow[]) {
  const ids = rows.flatMap(({ click_id }) => click_id ?? []).map(clickIdText);
  const facts = await readClickFacts(deps.db, [...new Set(ids)]);
  return (row: PostbackRow) => {
    const shown = presentPostback(row, deps);
    const click = facts.get(shown.click_id ?? "");
    return { ...shown, customer: click ? presentCustomer(click) : null };
  };
}

/** Returns a postback as received, with its answer, trace and a curl command, or 404. */
export async function readPostback(deps: ExplainPostbackDeps, id: string) {
  const [row] = isUuid(id)
    ? await deps.db.select().from(allPostbacks).where(eq(allPostbacks.id, id))
    : [];
  const shown = orNotFound(row);
  const { body, headers } = shown;
  const trace = await explainedTrace(shown, deps);
  const source = sourceOf(shown, deps);
  const isToken = tokensOf(source);
  const { public_url } = deps;
  return {
    ...presentPostback(shown, deps),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        isSecretHeader(name) ? MASK : value,
      ]),
    ),
    body:
      body === null
        ? null
        : shownText(maskBody(Buffer.from(body).toString("utf8"), isToken)),
    answer: {
      http_status: shown.http_status,
      outcome: shown.outcome,
      detail: shown.detail,
      conversion_id: shown.conversion_id,
    },
    trace: shownSteps(trace),
    meanings: meaningsOf(shown, source?.names ?? NameTable.published),
    // A truncated request would be a different one.
    curl: shown.cut === null ? asCurl(shown, { public_url, isToken }) : null,
  };
}

/** The names of a request that mean something now, with their meaning. */
function meaningsOf(row: PostbackRow, names: NameTable) {
  const given = readParameters({ ...row, ip: row.ip ?? "" });
  const parameters = given.ok ? given.parameters : [];
  // A click id proves itself, under any name.
  const click_id = row.click_id === null ? null : clickIdText(row.click_id);
  return Object.fromEntries(
    parameters.flatMap(({ name, value }): [string, string][] => {
      const is_click = value.trim().toLowerCase() === click_id;
      const meaning = is_click ? "click_id" : names.meaningOf(name);
      return meaning === null ? [] : [[name, meaning]];
    }),
  );
}

/** The stored trace; a wrong signature is explained by the source's current secrets. */
async function explainedTrace(
  row: PostbackRow,
  { receiver }: ExplainPostbackDeps,
) {
  if (!isUnexplained(row.trace)) return row.trace;
  const raw = { ...row, ip: row.ip ?? "", is_kept: true as const };
  const read = await receiver.readAgain(raw);
  const explain = signatureExplainer(read, { is_cut: row.cut !== null });
  return explainedSteps(row.trace, explain);
}

/** Lists the postbacks of a conversion, oldest first; found by its click. */
export async function postbacksOf(
  db: Database,
  conversion: { id: string; click_id: Uint8Array },
) {
  const rows = await db
    .select()
    .from(allPostbacks)
    .where(
      and(
        eq(allPostbacks.click_id, conversion.click_id),
        eq(allPostbacks.conversion_id, conversion.id),
      ),
    )
    .orderBy(asc(allPostbacks.id));
  return rows.map((row) => presentPostback(row, null));
}

function sourceOf(row: PostbackRow, deps: Pick<ListedDeps, "sources"> | null) {
  return row.source_id === null ? undefined : deps?.sources.byId(row.source_id);
}

function presentPostback(
  row: PostbackRow,
  deps: Pick<ListedDeps, "sources"> | null,
) {
  const { headers, body, trace, click_id, campaign_id, ...others } = row;
  const { is_stranger, named_customer_id, named_click_ref, ...shown } = others;
  return {
    ...shown,
    url: shownText(maskUrl(row.url, tokensOf(sourceOf(row, deps)))),
    campaign_id: campaign_id === 0 ? null : campaign_id,
    received_at: isoTime(row.received_at),
    judged_at: row.judged_at === null ? null : isoTime(row.judged_at),
    earlier: (row.earlier ?? []).map(presentVerdict),
    click_id: click_id === null ? null : clickIdText(click_id),
  };
}

function presentVerdict({ judged_at, ...verdict }: EarlierVerdict) {
  return { judged_at: isoTime(judged_at), ...verdict };
}

function presentCustomer({ country, ip, is_data_centre, known }: ClickFacts) {
  return { country, ip, is_data_centre, labels: known };
}
