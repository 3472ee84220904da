import { and, asc, eq } from "drizzle-orm";
import type { Queryable, Transaction } from "../../db/mod.ts";
import {
  backfillWindows,
  postbackCounts,
  sheetLinks,
  sources,
  unmappedSeen,
} from "../../db/schema/mod.ts";
import type { ReplacedSecret, SealedSecret } from "../../db/schema/mod.ts";
import type { Role } from "../access/mod.ts";
import { withNamedConflicts } from "../campaigns/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { invalid, listPage, selectList, orNotFound } from "../http/mod.ts";
import type { ListRequest } from "../http/mod.ts";
import { isoTime, Problem, randomToken } from "../kernel/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";
import { readSourceValues } from "./source_body.ts";
import type { SourceInput } from "./source_body.ts";
import { laySettings } from "./lay_settings.ts";
import type { SourceRow } from "./source_directory.ts";
import { pixelOf } from "./pixel_place.ts";
import { publicAddress } from "./public_address.ts";
import { SOURCE_TABLE } from "./resources.ts";
import { presentReplaced } from "./replaced_secret.ts";
import { readableSourceKey, sealSourceKey } from "./source_key.ts";
import {
  presentSecret,
  readSecretFor,
  readSourceToken,
  sealSecret,
} from "./source_secret.ts";
import { canBeKey } from "./platforms/addresses.ts";
import {
  checkOwnProof,
  checkOwnSettings,
  checkReinstating,
  checkShopSecrets,
  checkStorePreset,
} from "./source_rights.ts";
import { warningsOf } from "./source_warnings.ts";
import { checkServiceAccount, storeSettings } from "./stores/store_settings.ts";
import { isShop } from "./shops/shop_types.ts";
import { isStore } from "./stores/store_types.ts";
import { presentAccount } from "./stores/present_account.ts";

/**
 * 128 bits, which is 26 characters of base32: clashes with neither our own first path segments
 * nor click ids.
 */
export const KEY_BYTES = 16;
const SOURCES_MAX = 200;

/** Dependencies for managing sources. */
export interface SourceDeps {
  db: Queryable;
  clock: Clock;
  configuration: Configuration;
  public_url: string;
  seal_key: SealKey;
}

/** The same, with the role of whoever makes the change. */
export interface ChangeSourceDeps extends SourceDeps {
  role: Role;
}

/** Identifies a source of an advertiser. */
export interface SourceWhere {
  advertiser_id: number;
  id: number;
}

/** Creates a source of an advertiser, with its own key. */
export async function createSource(
  deps: ChangeSourceDeps,
  advertiser_id: number,
  input: SourceInput & { name: string },
) {
  orNotFound(deps.configuration.advertiser(advertiser_id));
  checkOwnSettings(deps.role, input);
  checkReinstating(deps.role, input.reinstate === true);
  const values = {
    ...readSourceValues(input),
    ...(input.pixel === true ? { had_pixel: true } : {}),
    ...sealedSecrets(deps, advertiser_id, input, input.preset ?? null),
    name: input.name,
    advertiser_id,
    ...sealSourceKey(deps.seal_key, advertiser_id, keyOf(input)),
    created_at: deps.clock.nowMs(),
  };
  const [row] = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      const own = eq(sources.advertiser_id, advertiser_id);
      if ((await tx.$count(sources, own)) >= SOURCES_MAX) {
        const message = `an advertiser has at most ${SOURCES_MAX} sources`;
        throw invalid("name", message);
      }
      return await keepingProof(deps, tx, advertiser_id, async () => {
        if (values.is_default === true) await clearDefault(tx, advertiser_id);
        return await tx.insert(sources).values(values).returning();
      });
    }),
  );
  return presentSource(deps, orNotFound(row));
}

function keyOf({ key }: SourceInput): string {
  if (key === undefined) return randomToken(KEY_BYTES);
  if (canBeKey(key)) return key;
  throw invalid(
    "key",
    "must be 6 to 64 letters, digits, - and _, and not the first segment of one of the tracker's own paths",
  );
}

/** Changes a source. Changing its maps resets the counts of unmapped words. */
export async function changeSource(
  deps: ChangeSourceDeps,
  where: SourceWhere,
  input: SourceInput,
) {
  const { preset: before } = await readSourceRow(deps.db, where);
  const values = {
    ...readSourceValues(input),
    ...(input.pixel === true ? { had_pixel: true } : {}),
    ...sealedSecrets(
      deps,
      where.advertiser_id,
      input,
      input.preset === undefined ? before : input.preset,
    ),
  };
  checkReinstating(deps.role, input.reinstate === true);
  if (Object.keys(values).length === 0) return await readSource(deps, where);
  const { preset, mapping, goal_map, status_map } = values;
  const is_mapped_anew = [preset, mapping, goal_map, status_map].some(
    (value) => value !== undefined,
  );
  return await updateSource(deps, where, async (row, tx) => {
    checkOwnSettings(deps.role, input, row);
    checkStorePreset(deps.role, row.preset, values.preset);
    checkShopSecrets({ before, row, input });
    const is_proof = PROOF_FIELDS.some((name) => values[name] !== undefined);
    checkReinstating(deps.role, row.reinstate && is_proof);
    if (values.is_default === true) {
      await clearDefault(tx, where.advertiser_id);
    }
    if (is_mapped_anew) {
      await tx.delete(unmappedSeen).where(eq(unmappedSeen.source_id, where.id));
    }
    return values;
  });
}

/** Returns a source of an advertiser, or 404. */
export async function readSource(deps: SourceDeps, where: SourceWhere) {
  return presentSource(deps, await readSourceRow(deps.db, where));
}

/** Returns a source of an advertiser as stored, or 404. */
export async function readSourceRow(
  db: Queryable,
  where: SourceWhere,
): Promise<SourceRow> {
  const [row] = await db.select().from(sources).where(condition(where));
  return orNotFound(row);
}

/** Lists an advertiser's sources by id. */
export async function listSources(
  deps: SourceDeps,
  advertiser_id: number,
  list: ListRequest,
) {
  orNotFound(deps.configuration.advertiser(advertiser_id));
  const own = eq(sources.advertiser_id, advertiser_id);
  const rows = await selectList(deps.db, {
    from: sources,
    table: SOURCE_TABLE,
    list,
    own,
  });
  return listPage(SOURCE_TABLE, list, rows, (row) => presentSource(deps, row));
}

/** Deletes a source that never received a postback and that nothing refers to. */
export async function deleteSource(deps: ChangeSourceDeps, where: SourceWhere) {
  await deps.configuration.change(async (tx) => {
    const [row] = await tx.select().from(sources).where(condition(where));
    if (orNotFound(row).had_pixel || (await isInUse(tx, where))) {
      const detail =
        "Cannot delete this source: postbacks came from it, pages may have reported its sales, or a backfill window names it";
      throw new Problem(409, "in_use", detail);
    }
    await tx.delete(unmappedSeen).where(eq(unmappedSeen.source_id, where.id));
    await tx.delete(sheetLinks).where(eq(sheetLinks.source_id, where.id));
    await keepingProof(deps, tx, where.advertiser_id, async () => {
      await tx.delete(sources).where(condition(where));
    });
  });
}

type Change = Partial<typeof sources.$inferInsert>;

/** Changes a source, going by how it is when the change has its turn. */
export async function updateSource(
  deps: ChangeSourceDeps,
  where: SourceWhere,
  change: (row: SourceRow, tx: Transaction) => Promise<Change>,
) {
  const [row] = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      const [before] = await tx.select().from(sources).where(condition(where));
      orNotFound(before);
      return await keepingProof(deps, tx, where.advertiser_id, async () => {
        const values = await change(orNotFound(before), tx);
        const update = tx.update(sources).set(values);
        return await update.where(condition(where)).returning();
      });
    }),
  );
  return presentSource(deps, orNotFound(row));
}

/** Makes a change; undone if it is an advertiser's and weakens the proof of its sources. */
async function keepingProof<T>(
  { role }: ChangeSourceDeps,
  tx: Transaction,
  advertiser_id: number,
  change: () => Promise<T>,
): Promise<T> {
  if (role !== "advertiser") return await change();
  const read = () =>
    tx
      .select()
      .from(sources)
      .where(eq(sources.advertiser_id, advertiser_id))
      .orderBy(asc(sources.id));
  const before = await read();
  const result = await change();
  checkOwnProof(role, before, await read());
  return result;
}

async function clearDefault(
  tx: Transaction,
  advertiser_id: number,
): Promise<void> {
  const is_default = eq(sources.is_default, true);
  await tx
    .update(sources)
    .set({ is_default: false })
    .where(and(eq(sources.advertiser_id, advertiser_id), is_default));
}

/** Checks the counts: the postbacks themselves are too many and have no index by source. */
async function isInUse(tx: Transaction, where: SourceWhere): Promise<boolean> {
  const [counted] = await tx
    .select({ source_id: postbackCounts.source_id })
    .from(postbackCounts)
    .where(
      and(
        eq(postbackCounts.advertiser_id, where.advertiser_id),
        eq(postbackCounts.source_id, where.id),
      ),
    )
    .limit(1);
  if (counted !== undefined) return true;
  const named = eq(backfillWindows.source_id, where.id);
  return (await tx.$count(backfillWindows, named)) > 0;
}

function condition(where: SourceWhere) {
  return and(
    eq(sources.id, where.id),
    eq(sources.advertiser_id, where.advertiser_id),
  );
}

/** Settings that decide how the sender proves itself. */
const PROOF_FIELDS = [
  "require",
  "enforce",
  "secrets",
  "token",
  "store",
  "service_account",
] as const;

function sealedSecrets(
  deps: SourceDeps,
  advertiser_id: number,
  { token, secrets, service_account }: SourceInput,
  preset: string | null,
): Pick<Change, "token" | "old_token" | "secrets" | "service_account"> {
  if (typeof service_account === "string") checkServiceAccount(service_account);
  const sealed = (text: string) => sealSecret(deps, advertiser_id, text);
  return {
    ...(service_account === undefined
      ? {}
      : {
          service_account:
            service_account === null ? null : sealed(service_account),
        }),
    ...(token === null ? { token, old_token: null } : {}),
    ...(typeof token === "string"
      ? { token: sealed(readSourceToken(token)), old_token: null }
      : {}),
    ...(secrets === undefined
      ? {}
      : {
          secrets: secrets.map((text) =>
            sealed(readSecretFor(preset, text, "secrets")),
          ),
        }),
  };
}

function presentSource(deps: SourceDeps, row: SourceRow) {
  const { is_default, secrets, token, status_map, created_at, ...rest } = row;
  const { key_sealed, key_hash, old_key, old_token, ...open } = rest;
  const { store, service_account, had_pixel: _, ...shown } = open;
  const { seal_key, configuration } = deps;
  const key = readableSourceKey(seal_key, row.advertiser_id, row);
  const present = (secret: SealedSecret) =>
    presentSecret(seal_key, row.advertiser_id, secret);
  const presentOld = (old: ReplacedSecret | null) =>
    presentReplaced(
      { seal_key, now_ms: deps.clock.nowMs() },
      row.advertiser_id,
      old,
    );
  const { amount_unit, decimal_comma, reversal_amount, answer } =
    laySettings(row);
  const views = {
    secrets: secrets.map(present),
    token: token === null ? null : present(token),
  };
  return {
    ...shown,
    key,
    default: is_default,
    status_map: Object.fromEntries(
      Object.entries(status_map).map(([word, meaning]) => [
        word,
        Object.keys(meaning).length === 1 ? meaning.status : meaning,
      ]),
    ),
    ...views,
    old_key: presentOld(old_key),
    old_token: presentOld(old_token),
    created_at: isoTime(created_at),
    url: key === null ? null : sourceUrl(deps.public_url, key, row.preset),
    ...(isStore(row.preset)
      ? {
          store: storeSettings(store),
          service_account: presentAccount(
            seal_key,
            row.advertiser_id,
            service_account,
          ),
        }
      : {
          store: isShop(row.preset) ? storeSettings(store) : null,
          service_account: null,
        }),
    ...pixelOf(deps, row, key),
    in_force: { amount_unit, decimal_comma, reversal_amount, answer },
    warnings: warningsOf(row, { ...views, key }, configuration),
  };
}

/** A source's own address, which a store's notifications have their own form of. */
export function sourceUrl(
  public_url: string,
  key: string,
  preset: string | null,
): string {
  const segment = isStore(preset) ? STORE_SEGMENTS[preset] : "postback";
  return `${publicAddress(public_url)}/v1/${segment}/${key}`;
}

const STORE_SEGMENTS = { app_store: "app-store", google_play: "play" };
