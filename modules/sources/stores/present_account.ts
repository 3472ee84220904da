import type { SealedSecret } from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { SealKey } from "../../kernel/mod.ts";
import { readableSecret } from "../source_secret.ts";
import { readServiceAccount } from "./store_settings.ts";

/** A service account without its key; its email is null if it can't be unsealed. */
export function presentAccount(
  seal_key: SealKey,
  advertiser_id: number,
  sealed: SealedSecret | null,
) {
  if (sealed === null) return null;
  const text = readableSecret(seal_key, advertiser_id, sealed);
  const account = text === null ? null : readServiceAccount(text);
  return {
    id: sealed.id,
    client_email: account?.client_email ?? null,
    created_at: isoTime(sealed.created_at),
  };
}
