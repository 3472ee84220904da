import { Type } from "@sinclair/typebox";
import { named } from "../../http/mod.ts";

const closed = { additionalProperties: false };
const reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const goal = Type.String({ minLength: 1, maxLength: 64 });
const LINKS_MAX = 1_000;
const VALUES_MAX = 500;
const APPROVE_DAYS_MAX = 3_650;
const FINGERPRINTS_MAX = 20;
const DOMAINS_MAX = 50;
const PATHS_MAX = 100;

const optional = <T extends Parameters<typeof Type.Union>[0][number]>(
  schema: T,
  description?: string,
) =>
  Type.Optional(
    Type.Union(
      [schema, Type.Null()],
      description === undefined ? {} : { description },
    ),
  );

const app_id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const source_identifier = Type.String({ pattern: "^[0-9]{1,4}$" });

const SkanValueBody = Type.Object(
  {
    fine: optional(Type.Integer({ minimum: 0, maximum: 63 })),
    coarse: optional(
      Type.Union(
        (["low", "medium", "high"] as const).map((word) => Type.Literal(word)),
      ),
    ),
    window: optional(
      Type.Integer({ minimum: 0, maximum: 2 }),
      "The postback's window, from 0. Null: any for a coarse value, else the first.",
    ),
    goal,
    amount: optional(Type.String({ maxLength: 30 })),
  },
  closed,
);

/** Apple's install postbacks of a campaign in API requests. */
export const SkanBody = Type.Object(
  {
    app_id: Type.Union([app_id, Type.Null()], {
      description:
        "The app's id in the App Store. Null: no install postbacks are taken.",
    }),
    ad_network_id: optional(
      Type.String({ pattern: "^[A-Za-z0-9._-]{1,100}$" }),
      "Null: those of any ad network.",
    ),
    source_identifiers: Type.Optional(
      Type.Array(
        Type.Union([
          source_identifier,
          Type.Object(
            { source_identifier, link_id: optional(reference) },
            closed,
          ),
        ]),
        {
          maxItems: LINKS_MAX,
          description:
            "The ad network's source identifiers or campaign ids, and whose link each is. Empty: all of the app.",
        },
      ),
    ),
    link_id: optional(
      reference,
      "The link that gets the installs that no source identifier gives to one. Null: the campaign's only link.",
    ),
    values: Type.Optional(Type.Array(SkanValueBody, { maxItems: VALUES_MAX })),
    sandbox: Type.Optional(
      Type.Boolean({
        description: "Takes Apple's development keys; its installs are tests.",
      }),
    ),
    approve_after_days: optional(
      Type.Integer({ minimum: 0, maximum: APPROVE_DAYS_MAX }),
      "Days until a pending install approves itself. Null: it waits for the advertiser.",
    ),
  },
  closed,
);

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(
  schema: T,
) => Type.Union([schema, Type.Null()]);
const text = Type.String();

/** Apple's install postbacks of a campaign in the API. */
export const Skan = named(
  "Skan",
  Type.Object({
    app_id: nullable(app_id),
    ad_network_id: nullable(text),
    source_identifiers: Type.Array(
      Type.Object({ source_identifier: text, link_id: nullable(reference) }),
    ),
    link_id: nullable(reference),
    values: Type.Array(
      Type.Object({
        fine: nullable(Type.Integer()),
        coarse: nullable(
          Type.Union(
            (["low", "medium", "high"] as const).map((word) =>
              Type.Literal(word),
            ),
          ),
        ),
        window: nullable(Type.Integer()),
        goal: text,
        amount: nullable(text),
      }),
    ),
    sandbox: Type.Boolean(),
    approve_after_days: nullable(Type.Integer()),
  }),
);

const ios = Type.Object(
  {
    team_id: Type.String({ pattern: "^[A-Z0-9]{10}$" }),
    bundle_id: Type.String({ pattern: "^[A-Za-z0-9.-]{1,155}$" }),
  },
  closed,
);
const android = Type.Object(
  {
    package: Type.String({
      pattern: "^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)+$",
      maxLength: 255,
    }),
    sha256_fingerprints: Type.Array(
      Type.String({ pattern: "^([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$" }),
      {
        maxItems: FINGERPRINTS_MAX,
        description:
          "SHA-256 fingerprints of the certificates that sign the app: 32 pairs of hex digits with colons between them.",
      },
    ),
  },
  closed,
);

/** The apps of a campaign in API requests. */
export const AppBody = Type.Object(
  {
    ios: optional(ios),
    android: optional(android),
    install_goal: optional(
      goal,
      "The goal that an install reaches. Null: the one with the key `install`.",
    ),
    domains: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 253 }), {
        maxItems: DOMAINS_MAX,
        description:
          "The tracker's hosts that show its association files. Empty: all.",
      }),
    ),
    paths: Type.Optional(
      Type.Array(Type.String({ pattern: "^/[!-~]{0,255}$" }), {
        maxItems: PATHS_MAX,
        description:
          "Paths that open the iOS app. Empty: those of the campaign's links.",
      }),
    ),
  },
  closed,
);

/** The apps of a campaign in the API. */
export const App = named(
  "App",
  Type.Object({
    ios: nullable(ios),
    android: nullable(android),
    install_goal: nullable(text),
    domains: Type.Array(text),
    paths: Type.Array(text),
  }),
);
