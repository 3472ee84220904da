import type {
  StatementField,
  StatementMapping,
} from "../../../db/schema/mod.ts";
import { Problem } from "../../kernel/mod.ts";

/** Fields that only the network's imports have: what affiliates get, and which of them sold. */
export const NETWORKS_FIELDS: readonly StatementField[] = [
  "affiliate",
  "link",
  "payout",
];

/** A detected mapping without the fields that an advertiser's own import can't have. */
export function readableBy(
  { by_advertiser_id }: { by_advertiser_id: number | null },
  mapping: StatementMapping,
): StatementMapping {
  if (by_advertiser_id === null) return mapping;
  const columns = Object.entries(mapping.columns).filter(
    ([field]) => !isNetworks(field),
  );
  return { ...mapping, columns: Object.fromEntries(columns) };
}

/** Throws a Problem if a mapping that an advertiser gives reads a column as a network's field. */
export function checkOwnMapping(
  mapping: Partial<StatementMapping> | null,
): void {
  const fields = Object.keys(mapping?.columns ?? {}).filter(isNetworks);
  if (fields.length === 0) return;
  const detail = `Only the network's imports say ${fields.join(", ")}`;
  const message = "is the network's to say: leave its column out";
  throw new Problem(403, "network_decides", detail, {
    errors: fields.map((field) => ({
      field: `mapping.columns.${field}`,
      message,
    })),
  });
}

/**
 * Throws a Problem if an advertiser changes the confirmed columns of its import: the network
 * applies what it has looked at.
 */
export function checkOwnChange(
  is_confirmed: boolean,
  mapping: Partial<StatementMapping> | null,
): void {
  checkOwnMapping(mapping);
  if (!is_confirmed || mapping === null) return;
  const detail =
    "Only the network changes confirmed columns: upload the file again with another mapping";
  throw new Problem(403, "network_decides", detail);
}

/** Throws a Problem unless an advertiser only tries its import, and waits for the answer. */
export function checkOwnApply(asked: {
  dry_run?: boolean;
  as_task?: boolean;
}): void {
  if (asked.dry_run === true && asked.as_task !== true) return;
  const field = asked.dry_run === true ? "as_task" : "dry_run";
  const detail = "Only the network applies an import: try it with dry_run";
  throw new Problem(403, "network_decides", detail, {
    errors: [{ field, message: "only the network can ask so" }],
  });
}

function isNetworks(field: string): boolean {
  return NETWORKS_FIELDS.some((one) => one === field);
}
