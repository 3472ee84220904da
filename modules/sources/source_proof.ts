import { orNotFound } from "../http/mod.ts";
import { Problem, randomToken } from "../kernel/mod.ts";
import { KEY_BYTES, readSourceRow, updateSource } from "./source.ts";
import type { ChangeSourceDeps, SourceWhere } from "./source.ts";
import { LIVE_SECRETS_MAX } from "./source_body.ts";
import { replaced } from "./replaced_secret.ts";
import { sealSourceKey } from "./source_key.ts";
import { checkReinstating } from "./source_rights.ts";
import {
  presentSecret,
  readSecretFor,
  readSourceToken,
  sealSecret,
} from "./source_secret.ts";

/** How long the replaced key or token is still taken. */
interface KeepInput {
  keep_old_hours?: number;
}

/** Replaces a source's address; the old one stops working at once, or after some hours. */
export async function rotateKey(
  deps: ChangeSourceDeps,
  where: SourceWhere,
  input?: KeepInput | null,
) {
  const key = randomToken(KEY_BYTES);
  const { seal_key, clock } = deps;
  const sealed = sealSourceKey(seal_key, where.advertiser_id, key);
  return await updateSource(deps, where, (row) => {
    checkReinstating(deps.role, row.reinstate);
    const now_ms = clock.nowMs();
    const before = { id: null, sealed: row.key_sealed ?? "" };
    const old_key = replaced(before, row.old_key, { ...input, now_ms });
    return Promise.resolve({ ...sealed, old_key });
  });
}

/** Withdraws the key or token that was replaced and is still taken; 404 if there is none. */
export async function withdrawOld(
  deps: ChangeSourceDeps,
  where: SourceWhere,
  name: "old_key" | "old_token",
) {
  await updateSource(deps, where, (row) => {
    const now_ms = deps.clock.nowMs();
    const is_taken = (row[name]?.valid_until ?? 0) > now_ms;
    orNotFound(is_taken ? row : undefined);
    return Promise.resolve({ [name]: null });
  });
}

/** Adds a signing secret; only this answer contains its text. */
export async function addSecret(
  deps: ChangeSourceDeps,
  where: SourceWhere,
  input?: { secret?: string } | null,
) {
  const { preset } = await readSourceRow(deps.db, where);
  const text = readSecretFor(preset, input?.secret);
  const secret = sealSecret(deps, where.advertiser_id, text);
  await updateSource(deps, where, ({ secrets, reinstate, ...row }) => {
    checkReinstating(deps.role, reinstate);
    // It was read for another preset, which another request has changed meanwhile.
    readSecretFor(row.preset, text);
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

/**
 * Sets a source's token; only this answer contains its text. The old one stops working at once,
 * or after some hours.
 */
export async function rotateToken(
  deps: ChangeSourceDeps,
  where: SourceWhere,
  input?: ({ token?: string } & KeepInput) | null,
) {
  const text = readSourceToken(input?.token);
  const token = sealSecret(deps, where.advertiser_id, text);
  await updateSource(deps, where, (row) => {
    checkReinstating(deps.role, row.reinstate);
    const now_ms = deps.clock.nowMs();
    const old_token =
      row.token === null
        ? null
        : replaced(row.token, row.old_token, { ...input, now_ms });
    return Promise.resolve({ token, old_token });
  });
  return {
    ...presentSecret(deps.seal_key, where.advertiser_id, token),
    token: text,
  };
}
