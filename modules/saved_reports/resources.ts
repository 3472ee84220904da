import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { described, Id, named, Time, TIMES, Uuid } from "../http/mod.ts";
import type { OwnRows } from "../http/mod.ts";

const closed = { additionalProperties: false };
const QUERY_CHARS_MAX = 20_000;
const PARAMETERS_MAX = 40;

/** They are about the caller itself. */
const NOBODYS: OwnRows = { affiliate: "none", advertiser: "none" };

const SavedReportView = named(
  "SavedReport",
  Type.Object({
    id: Id,
    name: Type.String({ examples: ["Last week by campaign"] }),
    query: described(
      "Parameters of `GET /reports`.",
      Type.Record(Type.String(), Type.String(), {
        examples: [{ group_by: "campaign", period: "last_7_days" }],
      }),
    ),
    path: described(
      "Where to ask for it.",
      Type.String({
        examples: ["/api/v1/reports?group_by=campaign&period=last_7_days"],
      }),
    ),
    shared: described(
      "Whether all admins and managers see it.",
      Type.Boolean(),
    ),
    user_id: described("Whose it is.", Uuid),
    created_at: Time,
  }),
);

const SavedReportBody = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: "^[^\\u0000]*$",
      examples: ["Last week by campaign"],
    }),
    query: Type.Record(
      Type.String({ pattern: "^[a-z_0-9]{1,40}$" }),
      Type.String({ maxLength: QUERY_CHARS_MAX, pattern: "^[^\\u0000]*$" }),
      {
        ...closed,
        maxProperties: PARAMETERS_MAX,
        examples: [{ group_by: "campaign", period: "last_7_days" }],
      },
    ),
    shared: Type.Optional(Type.Boolean()),
  },
  closed,
);

export type SavedReportInput = Static<typeof SavedReportBody>;

/** The API resource of saved reports. */
export const SAVED_REPORTS = {
  path: "/saved-reports",
  one: "a saved report",
  many: "saved reports",
  body: SavedReportBody,
  patch: Type.Partial(SavedReportBody, closed),
  filters: { q: "text", user_id: "uuid", shared: "boolean", ...TIMES },
  sorts: ["id", "name", "created_at"],
  view: SavedReportView,
  problems: ["session_required", "too_many_saved_reports"],
  deletes: true,
  own: NOBODYS,
  limited: NOBODYS,
} as const;
