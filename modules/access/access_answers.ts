import { Type } from "@sinclair/typebox";
import { MAIL_STATES } from "./mailer.ts";
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
  affiliate_ids: described(
    "The affiliates that a manager is limited to; null is all.",
    nullable(Type.Array(Id)),
  ),
  advertiser_ids: described(
    "The advertisers that a manager is limited to; null is all.",
    nullable(Type.Array(Id)),
  ),
};

/** User as the API shows it. */
export const User = named(
  "User",
  Type.Object({
    id: Uuid,
    email: Type.String(),
    name: nullable(Type.String()),
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

/** The caller as the API shows it to itself. */
export const Me = named(
  "Me",
  Type.Object({
    ...Principal.properties,
    name: described(
      "Name of the user or the token.",
      nullable(Type.String({ examples: ["Ada"] })),
    ),
    email: nullable(Type.String()),
    party: described(
      "Whom it acts for; null for the network itself.",
      nullable(
        Type.Object({
          kind: oneOf(["affiliate", "advertiser"]),
          id: Id,
          name: Type.String(),
        }),
      ),
    ),
    scopes: described(
      "What it may do of what its role may.",
      Type.Array(Type.String({ examples: ["read"] })),
    ),
    payment_details_pending: described(
      "A change of the affiliate's payment details that doesn't count yet.",
      nullable(Type.Object({ requested_at: Time, effective_at: Time })),
    ),
    second_step: described(
      "Whether the user signs in by two steps.",
      Type.Boolean(),
    ),
    as_of: described("The tracker's clock.", Time),
  }),
);

/** Answer to a right password where the second step is on. */
export const SecondStepNeeded = named(
  "SecondStepNeeded",
  Type.Object({
    second_step: Type.Literal(true),
    ticket: described(
      "To be shown with the code; it stands for the password.",
      Type.String(),
    ),
    expires_at: Time,
  }),
);

/** New secret of an authenticator as the API shows it. */
export const NewSecondStep = named(
  "NewSecondStep",
  Type.Object({
    secret: described(
      "Shown only in this answer, in base32.",
      Type.String({ examples: ["JBSWY3DPEHPK3PXP"] }),
    ),
    url: described(
      "For a QR code.",
      Type.String({
        examples: ["otpauth://totp/Tallyho:ada%40network.example"],
      }),
    ),
  }),
);

/** Recovery codes as the API shows them. */
export const RecoveryCodes = named(
  "RecoveryCodes",
  Type.Object({
    recovery_codes: described(
      "Each works once, instead of a code. Shown only in this answer.",
      Type.Array(Type.String()),
    ),
  }),
);

/** Session as the API shows it. */
export const SessionView = named(
  "Session",
  Type.Object({
    id: Uuid,
    user_id: Uuid,
    created_at: described(
      "Null if an older version opened it.",
      nullable(Time),
    ),
    last_seen_at: described("To the minute.", nullable(Time)),
    expires_at: Time,
    address: nullable(Type.String({ examples: ["203.0.113.7"] })),
    user_agent: nullable(Type.String()),
    current: described("Whether it is the one that asks.", Type.Boolean()),
  }),
);

/** Invitation as the API shows it. */
export const Invitation = named(
  "Invitation",
  Type.Object({
    id: Uuid,
    email: Type.String(),
    ...PARTY,
    user_id: described("The user that it became.", nullable(Uuid)),
    created_at: Time,
    expires_at: Time,
    accepted_at: nullable(Time),
    revoked_at: nullable(Time),
  }),
);

const LINK = described(
  "The link, to be opened once; shown only in this answer.",
  Type.String({ examples: ["https://tracker.example/invitation#k3x9m2pq"] }),
);

const MAIL = described(
  "Whether the link was sent by mail; `off` without a mail server.",
  oneOf(MAIL_STATES),
);

/** New invitation as the API shows it. */
export const NewInvitation = named(
  "NewInvitation",
  Type.Object({ ...Invitation.properties, url: LINK, mail: MAIL }),
);

/** New link to set a password as the API shows it. */
export const NewPasswordReset = named(
  "NewPasswordReset",
  Type.Object({ url: LINK, expires_at: Time, mail: MAIL }),
);

/** Token as the API shows it. */
export const Token = named(
  "Token",
  Type.Object({
    id: Uuid,
    name: Type.String(),
    ...PARTY,
    user_id: described("The user whose token it is.", nullable(Uuid)),
    scopes: described(
      "What it may do of what its role may: `read`, `write`, or a resource with one of them. Who may write may read.",
      Type.Array(Type.String({ examples: ["links:write"] })),
    ),
    created_at: Time,
    expires_at: nullable(Time),
    revoked_at: nullable(Time),
    last_used_at: described("To the minute.", nullable(Time)),
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
