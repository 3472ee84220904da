import type { components } from "../../api/api_types.ts";

type Schemas = components["schemas"];

/** Whether an entry's money waits until a later day. */
export function isOnHold(
  entry: Pick<
    Schemas["LedgerEntryWithOrigins"],
    "payable" | "payable_from" | "released_at"
  >,
  now_ms: number,
): boolean {
  const { payable, payable_from, released_at } = entry;
  return (
    payable_from !== null &&
    released_at === null &&
    /[1-9]/.test(payable) &&
    Date.parse(payable_from) > now_ms
  );
}
