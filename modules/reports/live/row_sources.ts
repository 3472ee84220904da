import type { ClickParts } from "../../clicks/mod.ts";
import {
  readChangedDeliveries,
  readListedDeliveries,
} from "../../deliveries/mod.ts";
import {
  readChangedPostbacks,
  readListedPostbacks,
} from "../../postbacks/mod.ts";
import type { PostbackParts } from "../../postbacks/mod.ts";
import type { RowSource } from "./row_feed.ts";

/** Rows that a stream can have, in the order in which they are told. */
export const ROW_LISTS = {
  clicks: "GET /api/v1/clicks",
  postbacks: "GET /api/v1/postbacks",
  deliveries: "GET /api/v1/deliveries",
} as const;

export type RowKind = keyof typeof ROW_LISTS;

export interface RowSourceDeps {
  clicks: Pick<ClickParts, "changes">;
  postbacks: Pick<PostbackParts, "sources">;
}

/** How rows of each kind are found and shown. */
export function rowSources(
  deps: RowSourceDeps,
): Readonly<Record<RowKind, RowSource>> {
  const { sources } = deps.postbacks;
  return {
    clicks: { event: "click", ...deps.clicks.changes },
    postbacks: {
      event: "postback",
      readChanged: readChangedPostbacks,
      async read(db, ids) {
        const rows = await readListedPostbacks({ db, sources }, ids);
        return new Map(rows.map((row) => [row.id, row]));
      },
    },
    deliveries: {
      event: "delivery",
      readChanged: readChangedDeliveries,
      async read(db, ids) {
        const rows = await readListedDeliveries(db, ids);
        return new Map(rows.map((row) => [row.id, row]));
      },
    },
  };
}
