import { Type } from "@sinclair/typebox";
import { seenAs } from "./hidden_fields.ts";
import type { PartyRole } from "./party_roles.ts";
import { nullable } from "./shapes.ts";

const HELD_BY_NETWORK = "held_by_network";

/** Reasons that would tell a party what the network earns. */
const NETWORKS_OWN: ReadonlySet<string> = new Set(["payout_above_revenue"]);

/** The reason of a conversion's status as a role is told it; null for the network's people. */
export function reasonSeenBy<T extends string | null>(
  role: PartyRole | null,
  reason: T,
): T | typeof HELD_BY_NETWORK {
  const is_hidden =
    role !== null && reason !== null && NETWORKS_OWN.has(reason);
  return is_hidden ? HELD_BY_NETWORK : reason;
}

/** The reason of a conversion's status in an answer. */
export const StatusReason = seenAs(
  nullable(Type.String()),
  (role, value) =>
    typeof value === "string" ? reasonSeenBy(role, value) : value,
  "The reason of the status. Affiliates and advertisers see `held_by_network` for one that is the network's own.",
);
