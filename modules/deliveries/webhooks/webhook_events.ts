import { Type } from "@sinclair/typebox";
import type { TObject } from "@sinclair/typebox";
import {
  advertisers,
  Amount,
  Currency,
  cutOf,
  described,
  Id,
  named,
  nullable,
  oneOf,
  rounded,
  sharedAmount,
  StatusReason,
  Time,
  Uuid,
} from "../../http/mod.ts";
import type { Cut } from "../../http/mod.ts";
import { NETWORK_EVENTS } from "../../notices/mod.ts";
import type { NetworkEventType } from "../../notices/mod.ts";

const text = Type.String();

/** The mark of a sample; absent where something happened. */
const SAMPLE = {
  is_test: Type.Optional(
    described("True in a sample that was asked for.", Type.Boolean()),
  ),
};

const ConversionEvent = named(
  "ConversionEvent",
  Type.Object({
    conversion_id: Uuid,
    version: described(
      "Grows with each change; deliveries may overtake each other.",
      Type.Integer({ examples: [1] }),
    ),
    status: oneOf(["pending", "approved", "rejected", "reversed"]),
    reason: StatusReason,
    is_test: Type.Boolean(),
    campaign_id: Id,
    affiliate_id: Id,
    advertiser_id: advertisers(Id),
    goal_key: Type.String({ examples: ["sale"] }),
    order_id: nullable(Type.String({ examples: ["A-1001"] })),
    click_id: nullable(text),
    currency: Currency,
    ...rounded({
      amount: sharedAmount(nullable(Amount)),
      revenue: advertisers(Amount),
      payout: Amount,
    }),
    owed_currency: described(
      "The currency that the affiliate is paid in, if it isn't the campaign's.",
      nullable(Currency),
    ),
    owed: described("The payout in that currency.", nullable(Amount)),
    share_amount: Type.Boolean(),
    occurred_at: nullable(Time),
    recorded_at: Time,
  }),
);

const PaymentEvent = named(
  "PaymentEvent",
  Type.Object({
    payment_id: Uuid,
    affiliate_id: Id,
    currency: Currency,
    amount: Amount,
    status: Type.String({ examples: ["paid"] }),
    reference: nullable(text),
    ...SAMPLE,
  }),
);

const InvoiceEvent = named(
  "InvoiceEvent",
  Type.Object({
    invoice_id: Uuid,
    number: Type.Integer({ examples: [12] }),
    advertiser_id: Id,
    currency: Currency,
    amount: Amount,
    ...SAMPLE,
  }),
);

const ApplicationEvent = named(
  "ApplicationEvent",
  Type.Object({
    affiliate_id: described(
      "Null where it applied to join the network.",
      nullable(Id),
    ),
    campaign_id: described(
      "Null where it applied to join the network.",
      nullable(Id),
    ),
    application_id: described(
      "The application to join the network.",
      nullable(Uuid),
    ),
    ...SAMPLE,
  }),
);

const OfferEvent = named(
  "OfferEvent",
  Type.Object({
    affiliate_id: Id,
    campaign_id: Id,
    status: described(
      "`none` after a withdrawal.",
      Type.String({ examples: ["approved"] }),
    ),
    reason: nullable(text),
    ...SAMPLE,
  }),
);

const EndpointEvent = named(
  "EndpointEvent",
  Type.Object({
    endpoint_id: described("Null for a webhook.", nullable(Id)),
    webhook_id: described("Null for an endpoint.", nullable(Id)),
    affiliate_id: nullable(Id),
    campaign_id: nullable(Id),
    origin: Type.String({ examples: ["https://tracker.example"] }),
    reason: Type.String({ examples: ["It answered 410 Gone"] }),
    ...SAMPLE,
  }),
);

const CampaignEvent = named(
  "CampaignEvent",
  Type.Object({
    campaign_id: Id,
    advertiser_id: Id,
    reason: oneOf(["by_hand", "ended"]),
    state: described(
      "`over` where a campaign that had ended goes on, or is archived.",
      oneOf(["started", "over"]),
    ),
    ...SAMPLE,
  }),
);

const RiskEvent = named(
  "RiskEvent",
  Type.Object({
    affiliate_id: nullable(Id),
    campaign_id: nullable(Id),
    reason: text,
    ...SAMPLE,
  }),
);

/** An incident: sent when it starts and when it is over. */
const IncidentEvent = named(
  "IncidentEvent",
  Type.Object({
    incident_id: Uuid,
    state: oneOf(["started", "over"]),
    subject: Type.String({ examples: ["source 7"] }),
    text: Type.String({
      examples: ["Source 7 has been silent for 26 hours"],
    }),
    advertiser_id: nullable(Id),
    campaign_id: nullable(Id),
    affiliate_id: nullable(Id),
    value: nullable(Type.Number({ examples: [26] })),
    threshold: nullable(Type.Number({ examples: [3] })),
    window_hours: nullable(Type.Number({ examples: [24] })),
    opened_at: Time,
    closed_at: nullable(Time),
    ...SAMPLE,
  }),
);

const ForwardEvent = named(
  "ForwardEvent",
  Type.Object({
    forward_id: Id,
    source_id: described("Null for the network's.", nullable(Id)),
    origin: Type.String({ examples: ["https://old-tracker.example"] }),
    reason: Type.String({
      examples: ["The old tracker took nothing for 14 days"],
    }),
    ...SAMPLE,
  }),
);

const ReportEvent = named(
  "ReportEvent",
  Type.Object({
    saved_report_id: Id,
    name: Type.String({ examples: ["Last week by campaign"] }),
    user_id: described("Whose it is.", Uuid),
    affiliate_id: nullable(Id),
    advertiser_id: advertisers(nullable(Id)),
    from: Time,
    to: Time,
    path: described(
      "Where to ask for it, with a token.",
      Type.String({
        examples: [
          "/api/v1/reports?group_by=campaign&from=2026-11-16T00:00:00.000Z&to=2026-11-23T00:00:00.000Z",
        ],
      }),
    ),
    ...SAMPLE,
  }),
);

/** The data of each event, and how it is described. */
export const EVENT_DATA: Readonly<
  Record<NetworkEventType, { summary: string; data: TObject }>
> = {
  "conversion.recorded": {
    summary: "A conversion was recorded",
    data: ConversionEvent,
  },
  "conversion.changed": {
    summary: "A conversion has a new version",
    data: ConversionEvent,
  },
  "payment.closed": { summary: "A payment was closed", data: PaymentEvent },
  "payment.paid": { summary: "A payment was paid", data: PaymentEvent },
  "invoice.created": { summary: "An invoice was created", data: InvoiceEvent },
  "affiliate.applied": {
    summary: "An affiliate applied, to the network or to a campaign",
    data: ApplicationEvent,
  },
  "offer.changed": {
    summary:
      "An affiliate was approved for a campaign, refused or blocked, or its approval was withdrawn",
    data: OfferEvent,
  },
  "endpoint.switched_off": {
    summary: "An endpoint or a webhook was switched off",
    data: EndpointEvent,
  },
  "endpoint.failing": {
    summary: "An endpoint has been failing for a while",
    data: IncidentEvent,
  },
  "source.silent": { summary: "A source is silent", data: IncidentEvent },
  "refusals.rising": {
    summary: "More postbacks are refused than usual",
    data: IncidentEvent,
  },
  "cap.near": { summary: "A cap is nearly used up", data: IncidentEvent },
  "cap.reached": { summary: "A cap is used up", data: IncidentEvent },
  "campaign.paused": { summary: "A campaign was paused", data: CampaignEvent },
  "risk.held": { summary: "Something is held for its risk", data: RiskEvent },
  "statement.missing": {
    summary: "An advertiser's statement is missing",
    data: IncidentEvent,
  },
  "ledger.broken": {
    summary: "The ledger doesn't hold",
    data: IncidentEvent,
  },
  "forward.stopped": {
    summary: "Postbacks are no longer sent on to the old tracker",
    data: ForwardEvent,
  },
  "report.ready": {
    summary: "A report was due by its schedule",
    data: ReportEvent,
  },
  "report.broken": {
    summary: "Reports don't count what clicks and conversions say",
    data: IncidentEvent,
  },
};

/** Events that an affiliate is told of, its own ones only. */
export const AFFILIATE_EVENTS = [
  "conversion.recorded",
  "conversion.changed",
  "payment.paid",
  "offer.changed",
  "endpoint.switched_off",
  "report.ready",
] as const satisfies readonly NetworkEventType[];

const CUTS: ReadonlyMap<string, Cut> = new Map(
  NETWORK_EVENTS.map((type) => [
    type,
    cutOf([EVENT_DATA[type].data], "affiliate"),
  ]),
);

export interface SentEvent {
  type: string;
  created_at: string;
  data: Readonly<Record<string, unknown>>;
}

/** The body of an event; for an affiliate without the fields that it may not see. */
export function eventBody(event: SentEvent, role: "affiliate" | null): string {
  const { type, created_at: timestamp, data } = event;
  const cut = role === null ? null : CUTS.get(type);
  const seen = cut === null ? data : (cut?.(data) ?? {});
  return JSON.stringify({ type, timestamp, data: seen });
}

/** The schema of an event's body. */
export function eventBodySchema(type: NetworkEventType): TObject {
  const body = Type.Object({
    type: Type.Literal(type),
    timestamp: Time,
    data: EVENT_DATA[type].data,
  });
  const words = type.split(/[._]/);
  const name = words.map((word) => word[0]?.toUpperCase() + word.slice(1));
  return named(`${name.join("")}Body`, body);
}

/** Each event's summary and body, by name. */
export const EVENT_DESCRIPTIONS = Object.fromEntries(
  NETWORK_EVENTS.map((type) => {
    const { summary } = EVENT_DATA[type];
    return [type, { summary, body: eventBodySchema(type) }] as const;
  }),
);
