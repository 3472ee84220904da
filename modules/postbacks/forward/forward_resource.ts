import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import {
  Count,
  described,
  Id,
  named,
  nullable,
  Time,
  TIMES,
} from "../../http/mod.ts";

const closed = { additionalProperties: false };
const reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const URL_CHARS_MAX = 2_048;

const ForwardBody = Type.Object(
  {
    source_id: Type.Optional(Type.Union([reference, Type.Null()])),
    url: Type.String({
      minLength: 1,
      maxLength: URL_CHARS_MAX,
      pattern: "^[^\\u0000]*$",
      description:
        "The old tracker's postback address. With a path it is the whole address; without one, the path that a postback came to is used.",
      examples: ["https://old-tracker.example/postback"],
    }),
    stop_after_days: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 365,
        description:
          "It is switched off once the old tracker has taken nothing for as many days; 14 by default.",
      }),
    ),
    enabled: Type.Optional(Type.Boolean()),
  },
  closed,
);

const ForwardPatch = Type.Partial(
  Type.Pick(ForwardBody, ["url", "stop_after_days", "enabled"], closed),
);

export type ForwardInput = Static<typeof ForwardBody>;
export type ForwardChange = Static<typeof ForwardPatch>;

/** A forward as the API shows it. */
const ForwardView = named(
  "Forward",
  Type.Object({
    id: Id,
    source_id: described(
      "Whose postbacks go on; null for all that come to no source with a forward of its own.",
      nullable(Id),
    ),
    url: Type.String(),
    stop_after_days: Count,
    enabled: Type.Boolean(),
    disabled_reason: described(
      "Why it is off, if nobody switched it off by hand.",
      nullable(Type.String()),
    ),
    created_at: Time,
    taken: described("Answered with a 2xx.", Count),
    refused: described("Answered otherwise.", Count),
    expired: described("Without an answer for 72 hours.", Count),
    last_taken_at: nullable(Time),
  }),
);

/** The API resource of forwards. */
export const FORWARDS = {
  path: "/moves/forwards",
  one: "a forward",
  many: "forwards",
  body: ForwardBody,
  patch: ForwardPatch,
  filters: {
    q: "text",
    source_id: "id",
    enabled: "boolean",
    ...TIMES,
  },
  sorts: ["id", "created_at"],
  view: ForwardView,
  moving: ["taken", "refused", "expired", "last_taken_at"],
  deletes: true,
  problems: ["target_not_allowed"],
} as const;
