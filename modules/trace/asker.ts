import { schemaSeenBy } from "../http/mod.ts";
import type { PartyRole } from "../http/mod.ts";
import { Evidence } from "./trace_answers.ts";

/** Somebody who asks: whose rows, and which values. */
export interface Asker {
  /** The party that asks; null for the network's own people. */
  role: PartyRole | null;
  affiliate_ids?: readonly number[] | undefined;
  advertiser_ids?: readonly number[] | undefined;
  /** Zone of the days in sentences. */
  timezone: string;
}

/** A value that a step may have. */
export type Field = keyof Evidence;

/**
 * Whether a role sees a value. It is neither looked up by one that it doesn't see, nor told of
 * things that only have such.
 */
export function sees({ role }: Asker, field: Field): boolean {
  if (role === null) return true;
  const { properties } = schemaSeenBy(Evidence, role) as typeof Evidence;
  return field in properties;
}
