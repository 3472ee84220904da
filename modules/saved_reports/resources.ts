import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import {
  described,
  Id,
  named,
  nullable,
  oneOf,
  queryParameters,
  Time,
  TIMES,
  Uuid,
} from "../http/mod.ts";
import type { OwnRows } from "../http/mod.ts";
import { SCHEDULES } from "./schedule.ts";

const closed = { additionalProperties: false };
const QUERY_CHARS_MAX = 20_000;
const PARAMETERS_MAX = 40;

/** They are about the caller itself. */
const NOBODYS: OwnRows = { affiliate: "none", advertiser: "none" };

const WAYS = ["mail", "webhook"] as const;
const Hour = Type.Integer({ minimum: 0, maximum: 23, examples: [8] });

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
    schedule: described(
      "Null where it is only asked for.",
      nullable(oneOf(SCHEDULES)),
    ),
    hour: described("When it is sent, in its zone.", Hour),
    timezone: described(
      "Also that of the report's days, unless its query has one.",
      Type.String({ examples: ["Europe/Berlin"] }),
    ),
    send_by: oneOf(WAYS),
    next_at: described(
      "When it is sent next; null without a schedule, or if it was stopped.",
      nullable(Time),
    ),
    sent_at: described("When it was sent last.", nullable(Time)),
    failure: described(
      "Why it was stopped, or not sent at the last try.",
      nullable(Type.String({ examples: ["Stopped: Its user is disabled"] })),
    ),
    failures: described(
      "How often it failed since it was due.",
      Type.Integer({ minimum: 0, examples: [0] }),
    ),
    retry_at: described(
      "When it is tried again after a failure that may pass; it is stopped after 7 days.",
      nullable(Time),
    ),
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
    query: queryParameters(
      Type.Record(
        Type.String({ pattern: "^[a-z_0-9]{1,40}$" }),
        Type.String({ maxLength: QUERY_CHARS_MAX, pattern: "^[^\\u0000]*$" }),
        {
          ...closed,
          maxProperties: PARAMETERS_MAX,
          examples: [{ group_by: "campaign", period: "last_7_days" }],
        },
      ),
    ),
    shared: Type.Optional(Type.Boolean()),
    schedule: Type.Optional(Type.Union([oneOf(SCHEDULES), Type.Null()])),
    hour: Type.Optional(Hour),
    timezone: Type.Optional(
      Type.String({ maxLength: 64, examples: ["Europe/Berlin"] }),
    ),
    send_by: Type.Optional(oneOf(WAYS)),
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
  filters: {
    q: "text",
    user_id: "uuid",
    shared: "boolean",
    schedule: SCHEDULES,
    send_by: WAYS,
    ...TIMES,
  },
  sorts: ["id", "name", "created_at"],
  view: SavedReportView,
  moving: ["next_at", "sent_at", "failure", "failures", "retry_at"],
  problems: ["session_required", "too_many_saved_reports"],
  deletes: true,
  own: NOBODYS,
  limited: NOBODYS,
} as const;
