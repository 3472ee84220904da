import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { found, readId } from "../campaigns/mod.ts";
import { readPage } from "../kernel/mod.ts";
import { listClicks, readClick } from "./read_click.ts";

const text = Type.Optional(Type.String({ maxLength: 200 }));
const ClickQuery = Type.Object({
  limit: text,
  cursor: text,
  campaign_id: text,
  affiliate_id: text,
  link_id: text,
  verdict: text,
});

/** `clicks`: the list and one of them. */
export function clickRoutes(deps: GuardDeps) {
  return new Elysia({ name: "clicks", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get(
      "/clicks",
      ({ query }) => {
        const filter = {
          campaign_id: optionalId(query.campaign_id),
          affiliate_id: optionalId(query.affiliate_id),
          link_id: optionalId(query.link_id),
          verdict: query.verdict,
        };
        return listClicks(deps.db, filter, readPage(query));
      },
      { query: ClickQuery },
    )
    .get("/clicks/:id", async ({ params }) =>
      found(await readClick(deps.db, params.id)),
    );
}

function optionalId(id: string | undefined): number | undefined {
  return id === undefined ? undefined : readId(id);
}
