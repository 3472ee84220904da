import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { and, asc, eq, gt } from "drizzle-orm";
import { endpoints } from "../../../db/schema/mod.ts";
import { found, invalid } from "../../campaigns/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import {
  inCidrs,
  isoTime,
  isPublicAddress,
  pageOf,
  Problem,
  templateMacros,
} from "../../kernel/mod.ts";
import type { Cidr, Clock, PageRequest } from "../../kernel/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { readDeliveryUrl } from "./delivery_macros.ts";
import type { EndpointRow } from "./endpoint_directory.ts";

const closed = { additionalProperties: false };
const status = Type.Union([
  Type.Literal("pending"),
  Type.Literal("approved"),
  Type.Literal("rejected"),
  Type.Literal("reversed"),
]);

/** An endpoint as the API takes it. */
export const EndpointBody = Type.Object(
  {
    url: Type.String({ minLength: 1, maxLength: 4096 }),
    campaign_id: Type.Optional(
      Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    ),
    statuses: Type.Optional(Type.Array(status, { minItems: 1, maxItems: 4 })),
    goals: Type.Optional(
      Type.Union([
        Type.Array(Type.String({ maxLength: 64 }), {
          minItems: 1,
          maxItems: 50,
        }),
        Type.Null(),
      ]),
    ),
    send_zero: Type.Optional(Type.Boolean()),
    timeout_s: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
    age_budget_hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
    enabled: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** What can be changed of an endpoint. */
export const EndpointPatch = Type.Partial(
  Type.Omit(EndpointBody, ["campaign_id"], closed),
);

/** What is needed to set endpoints up. */
export interface EndpointDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  allowed_targets: readonly Cidr[];
}

/** Makes an endpoint of an affiliate. */
export async function createEndpoint(
  deps: EndpointDeps,
  affiliate_id: number,
  input: Static<typeof EndpointBody>,
) {
  found(deps.configuration.affiliate(affiliate_id));
  if (typeof input.campaign_id === "number") {
    if (deps.configuration.campaign(input.campaign_id) === undefined) {
      throw invalid("campaign_id", "there is no such campaign");
    }
  }
  const statuses = input.statuses ?? ["approved"];
  checkEndpoint(deps, input.url, statuses);
  const values = {
    ...input,
    statuses,
    affiliate_id,
    created_at: deps.clock.nowMs(),
  };
  const [row] = await deps.configuration.change((tx) =>
    tx.insert(endpoints).values(values).returning(),
  );
  return presentEndpoint(found(row));
}

/** Changes an endpoint; switching it on again clears why it was off. */
export async function changeEndpoint(
  deps: EndpointDeps,
  where: { affiliate_id: number; id: number },
  input: Static<typeof EndpointPatch>,
) {
  const current = await readEndpoint(deps, where);
  checkEndpoint(
    deps,
    input.url ?? current.url,
    input.statuses ?? current.statuses,
  );
  const values = {
    ...input,
    ...(input.enabled === true ? { disabled_reason: null } : {}),
  };
  if (Object.keys(values).length > 0) {
    await deps.configuration.change((tx) =>
      tx.update(endpoints).set(values).where(condition(where)),
    );
  }
  return await readEndpoint(deps, where);
}

/** One endpoint of an affiliate, or 404. */
export async function readEndpoint(
  deps: EndpointDeps,
  where: { affiliate_id: number; id: number },
) {
  const [row] = await deps.db.select().from(endpoints).where(condition(where));
  return presentEndpoint(found(row));
}

/** Lists an affiliate's endpoints by id. */
export async function listEndpoints(
  deps: EndpointDeps,
  affiliate_id: number,
  page: PageRequest,
) {
  const rows = await deps.db
    .select()
    .from(endpoints)
    .where(
      and(
        eq(endpoints.affiliate_id, affiliate_id),
        gt(endpoints.id, Number(page.after ?? 0)),
      ),
    )
    .orderBy(asc(endpoints.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => String(row.id), presentEndpoint);
}

function condition(where: { affiliate_id: number; id: number }) {
  return and(
    eq(endpoints.id, where.id),
    eq(endpoints.affiliate_id, where.affiliate_id),
  );
}

function presentEndpoint(row: EndpointRow) {
  return { ...row, created_at: isoTime(row.created_at) };
}

function checkEndpoint(
  deps: EndpointDeps,
  url: string,
  statuses: readonly string[],
): void {
  const template = readDeliveryUrl(url);
  const is_only_approved = statuses.every((name) => name === "approved");
  if (!is_only_approved && !templateMacros(template).includes("status")) {
    throw invalid("statuses", "others than approved need {status} in the URL");
  }
  const host = new URL(url.replaceAll(/\{[^}]*\}/g, "")).hostname;
  const address = host.replace(/^\[(.*)\]$/, "$1");
  const is_literal = /^[0-9.]+$/.test(address) || address.includes(":");
  if (!is_literal && !/(^|\.)localhost\.?$/.test(address)) return;
  const at = is_literal ? address : "127.0.0.1";
  if (isPublicAddress(at) || inCidrs(at, deps.allowed_targets)) return;
  const message = `"${host}" is not a public address`;
  throw new Problem(
    422,
    "target_not_allowed",
    `Cannot send to ${url}: ${message}`,
    {
      errors: [{ field: "url", message }],
    },
  );
}
