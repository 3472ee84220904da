import { maskSecret } from "./sources/source_secret.ts";

const SECRET_NAMES =
  /auth|cookie|credential|passw|secret|token|(^|[-_])(api[-_]?key|key)$/i;

/** Headers as they are shown: of a value that looks like a secret, only what tells it from others. */
export function maskedHeaders(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET_NAMES.test(name) ? maskSecret(value) : value,
    ]),
  );
}
