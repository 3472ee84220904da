import { Type } from "@sinclair/typebox";
import { named, nullable, oneOf, Uuid } from "../http/mod.ts";
import type {
  Answer,
  ApiDescription,
  ProblemCode,
  RouteDescription,
} from "../http/mod.ts";

const text = Type.Optional(Type.String());

/** The answer to an accepted postback. */
const TakenPostback = named(
  "TakenPostback",
  Type.Object({
    outcome: oneOf([
      "recorded",
      "updated",
      "duplicate",
      "ignored",
      "queued",
      "forwarded",
    ]),
    postback_id: Uuid,
    conversion_id: Type.Optional(nullable(Uuid)),
    status: text,
    reason: text,
    note: text,
    differs: Type.Optional(Type.Array(Type.String())),
  }),
);
/**
 * Platforms' addresses, and sources set up that way, answer in the format that their senders
 * know.
 */
const PlatformAnswer = named(
  "PlatformAnswer",
  Type.Union([
    Type.Record(Type.String(), Type.Unknown()),
    Type.Array(Type.Unknown()),
  ]),
);
const TEXT = { media_type: "text/plain" };

const REFUSALS: readonly ProblemCode[] = [
  "malformed",
  "missing_click_id",
  "unreplaced_macro",
  "invalid_click_id",
  "ambiguous_click_id",
  "sandbox_only",
  "unsupported_version",
  "source_required",
  "missing_signature",
  "bad_signature",
  "bad_token",
  "stale_timestamp",
  "sender_not_allowed",
  "unknown_source",
  "unknown_click",
  "unknown_conversion",
  "unknown_app",
  "unknown_link",
  "method_not_allowed",
  "replayed_nonce",
  "illegal_transition",
  "order_conflict",
  "already_exists",
  "ambiguous_conversion",
  "unsupported_media_type",
  "unknown_goal",
  "unmapped_status",
  "invalid_amount",
  "missing_amount",
  "unknown_currency",
  "invalid_time",
  "missing_order_id",
  "outside_window",
  "late_needs_proof",
  "too_early",
  "parent_missing",
  "campaign_closed",
  "affiliate_blocked",
  "cap_reached",
  "ambiguous_reversal",
  "advertiser_mismatch",
  "unmapped_value",
  "foreign_package",
  "purchase_unknown",
  "too_large",
  "rate_limited",
];

const parameters = Type.Record(Type.String(), Type.String());
const BODY = {
  "application/x-www-form-urlencoded": parameters,
  "application/json": Type.Record(Type.String(), Type.Unknown()),
};

function inbound(summary: string, answer: Answer): RouteDescription {
  const both = [answer, TEXT];
  const answers = { 200: both, 201: both, 202: both };
  return { summary, answers, body: BODY, problems: REFUSALS };
}

/** A platform's address: 404 for a request in nobody's form. */
const platform = (name: string): RouteDescription => ({
  ...inbound(`Receives a postback at the address of ${name}`, PlatformAnswer),
  problems: [...REFUSALS, "not_found"],
});

const InstallAnswer = named(
  "TakenInstall",
  Type.Object(
    {
      ...TakenPostback.properties,
      click_id: text,
      app_account_token: Type.Optional(
        nullable(
          Type.String({
            description:
              "The UUID that stands for the click: the app's `appAccountToken` of purchases in the App Store.",
          }),
        ),
      ),
      deep_link: Type.Optional(nullable(Type.String())),
    },
    { additionalProperties: Type.Unknown() },
  ),
);

const at = Type.Optional(
  Type.Union([Type.String(), Type.Number()], {
    description: "RFC 3339, or Unix seconds or milliseconds.",
  }),
);

/** An install as an app or its server reports it. */
const InstallReport = named(
  "InstallReport",
  Type.Object({
    referrer: Type.Optional(
      Type.String({ description: "As Play gives it to the app." }),
    ),
    click_id: text,
    package: text,
    referrer_click_at: at,
    install_begin_at: at,
    referrer_click_server_at: at,
    install_begin_server_at: at,
    install_version: text,
    instant: Type.Optional(Type.Boolean()),
    token: Type.Optional(
      Type.String({
        description: "The source's token; never inside an app.",
      }),
    ),
  }),
);

/** Apple's install postbacks: what its key for the store signed, and can be read, is answered 200. */
const apple = (name: string): RouteDescription => ({
  ...inbound(
    `Receives an install postback of ${name}`,
    Type.Union([TakenPostback, PlatformAnswer]),
  ),
  body: { "application/json": Type.Record(Type.String(), Type.Unknown()) },
});

/** Routes that receive postbacks: our addresses and the platforms' own. */
export const INBOUND_API: ApiDescription = {
  "ALL /v1/postback": inbound(
    "Receives a postback",
    Type.Union([TakenPostback, PlatformAnswer]),
  ),
  "ALL /v1/postback/:key": inbound(
    "Receives a postback at a source's own address",
    PlatformAnswer,
  ),
  "ALL /v1/pixel/:key": {
    summary:
      "Takes a sale that a page reports, by an image or a beacon, and tells it nothing",
    answers: { 200: { media_type: "image/gif" }, 204: null },
    body: BODY,
  },
  "ALL /v1/install": {
    summary:
      "Receives an install with its referrer, from an app or its server, and gives its deep link",
    answers: { 200: InstallAnswer, 201: InstallAnswer, 202: InstallAnswer },
    body: { "application/json": InstallReport },
    problems: [...REFUSALS, "unavailable"],
  },
  "ALL /v1/skan": apple("SKAdNetwork"),
  "ALL /v1/aak": apple("AdAttributionKit"),
  "ALL /.well-known/skadnetwork/report-attribution": apple(
    "SKAdNetwork, as phones send an advertiser's copy",
  ),
  "ALL /.well-known/appattribution/report-attribution": apple(
    "AdAttributionKit, as phones send an advertiser's copy",
  ),
  "ALL /v1/app-store/:key": inbound(
    "Receives an App Store server notification (V2)",
    PlatformAnswer,
  ),
  "ALL /v1/play/:key": {
    ...inbound(
      "Receives a Google Play notification that Pub/Sub pushes",
      PlatformAnswer,
    ),
    problems: [...REFUSALS, "unavailable"],
  },
  "ALL /aff_lsr": platform("TUNE"),
  "ALL /p.ashx": platform("CAKE"),
  "ALL /track/conv": platform("Scaleo"),
  "ALL /track/conv-change": platform("Scaleo, as a change"),
  "ALL /track/conv-addchange": platform("Scaleo, as either"),
  "ALL /track/lead": platform("dub, for a lead"),
  "ALL /track/sale": platform("dub, for a sale"),
  "ALL /click.php": platform("Binom"),
  "ALL /click": platform("Binom, without its ending"),
  "ALL /scripts/sale.php": platform("Post Affiliate Pro"),
  "ALL /conversion/xid": platform("PartnerStack"),
  "ALL /tracking202/static/gpb.php": platform("Prosper202"),
  "ALL /postback": platform("Affise, Voluum, RedTrack and BeMob"),
  "ALL /:key/postback": platform("Keitaro"),
  "ALL /conversion/*": platform("Partnerize"),
  "ALL /Advertisers/:sid/Conversions": platform("impact.com"),
  "ALL /": platform("Everflow"),
};
