import { inArray, sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  campaigns,
  links,
  moveRows,
} from "../../db/schema/mod.ts";

/** Something of ours that an old id names. */
export interface Found {
  /** Null for what is only planned yet. */
  id: number | null;
  /** As the files have it, if they do. */
  thing: Record<string, unknown> | null;
}

/** Tables of things that others name by an id of the old tracker. */
const TABLES = {
  advertiser: advertisers,
  affiliate: affiliates,
  campaign: campaigns,
  link: links,
} as const;
export type NamedKind = keyof typeof TABLES;

/** Something that a thing needs to be here. */
export interface Need {
  kind: NamedKind;
  old_id: string;
}

/** The meaning of old ids here: by what moves have made of them, else by `external_id`. */
export class Names {
  readonly #db: Queryable;
  readonly #move: { id: string; from: string };
  readonly #found = new Map<string, Found | undefined>();
  readonly #refused_here = new Set<string>();

  constructor(db: Queryable, move: { id: string; from: string }) {
    this.#db = db;
    this.#move = move;
  }

  /** Looks up what is needed, in one query for each kind. */
  async load(needs: readonly Need[]): Promise<void> {
    for (const kind of Object.keys(TABLES) as NamedKind[]) {
      const old_ids = new Set(
        needs.flatMap((need) =>
          need.kind === kind && !this.#found.has(keyOf(need))
            ? [need.old_id]
            : [],
        ),
      );
      if (old_ids.size > 0) await this.#loadKind(kind, [...old_ids]);
    }
  }

  /** The meaning of an old id, which has to be loaded; undefined if it has none. */
  find(kind: NamedKind, old_id: string): Found | undefined {
    return this.#found.get(keyOf({ kind, old_id }));
  }

  /** Why an old id means nothing here, as a sentence. */
  whyNot({ kind, old_id }: Need): string {
    return this.#refused_here.has(keyOf({ kind, old_id }))
      ? `The ${kind} "${old_id}" of these files is refused`
      : `No ${kind} "${old_id}" is in these files or here`;
  }

  /** The id of ours; throws if it isn't here. */
  idOf(kind: NamedKind, old_id: string): number {
    const id = this.find(kind, old_id)?.id;
    if (typeof id === "number") return id;
    throw new Error(`No ${kind} "${old_id}" is here`);
  }

  async #loadKind(kind: NamedKind, old_ids: string[]): Promise<void> {
    for (const old_id of old_ids) {
      this.#found.set(keyOf({ kind, old_id }), undefined);
    }
    const table = TABLES[kind];
    const { id: move_id, from } = this.#move;
    const moved = await this.#db.execute<{
      old_id: string;
      target_id: string | null;
      thing: Record<string, unknown>;
    }>(sql`
      select distinct on (r.old_id) r.old_id, r.target_id, r.thing
      from ${moveRows} as r
      where r.kind = ${kind} and r.from_name = ${from}
        and r.old_id in (${listOf(old_ids)})
        and (r.target_id is not null
            and (r.state in ('done', 'kept') or r.state = 'planned' and r.move_id = ${move_id}::uuid)
            and exists (select from ${table} as t where t.id = r.target_id::integer)
          or r.state = 'planned' and r.verdict = 'create' and r.move_id = ${move_id}::uuid)
      order by r.old_id, r.move_id = ${move_id}::uuid desc, r.done_at desc nulls last`);
    for (const { old_id, target_id, thing } of moved) {
      const id = target_id === null ? null : Number(target_id);
      this.#found.set(keyOf({ kind, old_id }), { id, thing });
    }
    const refused = await this.#refused(kind, old_ids);
    for (const old_id of refused) {
      this.#refused_here.add(keyOf({ kind, old_id }));
    }
    const others = old_ids.filter(
      (old_id) => this.find(kind, old_id) === undefined && !refused.has(old_id),
    );
    if (others.length === 0) return;
    const rows = await this.#db
      .select({ id: table.id, external_id: table.external_id })
      .from(table)
      .where(inArray(table.external_id, others));
    for (const { id, external_id } of rows) {
      const key = keyOf({ kind, old_id: external_id ?? "" });
      this.#found.set(key, { id, thing: null });
    }
  }

  /**
   * The things of this move that were refused: whatever has their id as `external_id` is another
   * one, which must not get their links and balances.
   */
  async #refused(kind: NamedKind, old_ids: string[]): Promise<Set<string>> {
    const rows = await this.#db.execute<{ old_id: string }>(sql`
      select old_id from ${moveRows}
      where move_id = ${this.#move.id}::uuid and kind = ${kind}
        and state = 'refused' and old_id in (${listOf(old_ids)})`);
    return new Set(rows.map(({ old_id }) => old_id));
  }
}

/** Texts as parameters of a list. */
export function listOf(values: readonly (string | number)[]) {
  return sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
}

function keyOf({ kind, old_id }: Need): string {
  return `${kind} ${old_id}`;
}
