import { Type } from "@sinclair/typebox";
import { getTableColumns } from "drizzle-orm";
import { domains } from "../../../db/schema/mod.ts";
import { described, Id, named, nullable, Time, TIMES } from "../../http/mod.ts";
import type { ListTable } from "../../http/mod.ts";
import { TEMPLATE_PROBLEMS } from "../resources.ts";

const closed = { additionalProperties: false };
const STATES = ["active", "paused"] as const;
const URL_CHARS_MAX = 2_000;
const HOST_CHARS_MAX = 253;

/** A domain in API requests. */
export const DomainBody = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: HOST_CHARS_MAX }),
    fallback_url: Type.Optional(
      Type.Union([
        Type.String({ minLength: 1, maxLength: URL_CHARS_MAX }),
        Type.Null(),
      ]),
    ),
    is_default: Type.Optional(Type.Boolean()),
    status: Type.Optional(
      Type.Union(STATES.map((state) => Type.Literal(state))),
    ),
  },
  closed,
);

/** The fields of a domain that can be changed. */
export const DomainPatch = Type.Partial(DomainBody, closed);

/** A domain in the API. */
const Domain = named(
  "Domain",
  Type.Object({
    id: Id,
    host: described(
      "In lower case and ASCII, as browsers send it.",
      Type.String(),
    ),
    fallback_url: described(
      "Where a link that leads nowhere on this domain ends: after the campaign's own fallback, before the network's.",
      nullable(Type.String()),
    ),
    is_default: described(
      "Whether links are shown with this domain.",
      Type.Boolean(),
    ),
    status: Type.Union(STATES.map((state) => Type.Literal(state))),
    created_at: Time,
  }),
);

/** How domains are listed. */
export const DOMAIN_TABLE: ListTable = {
  columns: getTableColumns(domains),
  key: domains.id,
  time: domains.created_at,
  searched: [domains.host],
};

/** The API resource of tracking domains. */
export const DOMAINS = {
  path: "/domains",
  one: "a tracking domain",
  many: "tracking domains",
  body: DomainBody,
  patch: DomainPatch,
  filters: {
    q: "text",
    host: "text",
    is_default: "boolean",
    status: STATES,
    ...TIMES,
  },
  sorts: ["id", "host", "created_at"],
  view: Domain,
  problems: [...TEMPLATE_PROBLEMS, "already_exists"],
  deletes: true,
} as const;
