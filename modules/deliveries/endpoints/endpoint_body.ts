import { Type } from "@sinclair/typebox";
import type { Static, TSchema } from "@sinclair/typebox";
import { PRESET_NAMES } from "./endpoint_preset.ts";

const closed = { additionalProperties: false };
const orNull = <T extends TSchema>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const status = Type.Union([
  Type.Literal("pending"),
  Type.Literal("approved"),
  Type.Literal("rejected"),
  Type.Literal("reversed"),
]);
const secret = Type.String({ maxLength: 200 });

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
const textOrNull = (maxLength: number) =>
  Type.Optional(orNull(Type.String({ maxLength })));
const oneOf = <T extends string>(...names: T[]) =>
  Type.Optional(Type.Union(names.map((name) => Type.Literal(name))));

/** The settings of an ad platform's endpoint. */
export const AdBody = Type.Object(
  {
    account: text(100),
    event: text(2_000),
    value: oneOf("payout", "sale_amount", "none"),
    visitors: oneOf("clicked", "all"),
    consent: oneOf("granted", "denied", "unspecified"),
    page_url: textOrNull(2_048),
    test_code: textOrNull(100),
    click_id_in: textOrNull(20),
    login_account: textOrNull(20),
  },
  closed,
);

/** Request body of an endpoint: with a URL, or a preset and its fields. */
export const EndpointBody = Type.Object(
  {
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 4096 })),
    preset: Type.Optional(
      Type.Union(PRESET_NAMES.map((name) => Type.Literal(name))),
    ),
    domain: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    key: Type.Optional(Type.String({ maxLength: 300 })),
    click_ref_in: Type.Optional(Type.String({ maxLength: 20 })),
    /** Of an ad platform's. */
    ad: Type.Optional(AdBody),
    /** The access to an ad platform: never shown again. */
    credential: Type.Optional(Type.String({ minLength: 1, maxLength: 8_192 })),
    method: Type.Optional(
      Type.Union([Type.Literal("GET"), Type.Literal("POST")]),
    ),
    body: Type.Optional(
      orNull(Type.String({ minLength: 1, maxLength: 16_384 })),
    ),
    headers: Type.Optional(
      Type.Record(Type.String(), Type.String({ maxLength: 2048 }), {
        maxProperties: 20,
      }),
    ),
    campaign_id: Type.Optional(orNull(Type.Integer({ minimum: 1 }))),
    statuses: Type.Optional(Type.Array(status, { minItems: 1, maxItems: 4 })),
    goals: Type.Optional(
      orNull(
        Type.Array(Type.String({ maxLength: 64 }), {
          minItems: 1,
          maxItems: 50,
        }),
      ),
    ),
    also_general: Type.Optional(Type.Boolean()),
    only_final: Type.Optional(Type.Boolean()),
    /** `true` generates one; a string is a secret that begins with `whsec_`. */
    secret: Type.Optional(Type.Union([secret, Type.Literal(true)])),
    success_match: Type.Optional(
      orNull(Type.String({ minLength: 1, maxLength: 500 })),
    ),
    send_zero: Type.Optional(Type.Boolean()),
    rate_per_second: Type.Optional(
      orNull(Type.Integer({ minimum: 1, maximum: 1000 })),
    ),
    timeout_s: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
    age_budget_hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
    enabled: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Request body for changing an endpoint. */
export const EndpointPatch = Type.Partial(
  Type.Omit(EndpointBody, ["campaign_id", "secret"], closed),
);

/** Request body for pausing; optional. */
export const PauseBody = Type.Optional(
  orNull(
    Type.Object(
      { reason: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })) },
      closed,
    ),
  ),
);

/** Request body for adding a secret; without one it is generated. */
export const EndpointSecretBody = Type.Optional(
  orNull(Type.Object({ secret: Type.Optional(secret) }, closed)),
);

/** The fields of a new endpoint. */
export type EndpointInput = Static<typeof EndpointBody>;

/** The fields of an endpoint that can change. */
export type EndpointChange = Static<typeof EndpointPatch>;
