import { orNotFound, readSigningSecret } from "../http/mod.ts";
import { Problem, randomToken } from "../kernel/mod.ts";
import { KEY_BYTES, updateSource } from "./source.ts";
import type { ChangeSourceDeps, SourceWhere } from "./source.ts";
import { LIVE_SECRETS_MAX } from "./source_body.ts";
import { sealSourceKey } from "./source_key.ts";
import { checkReinstating } from "./source_rights.ts";
import { presentSecret, readSourceToken, sealSecret } from "./source_secret.ts";

/** Replaces a source's address; the old one stops working at once. */
export async function rotateKey(deps: ChangeSourceDeps, where: SourceWhere) {
  const key = randomToken(KEY_BYTES);
  const sealed = sealSourceKey(deps.seal_key, where.advertiser_id, key);
  return await updateSource(deps, where, ({ reinstate }) => {
    checkReinstating(deps.role, reinstate);
    return Promise.resolve(sealed);
  });
}

/** Adds a signing secret; only this answer contains its text. */
export async function addSecret(
  deps: ChangeSourceDeps,
  where: SourceWhere,
  input?: { secret?: string } | null,
) {
  const text = readSigningSecret(input?.secret);
  const secret = sealSecret(deps, where.advertiser_id, text);
  await updateSource(deps, where, ({ secrets, reinstate }) => {
    checkReinstating(deps.role, reinstate);
    if (secrets.length >= LIVE_SECRETS_MAX) {
      const detail = `Cannot add a secret: ${LIVE_SECRETS_MAX} are in use; delete one first`;
      throw new Problem(409, "too_many_secrets", detail);
    }
    return Promise.resolve({ secrets: [...secrets, secret] });
  });
  return {
    ...presentSecret(deps.seal_key, where.advertiser_id, secret),
    secret: text,
  };
}

/** Removes a signing secret; its signatures are refused from then on. */
export async function removeSecret(
  deps: ChangeSourceDeps,
  where: SourceWhere,
  secret_id: string,
) {
  await updateSource(deps, where, ({ secrets, reinstate }) => {
    checkReinstating(deps.role, reinstate);
    const kept = secrets.filter(({ id }) => id !== secret_id);
    orNotFound(kept.length === secrets.length ? undefined : kept);
    return Promise.resolve({ secrets: kept });
  });
}

/** Sets a source's token; only this answer contains its text. */
export async function rotateToken(
  deps: ChangeSourceDeps,
  where: SourceWhere,
  input?: { token?: string } | null,
) {
  const text = readSourceToken(input?.token);
  const token = sealSecret(deps, where.advertiser_id, text);
  await updateSource(deps, where, ({ reinstate }) => {
    checkReinstating(deps.role, reinstate);
    return Promise.resolve({ token });
  });
  return {
    ...presentSecret(deps.seal_key, where.advertiser_id, token),
    token: text,
  };
}
