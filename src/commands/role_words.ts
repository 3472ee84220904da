import { ROLES } from "../../modules/access/mod.ts";
import type { Role } from "../../modules/access/mod.ts";
import { UsageError } from "./usage_error.ts";

/** Parses a role. */
export function readRole(text: string): Role {
  const role = ROLES.find((name) => name === text);
  if (role !== undefined) return role;
  throw new UsageError(
    `"${text}" is not a role: use one of ${ROLES.join(", ")}`,
  );
}

/** Options for the party a user or token acts for. */
export const PARTY_OPTIONS = {
  affiliate: { type: "string" },
  advertiser: { type: "string" },
} as const;

/** Parses the options for a party. */
export function readParty(values: {
  affiliate?: string | undefined;
  advertiser?: string | undefined;
}) {
  return {
    affiliate_id: readId(values.affiliate),
    advertiser_id: readId(values.advertiser),
  };
}

function readId(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is not an id`);
}
