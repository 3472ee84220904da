import { Type } from "@sinclair/typebox";
import { Id, Time, Uuid, named, nullable, oneOf } from "../http/mod.ts";

/** User as the API shows it. */
export const User = named(
  "User",
  Type.Object({
    id: Uuid,
    email: Type.String(),
    role: Type.String(),
    affiliate_id: nullable(Id),
    advertiser_id: nullable(Id),
    created_at: Time,
    disabled_at: nullable(Time),
  }),
);

/** Principal as the API shows it. */
export const Principal = named(
  "Principal",
  Type.Object({
    kind: oneOf(["session", "token"]),
    id: Uuid,
    role: oneOf(["admin", "advertiser", "affiliate", "manager"]),
    affiliate_id: nullable(Id),
    advertiser_id: nullable(Id),
    timezone: Type.String({ examples: ["Europe/Berlin"] }),
  }),
);

/** Token as the API shows it. */
export const Token = named(
  "Token",
  Type.Object({
    id: Uuid,
    name: Type.String(),
    role: Type.String(),
    affiliate_id: nullable(Id),
    advertiser_id: nullable(Id),
    created_at: Time,
    expires_at: nullable(Time),
    revoked_at: nullable(Time),
  }),
);

/** New token as the API shows it. */
export const NewToken = named(
  "NewToken",
  Type.Object({
    id: Uuid,
    name: Type.String(),
    role: Type.String(),
    affiliate_id: nullable(Id),
    advertiser_id: nullable(Id),
    created_at: Time,
    expires_at: nullable(Time),
    revoked_at: nullable(Time),
    token: Type.String(),
  }),
);
