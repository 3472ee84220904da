import type { SealedSecret } from "../../db/schema/mod.ts";
import { invalid } from "../http/mod.ts";
import {
  isoTime,
  newId,
  newWebhookSecret,
  randomToken,
  seal,
  unseal,
} from "../kernel/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";

const SECRET_BYTES_MIN = 24;
const SECRET_BYTES_MAX = 64;
const TOKEN_CHARS_MIN = 8;
const TOKEN_CHARS_MAX = 200;
const TOKEN_BYTES = 20;
const WEBHOOK_PREFIX = "whsec_";
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const MASKED_CHARS = 3;
/** Six characters of a shorter secret would reveal too much. */
const MASK_CHARS_MIN = 20;

/** A secret as the API shows it: never its text. */
export interface SecretView {
  id: string;
  /** Its first and last characters; null if it can't be unsealed any more. */
  masked: string | null;
  created_at: string;
}

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

/** Shortens a secret just enough to recognize it, such as `whs…f3a`. */
export function maskSecret(text: string): string {
  if (text.length < MASK_CHARS_MIN) return "…";
  return `${text.slice(0, MASKED_CHARS)}…${text.slice(-MASKED_CHARS)}`;
}

/** Whether a secret has the format of Standard Webhooks. */
export function isWebhookSecret(text: string): boolean {
  return text.startsWith(WEBHOOK_PREFIX);
}

/** Validates a given signing secret, or generates one that works for both kinds of signature. */
export function readSigningSecret(
  given: string | undefined,
  field = "secret",
): string {
  if (given === undefined) return newWebhookSecret();
  const range = `${SECRET_BYTES_MIN} to ${SECRET_BYTES_MAX} bytes`;
  if (isWebhookSecret(given)) {
    const encoded = given.slice(WEBHOOK_PREFIX.length);
    const bytes = Buffer.from(encoded, "base64").length;
    if (!BASE64.test(encoded) || !isWithin(bytes)) {
      throw invalid(field, `after whsec_ base64 of ${range} is expected`);
    }
    return given;
  }
  checkPrintable(field, given);
  if (isWithin(Buffer.byteLength(given))) return given;
  throw invalid(field, `a text of ${range} is expected`);
}

function isWithin(bytes: number): boolean {
  return bytes >= SECRET_BYTES_MIN && bytes <= SECRET_BYTES_MAX;
}

/** Validates a given token, or generates one. */
export function readSourceToken(given: string | undefined): string {
  if (given === undefined) return randomToken(TOKEN_BYTES);
  checkPrintable("token", given);
  if (given.length >= TOKEN_CHARS_MIN && given.length <= TOKEN_CHARS_MAX) {
    return given;
  }
  const range = `${TOKEN_CHARS_MIN} to ${TOKEN_CHARS_MAX}`;
  throw invalid("token", `a text of ${range} characters is expected`);
}

/** A secret pasted with surrounding space or a line break would never match. */
function checkPrintable(field: string, text: string): void {
  if (text === text.trim() && !/[\x00-\x1f\x7f]/.test(text)) return;
  throw invalid(
    field,
    "it has a space around it, or a control character in it",
  );
}
