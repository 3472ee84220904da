import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { reconciliationItems } from "../../../db/schema/mod.ts";
import type { Reconciliation } from "./reconciliation.ts";
import type { Restriction } from "./stage_sides.ts";

/** Tier of matches made or split by a person. */
export const HAND_TIER = 5;
/** Rule of an item that a person split from its match; matching leaves it alone. */
export const SPLIT_BY_HAND = "apart";
/** Rule of a match made by a person. */
export const MATCHED_BY_HAND = "hand";

/**
 * Saves people's decisions before the items are written anew; `only` restricts it
 * to some items.
 */
export async function saveDecisions(
  session: Session,
  { id }: Reconciliation,
  only?: Restriction,
): Promise<void> {
  const among =
    only === undefined
      ? sql``
      : sql`and (row_no = any(${`{${only.row_nos.join()}}`}::int[])
        or conversion_id = any(${`{${only.conversion_ids.join()}}`}::uuid[]))`;
  await session.query(sql`create temp table kept (row_no int, conversion_id uuid, tier int,
    rule text, class text, state text, owner text, note text, changed_at timestamptz, changed_by text)`);
  await session.query(sql`
    insert into kept
    select row_no, conversion_id, tier, rule, coalesce(detail->>'class', class), state, owner,
      note, changed_at, changed_by
    from ${reconciliationItems}
    where reconciliation_id = ${id}::uuid
      and (tier = ${HAND_TIER}::int or owner is not null or note is not null or state = 'left') ${among}`);
}

/**
 * Stages matches made by hand where both sides still exist, and keeps split ones
 * out of matching.
 */
export async function stageDecisions(session: Session): Promise<void> {
  await session.query(sql`
    insert into pairs (row_no, line_no, tier, rule, score)
    select t.row_no, o.line_no, ${HAND_TIER}::int, ${MATCHED_BY_HAND}::text, 100
    from kept as k join theirs as t on t.row_no = k.row_no
    join ours as o on o.conversion_id = k.conversion_id
    where k.tier = ${HAND_TIER}::int and k.rule = ${MATCHED_BY_HAND}::text`);
  await session.query(sql`
    insert into doubts (row_no, line_no, detail)
    select t.row_no, o.line_no, '{"doubt": "apart"}'::jsonb
    from kept as k left join theirs as t on t.row_no = k.row_no
    left join ours as o on o.conversion_id = k.conversion_id
    where k.tier = ${HAND_TIER}::int and k.rule = ${SPLIT_BY_HAND}::text`);
}

/**
 * Restores owners, notes and decisions on the new items. A break stays `left` only
 * if its class is unchanged.
 */
export async function restoreDecisions(
  session: Session,
  { id }: Reconciliation,
): Promise<void> {
  const [any] = await session.query(sql`select 1 from kept limit 1`);
  if (any === undefined) return;
  const of_same = sql`i.reconciliation_id = ${id}::uuid and k.rule is distinct from ${SPLIT_BY_HAND}::text
    and ((k.row_no is not null and i.row_no = k.row_no)
      or (k.row_no is null and i.row_no is null and i.conversion_id = k.conversion_id))`;
  await session.query(sql`
    update ${reconciliationItems} as i set owner = k.owner, note = k.note,
      changed_at = k.changed_at, changed_by = k.changed_by,
      state = case when k.state = 'left' and i.state = 'open'
        and coalesce(i.detail->>'class', i.class) = k.class then 'left' else i.state end
    from kept as k
    where ${of_same} and (k.owner is not null or k.note is not null or k.state = 'left')`);
  await session.query(sql`
    update ${reconciliationItems} as i set tier = ${HAND_TIER}::int, rule = ${SPLIT_BY_HAND}::text,
      owner = k.owner, note = k.note, changed_at = k.changed_at, changed_by = k.changed_by
    from kept as k
    where k.rule = ${SPLIT_BY_HAND}::text and i.reconciliation_id = ${id}::uuid
      and (i.row_no = k.row_no or (i.row_no is null and i.conversion_id = k.conversion_id))
      and (i.row_no is null or i.conversion_id is null)`);
}
