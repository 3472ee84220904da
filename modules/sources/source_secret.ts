import type { SealedSecret } from "../../db/schema/mod.ts";
import {
  invalid,
  maskSecret,
  checkPrintable,
  readSigningSecret,
} from "../http/mod.ts";
import { isoTime, newId, randomToken, seal, unseal } from "../kernel/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";
import type { SecretView } from "../http/mod.ts";
import { faultOfSecret } from "./shops/secret_forms.ts";
import { isShop } from "./shops/shop_types.ts";

const TOKEN_CHARS_MIN = 8;
const TOKEN_CHARS_MAX = 200;
const TOKEN_BYTES = 20;

/** Seals a secret of an advertiser; bound to that advertiser and its own id. */
export function sealSecret(
  deps: { seal_key: SealKey; clock: Clock },
  advertiser_id: number,
  text: string,
): SealedSecret {
  const id = newId(deps.clock);
  const context = contextOf(advertiser_id, id);
  const bytes = seal(deps.seal_key, Buffer.from(text), context);
  return {
    id,
    sealed: Buffer.from(bytes).toString("base64"),
    created_at: deps.clock.nowMs(),
  };
}

/** Returns the text of a sealed secret; throws if it was sealed under another key, or altered. */
export function unsealSecret(
  seal_key: SealKey,
  advertiser_id: number,
  secret: SealedSecret,
): string {
  const bytes = Buffer.from(secret.sealed, "base64");
  const context = contextOf(advertiser_id, secret.id);
  return Buffer.from(unseal(seal_key, bytes, context)).toString();
}

function contextOf(advertiser_id: number, id: string): string {
  return `secret ${id} of advertiser ${advertiser_id}`;
}

/** Returns the text of a sealed secret, or null if it can't be unsealed. */
export function readableSecret(
  seal_key: SealKey,
  advertiser_id: number,
  secret: SealedSecret,
): string | null {
  try {
    return unsealSecret(seal_key, advertiser_id, secret);
  } catch {
    return null;
  }
}

/** A secret without its text. */
export function presentSecret(
  seal_key: SealKey,
  advertiser_id: number,
  secret: SealedSecret,
): SecretView {
  const text = readableSecret(seal_key, advertiser_id, secret);
  return {
    id: secret.id,
    masked: text === null ? null : maskSecret(text),
    created_at: isoTime(secret.created_at),
  };
}

const SHOP_CHARS_MIN = 6;
const SHOP_CHARS_MAX = 200;

/**
 * Validates a signing secret for a source of a preset, or generates one. A shop chooses the length of its own, some as
 * short as six characters, and each is taken as text.
 */
export function readSecretFor(
  preset: string | null,
  given: string | undefined,
  field = "secret",
): string {
  if (!isShop(preset)) return readSigningSecret(given, field);
  if (given === undefined) {
    throw invalid(field, "must be the secret that the shop shows");
  }
  checkPrintable(field, given);
  const fault = faultOfSecret(preset, given);
  if (fault !== null) throw invalid(field, fault);
  if (given.length >= SHOP_CHARS_MIN && given.length <= SHOP_CHARS_MAX) {
    return given;
  }
  const range = `${SHOP_CHARS_MIN} to ${SHOP_CHARS_MAX}`;
  throw invalid(field, `must be text of ${range} characters`);
}

/** Validates a given token, or generates one. */
export function readSourceToken(given: string | undefined): string {
  if (given === undefined) return randomToken(TOKEN_BYTES);
  checkPrintable("token", given);
  if (given.length >= TOKEN_CHARS_MIN && given.length <= TOKEN_CHARS_MAX) {
    return given;
  }
  const range = `${TOKEN_CHARS_MIN} to ${TOKEN_CHARS_MAX}`;
  throw invalid("token", `must be text of ${range} characters`);
}
