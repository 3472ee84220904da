import { foldName, NameTable } from "./names.ts";
import { PRESETS } from "./platforms/presets.ts";

/** Tells whether a parameter of this name holds a secret. */
export type IsToken = (name: string) => boolean;

/** Parts of a header's name that say that its value is a secret. */
const HEADER_PARTS =
  /auth|cookie|credential|passw|secret|token|(^|[-_])(api[-_]?key|key)$/i;
/** These end in `key` and tell events apart. */
const OPEN_HEADERS = new Set(["idempotency-key", "x-idempotency-key"]);

/** Names of our tokens, of the platforms' and of other secrets; a token sent to the wrong source is still a secret. */
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

/** Whether a header's value is a secret. A signature is none: it proves one. */
export function isSecretHeader(name: string): boolean {
  return HEADER_PARTS.test(name) && !OPEN_HEADERS.has(name.toLowerCase());
}

/** Which parameters of a source's postbacks hold a secret. What it reads as something else is none. */
export function tokensOf(source: { names: NameTable } | undefined): IsToken {
  const names = source?.names ?? NameTable.published;
  return (name) => {
    const meaning = names.meaningOf(name);
    if (meaning === null) return PARAMETERS.has(foldName(name));
    return meaning === "token";
  };
}
