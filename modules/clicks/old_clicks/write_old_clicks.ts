import { sql } from "drizzle-orm";
import { arrayText, insertRows, recordset } from "../../../db/mod.ts";
import type { Database, Queryable, Transaction } from "../../../db/mod.ts";
import { clicks, oldClicks, userAgents } from "../../../db/schema/mod.ts";
import type { LinkConfig } from "../../campaigns/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { clickIdBytes, clickIdText, encodeClickId } from "../click_id.ts";
import { userAgentRow } from "../enrich_click.ts";
import { userAgentId } from "../enrich/mod.ts";
import type { KeyRing } from "../key_ring.ts";
import { contentOf, placeInId, refuse } from "./old_click.ts";
import type { OldClickVerdict, PlacedClick } from "./old_click.ts";
import { agentOf, oldClickRow } from "./old_click_row.ts";
import type { OldClickRowDeps } from "./old_click_row.ts";

const TRIES_MAX = 20;

interface WriteDeps extends OldClickRowDeps {
  db: Database;
  ring: Pick<KeyRing, "signing">;
}

/** Verdicts by the place of their rows. */
type Judged = Map<number, OldClickVerdict>;

/** A new click with its link. */
interface NewClick extends PlacedClick {
  link: LinkConfig;
  content: Uint8Array;
}

/** Compares clicks with those that were imported before, and with each other. */
export async function judgeOldClicks(
  db: Queryable,
  placed: readonly PlacedClick[],
): Promise<Judged> {
  const known = await readStored(
    db,
    placed.map(({ old_id }) => old_id),
  );
  const seen = new Map<string, Uint8Array>();
  const verdicts: Judged = new Map();
  for (const { at, given, old_id, link } of placed) {
    const content = link === null ? NO_CONTENT : contentOf(given, link);
    const before = known.get(old_id);
    const first = before?.content ?? seen.get(old_id);
    if (first === undefined) {
      seen.set(old_id, content);
      // A link that is only thought of has the id 0.
      const link_id = link === null || link.id === 0 ? null : link.id;
      verdicts.set(at, { kind: "create", click_id: null, link_id });
    } else if (Buffer.compare(first, content) === 0) {
      const click_id = before === undefined ? null : before.click_id;
      verdicts.set(at, { kind: "same", click_id });
    } else verdicts.set(at, OTHER_CONTENT);
  }
  return verdicts;
}

const NO_CONTENT = new Uint8Array();
const OTHER_CONTENT = refuse(
  "other_content",
  "The same id came with another time, campaign, affiliate or visitor before",
);

/** Writes the clicks that are new in one transaction, and returns the verdicts on all. */
export async function writeOldClicks(
  deps: WriteDeps,
  move_id: string,
  placed: readonly PlacedClick[],
): Promise<Judged> {
  if (placed.length === 0) return new Map();
  const days = placed.map(({ given }) => isoTime(given.clicked_at));
  const named = days.map((time) => time.slice(0, 10));
  await deps.db.execute(
    sql`select ensure_days('clicks', ${arrayText([...new Set(named)])}::date[])`,
  );
  return await deps.db.transaction(async (tx) => {
    // One import at a time, so that two never choose the same ids.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('old clicks', 0))`,
    );
    const verdicts = await judgeOldClicks(tx, placed);
    const fresh = placed.flatMap(({ link, ...one }): NewClick[] =>
      verdicts.get(one.at)?.kind !== "create" || link === null
        ? []
        : [{ ...one, link, content: contentOf(one.given, link) }],
    );
    const ids = await mint(tx, deps.ring, fresh);
    await insert(tx, deps, { move_id, fresh, ids });
    for (const { at, link, old_id } of placed) {
      const verdict = verdicts.get(at);
      const click_id = ids.get(old_id);
      if (verdict?.kind === "create" && click_id !== undefined) {
        const link_id = link?.id ?? null;
        verdicts.set(at, { kind: "create", click_id, link_id });
      } else if (verdict?.kind === "same" && click_id !== undefined) {
        verdicts.set(at, { kind: "same", click_id });
      }
    }
    return verdicts;
  });
}

/** Ids for new clicks, each for its own time; those that others have are passed over. */
async function mint(
  tx: Transaction,
  ring: WriteDeps["ring"],
  fresh: readonly NewClick[],
): Promise<Map<string, string>> {
  const { key_number, key } = ring.signing();
  const ids = new Map<string, string>();
  const used = new Set<string>();
  let open = fresh;
  for (let tries = 0; open.length > 0; tries++) {
    if (tries === TRIES_MAX) {
      throw new Error(`Cannot mint: ${TRIES_MAX} ids of a click are used`);
    }
    const wanted = open.map(({ given, old_id, link }) => {
      const at = { time_ms: given.clicked_at, link_id: link.id };
      const fields = { ...placeInId(old_id, tries), ...at };
      return encodeClickId({ ...fields, key_number, pays: true }, key);
    });
    for (const id of await readUsed(tx, wanted)) used.add(id);
    open = open.filter(({ old_id }, index) => {
      const id = wanted[index] ?? "";
      if (used.has(id)) return true;
      used.add(id);
      ids.set(old_id, id);
      return false;
    });
  }
  return ids;
}

async function insert(
  tx: Transaction,
  deps: OldClickRowDeps,
  {
    move_id,
    fresh,
    ids,
  }: {
    move_id: string;
    fresh: readonly NewClick[];
    ids: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const agents = new Set(fresh.map(({ given }) => agentOf(given)));
  agents.delete("");
  const agent_rows = [...agents].map((text) =>
    userAgentRow(userAgentId(text), text),
  );
  await insertRows(
    tx,
    userAgents,
    agent_rows.sort((a, b) => (a.ua_id < b.ua_id ? -1 : 1)),
    { on_conflict: "do nothing" },
  );
  const rows = fresh.map((click) => {
    const click_id = ids.get(click.old_id) ?? "";
    return { click, click_id, bytes: clickIdBytes(click_id) ?? NO_CONTENT };
  });
  await insertRows(
    tx,
    clicks,
    rows.map(({ click, click_id }) => oldClickRow(click, click_id, deps)),
  );
  await insertRows(
    tx,
    oldClicks,
    rows.map(({ click: { given, old_id, link, content }, bytes }) => ({
      old_id,
      click_id: bytes,
      campaign_id: link.campaign_id,
      clicked_at: given.clicked_at,
      move_id,
      content,
    })),
  );
}

async function readStored(db: Queryable, old_ids: readonly string[]) {
  if (old_ids.length === 0) return new Map<string, Stored>();
  const { old_id, click_id, content } = oldClicks;
  const rows = await db
    .select({ old_id, click_id, content })
    .from(oldClicks)
    .where(sql`${old_id} = any(${arrayText([...new Set(old_ids)])}::text[])`);
  return new Map(
    rows.map((row): [string, Stored] => [
      row.old_id,
      { content: row.content, click_id: clickIdText(row.click_id) },
    ]),
  );
}

interface Stored {
  content: Uint8Array;
  click_id: string;
}

async function readUsed(
  tx: Transaction,
  click_ids: readonly string[],
): Promise<string[]> {
  const keys = click_ids.flatMap((id) => {
    const click_id = clickIdBytes(id);
    return click_id === null ? [] : [{ click_id }];
  });
  const given = recordset("k", keys, { click_id: "bytea" });
  const rows = await tx.execute<{ click_id: Uint8Array }>(
    sql`select o.click_id from ${given} join ${oldClicks} o on o.click_id = k.click_id`,
  );
  return rows.map(({ click_id }) => clickIdText(click_id));
}
