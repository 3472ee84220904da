import { foldName, NameTable } from "./names.ts";
import { PRESETS } from "./platforms/presets.ts";

/** Whether the parameter with this name holds a secret. */
export type IsToken = (name: string) => boolean;

/** Names of headers and parameters that contain one of these have a secret value. */
const SECRET_PARTS = /bearer|credential|passphrase|passw|pwd|secret/i;
/** In headers these are secrets, too; a parameter of such a name may be a label or a click id. */
const HEADER_PARTS = /auth|cookie|session|token|(^|[-_])(api[-_]?key|key)$/i;
/** These end in `key`, but only identify events. */
const OPEN_HEADERS = new Set(["idempotency-key", "x-idempotency-key"]);

/**
 * Names of our tokens, the platforms' tokens and other secrets; a token sent to the wrong
 * source is still a secret.
 */
const PARAMETERS: ReadonlySet<string> = new Set(
  [
    "token",
    ...Object.values(PRESETS).flatMap(({ mapping }) => mapping.token ?? []),
    "access_token auth_token api_token session_token bearer_token refresh_token",
    "api_key x_api_key secret_key private_key access_key auth_key",
    "secret client_secret api_secret shared_secret app_secret",
    "password passwd passphrase pwd authorization auth credentials",
  ]
    .flatMap((names) => names.split(" "))
    .map(foldName),
);

/** Whether a header's value is secret. A signature is not: it only proves knowledge of a secret. */
export function isSecretHeader(name: string): boolean {
  if (SECRET_PARTS.test(name)) return true;
  return HEADER_PARTS.test(name) && !OPEN_HEADERS.has(name.toLowerCase());
}

/**
 * Returns which parameters of a source's postbacks are secret. A name that the source maps to
 * something else is not.
 */
export function tokensOf(source: { names: NameTable } | undefined): IsToken {
  const names = source?.names ?? NameTable.published;
  return (name) => {
    const meaning = names.meaningOf(name);
    if (meaning === null)
      return SECRET_PARTS.test(name) || PARAMETERS.has(foldName(name));
    return meaning === "token";
  };
}
