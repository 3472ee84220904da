import { sql } from "drizzle-orm";
import { recordset } from "../../db/mod.ts";
import type { Queryable } from "../../db/mod.ts";
import { clicks, userAgents } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { clickIdBytes, clickIdText, readClickTime } from "./click_id.ts";
import { MARK } from "./enrich/mod.ts";
import { LABELS } from "./click_record.ts";

/** Visitor facts of a stored click, for judging its conversions. */
export interface ClickFacts {
  country: string | null;
  ip: string | null;
  is_data_centre: boolean;
  /** Where its link leads in the shop or the app; null: the usual page. */
  deep_link: string | null;
  /** Its system and whether it is a bot, by its user agent; null if that isn't known. */
  os: string | null;
  is_bot: boolean;
  /** Labels: `source`, `sub1` and so on. */
  known: Record<string, string>;
}

/**
 * Reads clicks by id text; clicks the drain hasn't stored yet are missing. One statement, one
 * partition per click.
 */
export async function readClickFacts(
  db: Queryable,
  click_ids: readonly string[],
): Promise<Map<string, ClickFacts>> {
  const keys = click_ids.flatMap((id) => {
    const click_id = clickIdBytes(id);
    if (click_id === null) return [];
    return [{ click_id, clicked_at: isoTime(readClickTime(click_id)) }];
  });
  if (keys.length === 0) return new Map();
  const given = recordset("k", keys, {
    click_id: "bytea",
    clicked_at: "timestamptz",
  });
  const rows = await db.execute<ClickRow>(sql`
    select c.click_id, c.country, c.ip, c.marks, c.source, c.sub1, c.sub2, c.sub3,
      c.sub4, c.sub5, c.sub6, c.sub7, c.sub8, c.sub9, c.sub10,
      c.params ->> 'deep_link' as deep_link, u.os, u.is_bot
    from ${given} join ${clicks} c
      on c.click_id = k.click_id and c.clicked_at = k.clicked_at
      left join ${userAgents} u on u.ua_id = c.ua_id`);
  return new Map(rows.map((row) => [clickIdText(row.click_id), factsOf(row)]));
}

type ClickRow = {
  click_id: Uint8Array;
  country: string | null;
  ip: string | null;
  deep_link: string | null;
  marks: number;
  os: string | null;
  is_bot: boolean | null;
} & Record<string, unknown>;

function factsOf(row: ClickRow): ClickFacts {
  const labels = LABELS.flatMap((name): [string, string][] => {
    const value = row[name];
    return typeof value === "string" ? [[name, value]] : [];
  });
  return {
    country: row.country,
    ip: row.ip,
    deep_link: row.deep_link,
    is_data_centre: (row.marks & MARK.data_centre) !== 0,
    os: row.os,
    is_bot: row.is_bot === true || (row.marks & MARK.bot) !== 0,
    known: Object.fromEntries(labels),
  };
}
