import { Type } from "@sinclair/typebox";
import {
  described,
  Id,
  named,
  nullable,
  oneOf,
  Time,
  Uuid,
} from "../http/mod.ts";

const Role = named(
  "Role",
  oneOf(["admin", "manager", "affiliate", "advertiser"]),
);

/** The party that a principal acts for. */
const PARTY = {
  role: Role,
  affiliate_id: nullable(Id),
  advertiser_id: nullable(Id),
};

/** User as the API shows it. */
export const User = named(
  "User",
  Type.Object({
    id: Uuid,
    email: Type.String(),
    ...PARTY,
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
    ...PARTY,
    timezone: described(
      "The zone in which its days begin.",
      Type.String({ examples: ["Europe/Berlin"] }),
    ),
  }),
);

/** Token as the API shows it. */
export const Token = named(
  "Token",
  Type.Object({
    id: Uuid,
    name: Type.String(),
    ...PARTY,
    created_at: Time,
    expires_at: nullable(Time),
    revoked_at: nullable(Time),
  }),
);

/** New token as the API shows it. */
export const NewToken = named(
  "NewToken",
  Type.Object({
    ...Token.properties,
    token: described("Shown only in this answer.", Type.String()),
  }),
);
