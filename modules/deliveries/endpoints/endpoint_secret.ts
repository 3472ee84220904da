import { eq } from "drizzle-orm";
import { endpoints } from "../../../db/schema/mod.ts";
import type { SealedSecret } from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import {
  orNotFound,
  invalid,
  isWebhookSecret,
  readSigningSecret,
} from "../../http/mod.ts";
import { newId, Problem } from "../../kernel/mod.ts";
import type { Clock, SealKey } from "../../kernel/mod.ts";
import { presentSecret, sealSecret } from "../sealed_secret.ts";
import { endpointAt, ownerOf } from "./endpoint_config.ts";
import type { EndpointRow, EndpointWhere } from "./endpoint_config.ts";

/** Maximum live secrets: the current one, its successor, and a spare. */
const LIVE_SECRETS_MAX = 3;

export interface EndpointSecretDeps {
  clock: Clock;
  seal_key: SealKey;
  configuration: Configuration;
}

/** Seals the given secret or a new one for its affiliate. */
export function makeEndpointSecret(
  deps: Pick<EndpointSecretDeps, "clock" | "seal_key">,
  affiliate_id: number,
  given: string | undefined,
): { sealed: SealedSecret; text: string } {
  if (given !== undefined && !isWebhookSecret(given)) {
    throw invalid("secret", "must be whsec_ followed by base64");
  }
  const text = readSigningSecret(given);
  const sealed = sealSecret(deps.seal_key, ownerOf({ affiliate_id }), {
    id: newId(deps.clock),
    text,
    created_at: deps.clock.nowMs(),
  });
  return { sealed, text };
}

/** Adds a secret; from now on requests are also signed with it. Its text is only returned here. */
export async function addEndpointSecret(
  deps: EndpointSecretDeps,
  where: EndpointWhere,
  input?: { secret?: string } | null,
) {
  const { affiliate_id } = where;
  const { sealed, text } = makeEndpointSecret(
    deps,
    affiliate_id,
    input?.secret,
  );
  await changeSecrets(deps, where, (secrets) => {
    if (secrets.length < LIVE_SECRETS_MAX) return [...secrets, sealed];
    const detail = `Cannot add a secret: ${LIVE_SECRETS_MAX} are in use; delete one first`;
    throw new Problem(409, "too_many_secrets", detail);
  });
  const view = presentSecret(deps.seal_key, ownerOf(where), sealed);
  return { ...view, secret: text };
}

/** Removes a secret; nothing is signed with it any more. */
export async function removeEndpointSecret(
  deps: EndpointSecretDeps,
  where: EndpointWhere,
  secret_id: string,
): Promise<void> {
  await changeSecrets(deps, where, (secrets) => {
    const kept = secrets.filter(({ id }) => id !== secret_id);
    return orNotFound(kept.length === secrets.length ? undefined : kept);
  });
}

async function changeSecrets(
  deps: EndpointSecretDeps,
  where: EndpointWhere,
  change: (secrets: EndpointRow["secrets"]) => SealedSecret[],
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    const [row] = await tx
      .select()
      .from(endpoints)
      .where(endpointAt(where))
      .for("update");
    const { id, secrets } = orNotFound(row);
    await tx
      .update(endpoints)
      .set({ secrets: change(secrets) })
      .where(eq(endpoints.id, id));
  });
}
