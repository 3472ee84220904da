import { isSecretHeader } from "./secret_names.ts";
import { maskSecret } from "./source_secret.ts";

/** Headers for display: a value that looks secret is masked. */
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
