import { Elysia } from "elysia";
import { Type } from "@sinclair/typebox";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { readFilters, SEVERAL_IDS } from "../http/mod.ts";
import type { Database } from "../../db/mod.ts";
import { readHeld } from "./read_held.ts";

const IDS = { affiliate_id: "ids", advertiser_id: "ids" } as const;
const id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const ids = Type.Optional(Type.Union([id, SEVERAL_IDS]));
const text = Type.Optional(Type.String({ maxLength: 2_000 }));

/** The query of what is held, as the document describes it: in a URL all is text. */
export const DescribedHeldQuery = Type.Object({
  affiliate_id: ids,
  advertiser_id: ids,
});

const HeldQuery = Type.Object(
  { affiliate_id: text, advertiser_id: text },
  { additionalProperties: false },
);

/** `risk/held`: for affiliates too, of their own. */
export function heldRoutes(deps: GuardDeps & { db: Database }) {
  return new Elysia({ name: "risk_held", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .get(
      "/risk/held",
      ({ query, principal }) =>
        readHeld(deps.db, readFilters(query, IDS, principal)),
      { query: HeldQuery },
    );
}
