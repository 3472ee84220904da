import type { Static } from "@sinclair/typebox";
import { and, asc, eq, gt } from "drizzle-orm";
import { advertisers, affiliates } from "../../db/schema/mod.ts";
import { formatAmount, isoTime, pageOf } from "../kernel/mod.ts";
import type { Page, PageRequest } from "../kernel/mod.ts";
import type { AdvertiserBody, AffiliateBody } from "./model.ts";
import { readParamNames } from "./read_param_names.ts";
import { found, naming } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

type AdvertiserInput = Static<typeof AdvertiserBody>;
type AffiliateInput = Static<typeof AffiliateBody>;

/** An advertiser as the API shows it. */
export function presentAdvertiser(row: typeof advertisers.$inferSelect) {
  return { ...row, created_at: isoTime(row.created_at) };
}

/** An affiliate as the API shows it. */
export function presentAffiliate(row: typeof affiliates.$inferSelect) {
  const { min_payout_micros, ...shown } = row;
  const min_payout =
    min_payout_micros === null
      ? null
      : formatAmount(min_payout_micros, row.payout_currency ?? "USD");
  return { ...shown, min_payout, created_at: isoTime(row.created_at) };
}

/** Makes an advertiser. */
export async function createAdvertiser(
  deps: SetupDeps,
  input: AdvertiserInput,
) {
  const values = { ...input, created_at: deps.clock.nowMs() };
  const [row] = await naming(
    deps.configuration.change((tx) =>
      tx.insert(advertisers).values(values).returning(),
    ),
  );
  return presentAdvertiser(found(row));
}

/** Changes an advertiser. */
export async function changeAdvertiser(
  deps: SetupDeps,
  id: number,
  input: Partial<AdvertiserInput>,
) {
  await readAdvertiser(deps, id);
  if (Object.keys(input).length > 0) {
    await naming(
      deps.configuration.change((tx) =>
        tx.update(advertisers).set(input).where(eq(advertisers.id, id)),
      ),
    );
  }
  return await readAdvertiser(deps, id);
}

/** One advertiser, or 404. */
export async function readAdvertiser(deps: SetupDeps, id: number) {
  const where = eq(advertisers.id, id);
  const [row] = await deps.db.select().from(advertisers).where(where);
  return presentAdvertiser(found(row));
}

/** Lists advertisers by id. */
export async function listAdvertisers(
  deps: SetupDeps,
  page: PageRequest,
): Promise<Page<ReturnType<typeof presentAdvertiser>>> {
  const rows = await deps.db
    .select()
    .from(advertisers)
    .where(and(gt(advertisers.id, Number(page.after ?? 0))))
    .orderBy(asc(advertisers.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => String(row.id), presentAdvertiser);
}

/** Makes an affiliate. */
export async function createAffiliate(deps: SetupDeps, input: AffiliateInput) {
  readParamNames(input.param_names);
  const values = { ...input, created_at: deps.clock.nowMs() };
  const [row] = await naming(
    deps.configuration.change((tx) =>
      tx.insert(affiliates).values(values).returning(),
    ),
  );
  return presentAffiliate(found(row));
}

/** Changes an affiliate. */
export async function changeAffiliate(
  deps: SetupDeps,
  id: number,
  input: Partial<AffiliateInput>,
) {
  await readAffiliate(deps, id);
  readParamNames(input.param_names);
  if (Object.keys(input).length > 0) {
    await naming(
      deps.configuration.change((tx) =>
        tx.update(affiliates).set(input).where(eq(affiliates.id, id)),
      ),
    );
  }
  return await readAffiliate(deps, id);
}

/** One affiliate, or 404. */
export async function readAffiliate(deps: SetupDeps, id: number) {
  const where = eq(affiliates.id, id);
  const [row] = await deps.db.select().from(affiliates).where(where);
  return presentAffiliate(found(row));
}

/** Lists affiliates by id. */
export async function listAffiliates(
  deps: SetupDeps,
  page: PageRequest,
): Promise<Page<ReturnType<typeof presentAffiliate>>> {
  const rows = await deps.db
    .select()
    .from(affiliates)
    .where(gt(affiliates.id, Number(page.after ?? 0)))
    .orderBy(asc(affiliates.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => String(row.id), presentAffiliate);
}
