import { isSecretHeader } from "./secret_names.ts";
import { maskSecret } from "./source_secret.ts";

/** Headers as they are shown: of a value that looks like a secret, only what tells it from others. */
export function maskedHeaders(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      isSecretHeader(name) ? maskSecret(value) : value,
    ]),
  );
}
