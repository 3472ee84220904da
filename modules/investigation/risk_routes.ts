import { Elysia } from "elysia";
import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import {
  described,
  invalid,
  oneOf,
  readId,
  readList,
  readFilters,
  readMoment,
  readSummaryRange,
  SEVERAL_IDS,
  Uuid,
} from "../http/mod.ts";
import {
  DECISION_LIST,
  listDecisions,
  readDecision,
  RISK_CODES,
  RISK_DECISIONS,
} from "../risk/mod.ts";
import type { Decision } from "../risk/mod.ts";
import { codePrecision } from "./code_precision.ts";
import { decide } from "./decide.ts";
import type { DecideDeps, DecisionRequest } from "./decide.ts";
import { affiliatePicture } from "./picture.ts";
import { proposeThresholds } from "./propose_thresholds.ts";
import { RISK_GROUPS, standOut } from "./stand_out.ts";
import type { RiskFilter } from "./stand_out.ts";

export interface InvestigationDeps extends GuardDeps {
  db: DecideDeps["db"];
  clock: DecideDeps["clock"];
  postbacks: { conversions: DecideDeps["conversions"] };
}

const DAYS_MAX = 92;
const DAY_MS = 86_400_000;
const DAYS_DEFAULT = 30;

const closed = { additionalProperties: false };
const id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const moment = Type.String({ maxLength: 40 });
const code = oneOf(RISK_CODES);
const verdict = Type.Union([Type.Literal("watch"), Type.Literal("hold")]);

const FILTER = {
  from: Type.Optional(moment),
  to: Type.Optional(moment),
  affiliate_id: Type.Optional(id),
  campaign_id: Type.Optional(id),
  advertiser_id: Type.Optional(id),
  verdict: Type.Optional(verdict),
  code: Type.Optional(code),
};

const IDS = {
  affiliate_id: "ids",
  campaign_id: "id",
  advertiser_id: "ids",
  held: "boolean",
} as const;
const text = Type.Optional(Type.String({ maxLength: 2_000 }));
const several = Type.Optional(Type.Union([id, SEVERAL_IDS]));

/** The query of who stands out, as the document describes it: in a URL all is text. */
export const DescribedRiskQuery = Type.Object({
  group_by: Type.Optional(oneOf(RISK_GROUPS)),
  ...FILTER,
  ...{ affiliate_id: several, advertiser_id: several },
  held: Type.Optional(Type.Boolean()),
});

/** The query of one affiliate's picture, as the document describes it. */
export const DescribedPictureQuery = Type.Object({
  from: FILTER.from,
  to: FILTER.to,
  campaign_id: FILTER.campaign_id,
});

const RiskQuery = Type.Object(
  {
    group_by: Type.Optional(oneOf(RISK_GROUPS)),
    ...FILTER,
    ...{ affiliate_id: text, campaign_id: text, advertiser_id: text },
    held: text,
  },
  closed,
);

const PictureQuery = Type.Object(
  { from: FILTER.from, to: FILTER.to, campaign_id: text },
  closed,
);

/** The body of a decision about all suspected conversions of a filter. */
export const DecisionBody = Type.Object(
  {
    decision: oneOf(RISK_DECISIONS),
    why: Type.String({ minLength: 1, maxLength: 500 }),
    filter: Type.Object(
      {
        ...FILTER,
        held: Type.Optional(Type.Boolean()),
        decided: Type.Optional(
          described(
            "Those that were decided so; without it, those that nobody decided.",
            oneOf(RISK_DECISIONS),
          ),
        ),
      },
      closed,
    ),
    ids: Type.Optional(
      described(
        "These of the filter, whether they were decided before or not, and whenever they were recorded.",
        Type.Array(Uuid, { maxItems: 5_000 }),
      ),
    ),
    seen: Type.Optional(
      described(
        "The `seen` of a dry run: if any of them changed since, or others match, nothing is decided.",
        Type.String({ maxLength: 100 }),
      ),
    ),
    dry_run: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Who stands out and why, one affiliate's picture, and decisions about what is suspected. */
export function investigationRoutes(deps: InvestigationDeps) {
  const { db, clock } = deps;
  const { conversions } = deps.postbacks;
  return new Elysia({ name: "investigation", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get(
      "/risk",
      ({ query: { group_by, ...given }, principal }) => {
        const { from, to, verdict, code } = given;
        const ids = readFilters(given, IDS, principal);
        const asked = { from, to, verdict, code, ...ids };
        return standOut(db, {
          group_by: group_by ?? "affiliate",
          filter: readFilter(asked, principal, clock.nowMs()),
          timezone: principal.timezone,
        });
      },
      { query: RiskQuery },
    )
    .get("/risk/codes", async () => {
      const [codes, thresholds] = await Promise.all([
        codePrecision(db),
        proposeThresholds(db),
      ]);
      return { codes, thresholds };
    })
    .get("/risk/decisions", ({ query, principal }) =>
      listDecisions(db, readList(query, DECISION_LIST, principal)),
    )
    .get("/risk/decisions/:id", ({ params }) => readDecision(db, params.id))
    .get(
      "/risk/affiliates/:id",
      ({ params, query: given, principal }) => {
        const { campaign_id } = readFilters(given, IDS, principal);
        const affiliate_id = readId(params.id);
        const { from_ms, to_ms } = readPeriod(given, principal, {
          now_ms: clock.nowMs(),
        });
        const { affiliate_ids } = principal;
        return affiliatePicture(db, {
          ...{ affiliate_id, campaign_id, from_ms, to_ms },
          beside: affiliate_ids,
        });
      },
      { query: PictureQuery },
    )
    .post(
      "/risk/decisions",
      async ({ body, principal, set }) => {
        const request = readDecisionRequest(body, principal, clock.nowMs());
        const { kind, id: who, role } = principal;
        const made = await decide({ db, clock, conversions }, request, {
          origin: "risk",
          made_by: `${kind} ${who}`,
          why: request.why,
          reinstate: role === "admin",
          is_own: true,
        });
        set.status = request.dry_run ? 200 : 201;
        return made;
      },
      { body: DecisionBody },
    );
}

/** Reads what is decided about which conversions. */
function readDecisionRequest(
  body: Static<typeof DecisionBody>,
  principal: Principal,
  now_ms: number,
): DecisionRequest {
  const { decision, dry_run = false } = body;
  const ids = body.ids?.map((one) => one.toLowerCase());
  const why = body.why.trim();
  if (why === "") throw invalid("why", "must not be empty");
  if (Object.keys(body.filter).length === 0 && ids === undefined) {
    const wanted = "provide `ids`, or a filter with at least one condition";
    throw invalid("filter", wanted);
  }
  const { decided, ...asked } = body.filter;
  const seen = body.seen === undefined ? null : readSeen(body.seen);
  const is_ever = ids !== undefined && !asked.from && !asked.to;
  const filter = {
    ...readFilter(asked, principal, now_ms),
    ...(is_ever ? EVER : {}),
    ...seen?.period,
    with_clear: ids !== undefined || decided !== undefined,
  };
  const state = seen?.state ?? null;
  return {
    ...{ why, filter, ids, dry_run, seen: state },
    decision: decision as Decision,
    decided: decided as Decision | undefined,
  };
}

/** Ids say which are meant, whenever they were recorded. */
const EVER = { from_ms: 0, to_ms: 253_402_300_799_000 };

/** Reads what a dry run saw: the period that it looked at, and the state of what it found. */
function readSeen(text: string) {
  const [, from, to, state] =
    /^(\d{1,15})-(\d{1,15})-([0-9a-f]{32})$/.exec(text) ?? [];
  if (from === undefined || to === undefined || state === undefined) {
    throw invalid("seen", "must be what a dry run answered");
  }
  return { period: { from_ms: Number(from), to_ms: Number(to) }, state };
}

interface GivenPeriod {
  from?: string | undefined;
  to?: string | undefined;
}

function readFilter(
  { from, to, ...given }: Omit<RiskFilter, "from_ms" | "to_ms"> & GivenPeriod,
  principal: Principal,
  now_ms: number,
): RiskFilter {
  const days_max = given.held === true ? Infinity : DAYS_MAX;
  const period = readPeriod({ from, to }, principal, { now_ms, days_max });
  return { ...given, ...period };
}

/**
 * The last thirty days, where none is given. What is held is found in any period: it waits until
 * somebody decides, and has an index of its own.
 */
function readPeriod(
  { from, to }: GivenPeriod,
  { timezone }: Pick<Principal, "timezone">,
  { now_ms, days_max = DAYS_MAX }: { now_ms: number; days_max?: number },
) {
  const to_ms = to === undefined ? now_ms + 1 : readMoment("to", to, timezone);
  const start = new Date(to_ms - DAYS_DEFAULT * DAY_MS).toISOString();
  return readSummaryRange(
    { from: from ?? start, to: new Date(to_ms).toISOString() },
    { now_ms, days_max, timezone },
  );
}
