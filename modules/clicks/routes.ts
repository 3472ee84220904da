import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import {
  DayOrTime,
  oneOf,
  orNotFound,
  readFilters,
  readId,
  readList,
} from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { CLICK_GROUPS, summarizeClicks } from "./click_summary.ts";
import { tryClick } from "./sandbox.ts";
import type { SandboxDeps } from "./sandbox.ts";
import { CheckQuery, sandboxRoutes } from "./sandbox_routes.ts";
import { claimClick, forgetVisitor } from "./claim_click.ts";
import type { ClickRecorder, RecordedClick } from "./click_recorder.ts";
import type { ProvingKeys } from "./prove_click_id.ts";
import { CLICK_LIST, listClicks, readClick } from "./read_click.ts";
import { listUnresolved, UNRESOLVED_LIST } from "./unresolved_links.ts";

const SUMMARY_FILTERS = {
  advertiser_id: "ids",
  campaign_id: "id",
  affiliate_id: "ids",
} as const;
const text = Type.Optional(Type.String({ maxLength: 2_200 }));
const SummaryQuery = Type.Object({
  group_by: Type.Optional(oneOf(CLICK_GROUPS)),
  from: Type.Optional(DayOrTime),
  to: Type.Optional(DayOrTime),
  /** As long as a link may carry it; Postgres refuses NUL. */
  source_id: Type.Optional(
    Type.String({
      description: "The `source` that the affiliate's link names.",
      maxLength: 500,
      pattern: "^[^\\u0000]*$",
    }),
  ),
  advertiser_id: text,
  campaign_id: text,
  affiliate_id: text,
});

/** Stored as sent; Postgres refuses NUL. */
const optional_text = Type.Optional(
  Type.String({ maxLength: 4096, pattern: "^[^\\u0000]*$" }),
);
const DirectBody = Type.Object(
  {
    slug: Type.String({ minLength: 1, maxLength: 64 }),
    params: Type.Optional(
      Type.Record(Type.String(), Type.String({ maxLength: 4096 })),
    ),
    ip: optional_text,
    user_agent: optional_text,
    referrer: optional_text,
  },
  { additionalProperties: false },
);

/** Dependencies of the click routes. */
export interface ClickRoutesDeps extends GuardDeps, SandboxDeps {
  configuration: Configuration;
  recorder: ClickRecorder;
  ring: ProvingKeys;
}

/** `clicks`: list, details, creation without a redirect, test clicks, and an app's claim. */
export function clickRoutes(deps: ClickRoutesDeps) {
  return new Elysia({ name: "clicks-all" })
    .get("/v1/click/:id/claim", async ({ params, request, set }) => {
      // Pages in an app may ask, from whatever origin.
      set.headers["access-control-allow-origin"] = "*";
      // A mere check of the address would use up the claim.
      if (request.method === "HEAD") {
        throw new Problem(
          405,
          "method_not_allowed",
          "A claim must be a GET request",
          {
            headers: { allow: "GET" },
          },
        );
      }
      return await claimClick(deps, params.id);
    })
    .use(viewRoutes(deps))
    .use(adminRoutes(deps))
    .use(linkRoutes(deps))
    .use(sandboxRoutes(deps));
}

/** Routes also for affiliates and advertisers, who see their own. */
function viewRoutes(deps: ClickRoutesDeps) {
  return new Elysia({ name: "click-views", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "affiliate", "advertiser"]))
    .get("/clicks", ({ query, principal }) =>
      listClicks(deps, readList(query, CLICK_LIST, principal)),
    )
    .get(
      "/clicks/summary",
      ({ query, principal }) => {
        const { group_by, from, to, source_id, ...ids } = query;
        const filter = readFilters(ids, SUMMARY_FILTERS, principal);
        const asked = { group_by, from, to, source_id, ...filter };
        return summarizeClicks(deps, asked, principal);
      },
      { query: SummaryQuery },
    )
    .get("/clicks/:id", async ({ params }) =>
      orNotFound(await readClick(deps, params.id)),
    );
}

function adminRoutes(deps: ClickRoutesDeps) {
  return new Elysia({ name: "clicks", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/moves/unresolved", ({ query, principal }) =>
      listUnresolved(deps, readList(query, UNRESOLVED_LIST, principal)),
    )
    .delete("/clicks/:id/personal-data", async ({ params, set }) => {
      if (!(await forgetVisitor(deps.db, params.id))) orNotFound(undefined);
      set.status = 204;
    })
    .post(
      "/clicks",
      async ({ body, set }) => {
        const link = orNotFound(await deps.recorder.resolve(body.slug));
        const taken = await deps.recorder.record(link, {
          query: new URLSearchParams(body.params).toString(),
          ip: body.ip ?? "",
          user_agent: body.user_agent ?? "",
          referrer: body.referrer ?? null,
        });
        set.status = 201;
        return presentClick(taken);
      },
      { body: DirectBody },
    );
}

/** Routes also for affiliates, who try their own links out. */
function linkRoutes(deps: ClickRoutesDeps) {
  return new Elysia({ name: "link-clicks", prefix: "/api/v1/links" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .post("/:id/test-click", async ({ params, set }) => {
      const link = orNotFound(deps.configuration.link(readId(params.id)));
      const taken = await deps.recorder.record(link, {
        query: "",
        ip: "",
        user_agent: "",
        referrer: null,
        is_test: true,
      });
      set.status = 201;
      return presentClick(taken);
    })
    .get(
      "/:id/check",
      ({ params, query }) => {
        const link = orNotFound(deps.configuration.link(readId(params.id)));
        return tryClick(deps, { ...query, slug: link.slug });
      },
      { query: CheckQuery },
    );
}

function presentClick({ click_id, location, routed }: RecordedClick) {
  const { verdict, reason } = routed;
  return { click_id, url: location, verdict, reason };
}
