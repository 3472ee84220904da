import { Type } from "@sinclair/typebox";
import type { Transaction } from "../../db/mod.ts";
import {
  described,
  Id,
  named,
  nullable,
  oneOf,
  Time,
  TIMES,
  Uuid,
} from "../http/mod.ts";
import { BELL_NAMES } from "./bell.ts";

/** Makes changes, each in a transaction. */
export interface Changes {
  change<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

const closed = { additionalProperties: false };
const number = Type.Number({ minimum: 0, maximum: 1_000_000 });

const BellView = named(
  "Bell",
  Type.Object({
    name: oneOf(BELL_NAMES),
    description: Type.String(),
    enabled: Type.Boolean(),
    threshold: nullable(Type.Number()),
    threshold_means: described(
      "The unit of the threshold; null for a bell without one.",
      nullable(Type.String()),
    ),
    window_hours: nullable(Type.Number()),
    changed_at: described(
      "Null while it is as the program has it.",
      nullable(Time),
    ),
  }),
);

/** The API resource of the bells. */
export const BELL_RESOURCE = {
  path: "/bells",
  key: "name",
  one: "a bell",
  many: "the bells",
  patch: Type.Partial(
    Type.Object(
      {
        enabled: Type.Boolean(),
        threshold: Type.Union([number, Type.Null()]),
        window_hours: Type.Union([number, Type.Null()]),
      },
      closed,
    ),
    closed,
  ),
  filters: { q: "text", name: BELL_NAMES, enabled: "boolean" },
  sorts: ["name"],
  view: BellView,
  own: {},
} as const;

/** An incident in API responses. */
export const Incident = named(
  "Incident",
  Type.Object({
    id: Uuid,
    bell: oneOf(BELL_NAMES),
    state: oneOf(["open", "over"]),
    subject: described(
      "The thing it is about, such as `source 7`.",
      Type.String(),
    ),
    text: Type.String(),
    advertiser_id: nullable(Id),
    campaign_id: nullable(Id),
    affiliate_id: nullable(Id),
    value: nullable(Type.Number()),
    threshold: nullable(Type.Number()),
    window_hours: nullable(Type.Number()),
    opened_at: Time,
    closed_at: nullable(Time),
  }),
);

/** Filters and sorts of incidents. */
export const INCIDENT_LIST = {
  filters: {
    q: "text",
    bell: BELL_NAMES,
    state: ["open", "over"],
    open: "boolean",
    advertiser_id: "id",
    campaign_id: "id",
    affiliate_id: "id",
    ...TIMES,
  },
  sorts: ["-opened_at"],
} as const;
