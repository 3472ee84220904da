import type { Static } from "@sinclair/typebox";
import type { Transaction } from "../../db/mod.ts";
import { eq } from "drizzle-orm";
import {
  advertisers,
  affiliates,
  campaignAffiliates,
} from "../../db/schema/mod.ts";
import {
  listPage,
  selectList,
  orNotFound,
  invalid,
  readCurrency,
} from "../http/mod.ts";
import type { Page, ListRequest } from "../http/mod.ts";
import {
  formatAmount,
  isoTime,
  isTimezone,
  parseAmount,
} from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";
import type { AdvertiserBody, AffiliateBody } from "./model.ts";
import { inUse, OF_ADVERTISER, OF_AFFILIATE, referringTo } from "./in_use.ts";
import { readParamNames } from "./read_param_names.ts";
import { LIST_TABLES } from "./list_filters.ts";
import { withNamedConflicts } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

type AdvertiserInput = Static<typeof AdvertiserBody>;
type AffiliateInput = Static<typeof AffiliateBody>;

/** An advertiser in the API. */
export function presentAdvertiser(row: typeof advertisers.$inferSelect) {
  return { ...row, created_at: isoTime(row.created_at) };
}

/** An affiliate in the API. */
export function presentAffiliate(row: typeof affiliates.$inferSelect) {
  const { min_payout_micros, ...shown } = row;
  const min_payout =
    min_payout_micros === null
      ? null
      : formatAmount(min_payout_micros, row.payout_currency ?? "USD");
  return { ...shown, min_payout, created_at: isoTime(row.created_at) };
}

export async function createAdvertiser(
  deps: SetupDeps,
  input: AdvertiserInput,
) {
  const values = { ...readTerms(input), created_at: deps.clock.nowMs() };
  const [row] = await withNamedConflicts(
    deps.configuration.change((tx) =>
      tx.insert(advertisers).values(values).returning(),
    ),
  );
  return presentAdvertiser(orNotFound(row));
}

/** Updates an advertiser. */
export async function changeAdvertiser(
  deps: SetupDeps,
  id: number,
  input: Partial<AdvertiserInput>,
) {
  await readAdvertiser(deps, id);
  if (Object.keys(input).length > 0) {
    await withNamedConflicts(
      deps.configuration.change((tx) =>
        tx
          .update(advertisers)
          .set(readTerms(input))
          .where(eq(advertisers.id, id)),
      ),
    );
  }
  return await readAdvertiser(deps, id);
}

/** An advertiser, or 404. */
export async function readAdvertiser(deps: SetupDeps, id: number) {
  const where = eq(advertisers.id, id);
  const [row] = await deps.db.select().from(advertisers).where(where);
  return presentAdvertiser(orNotFound(row));
}

/** Deletes an advertiser that nothing refers to. */
export async function deleteAdvertiser(
  deps: SetupDeps,
  id: number,
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    await readAdvertiser({ ...deps, db: tx }, id);
    const names = await referringTo(tx, id, OF_ADVERTISER);
    if (names.length > 0) throw inUse("this advertiser", names);
    await tx.delete(advertisers).where(eq(advertisers.id, id));
  });
}

/** Lists advertisers by id. */
export async function listAdvertisers(
  deps: SetupDeps,
  page: ListRequest,
): Promise<Page<ReturnType<typeof presentAdvertiser>>> {
  const rows = await selectList(deps.db, {
    from: advertisers,
    table: LIST_TABLES.advertisers,
    list: page,
  });
  return listPage(LIST_TABLES.advertisers, page, rows, presentAdvertiser);
}

/** Dependencies of affiliate set-up: payment details are stored, sealed, by the payouts module. */
export interface AffiliateDeps extends SetupDeps {
  writePaymentDetails(
    tx: Transaction,
    affiliate_id: number,
    details: Record<string, string> | null,
  ): Promise<void>;
}

export async function createAffiliate(
  deps: AffiliateDeps,
  input: AffiliateInput,
) {
  readParamNames(input.param_names);
  const { payment_details, ...set } = readAffiliateTerms(input);
  const values = { ...set, name: input.name, created_at: deps.clock.nowMs() };
  const made = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      const [row] = await tx.insert(affiliates).values(values).returning();
      const affiliate = orNotFound(row);
      const { id } = affiliate;
      if (payment_details !== undefined) {
        await deps.writePaymentDetails(tx, id, payment_details);
      }
      return affiliate;
    }),
  );
  return presentAffiliate(made);
}

/** Updates an affiliate. */
export async function changeAffiliate(
  deps: AffiliateDeps,
  id: number,
  input: Partial<AffiliateInput>,
) {
  await readAffiliate(deps, id);
  readParamNames(input.param_names);
  const { payment_details, ...set } = readAffiliateTerms(input);
  if (Object.keys(input).length > 0) {
    await withNamedConflicts(
      deps.configuration.change(async (tx) => {
        if (Object.keys(set).length > 0) {
          await tx.update(affiliates).set(set).where(eq(affiliates.id, id));
        }
        if (payment_details !== undefined) {
          await deps.writePaymentDetails(tx, id, payment_details);
        }
      }),
    );
  }
  return await readAffiliate(deps, id);
}

/** Sets how an affiliate is paid, when its payment details change. */
export async function setPaymentMethod(
  tx: Transaction,
  affiliate_id: number,
  payment_method: string,
): Promise<void> {
  await tx
    .update(affiliates)
    .set({ payment_method })
    .where(eq(affiliates.id, affiliate_id));
}

/** Deletes an affiliate that nothing refers to, with its approvals and payment details. */
export async function deleteAffiliate(
  deps: AffiliateDeps,
  id: number,
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    await readAffiliate({ ...deps, db: tx }, id);
    const names = await referringTo(tx, id, OF_AFFILIATE);
    if (names.length > 0) {
      throw inUse("this affiliate", names, ". Pause or block it instead");
    }
    await deps.writePaymentDetails(tx, id, null);
    await tx
      .delete(campaignAffiliates)
      .where(eq(campaignAffiliates.affiliate_id, id));
    await tx.delete(affiliates).where(eq(affiliates.id, id));
  });
}

/** Normalizes currency and time zone; throws a Problem on invalid ones. */
function readTerms<T extends Partial<AdvertiserInput>>(input: T): T {
  checkTimezone(input.timezone);
  if (typeof input.currency !== "string") return input;
  return { ...input, currency: readCurrency(input.currency) };
}

function readAffiliateTerms(input: Partial<AffiliateInput>) {
  const { min_payout, payout_currency, ...rest } = input;
  checkTimezone(input.timezone);
  return {
    ...rest,
    ...(payout_currency === undefined
      ? {}
      : {
          payout_currency:
            payout_currency === null ? null : readCurrency(payout_currency),
        }),
    ...(min_payout === undefined
      ? {}
      : { min_payout_micros: readMinimum(min_payout) }),
  };
}

function readMinimum(text: string | null): Micros | null {
  if (text === null) return null;
  const micros = parseAmount(text);
  if (micros !== null) return micros;
  throw invalid("min_payout", "must be a decimal string such as 50.00");
}

function checkTimezone(timezone: string | null | undefined): void {
  if (typeof timezone !== "string" || isTimezone(timezone)) return;
  throw invalid("timezone", "must be a time zone such as Europe/Berlin");
}

/** An affiliate, or 404. */
export async function readAffiliate(deps: SetupDeps, id: number) {
  const where = eq(affiliates.id, id);
  const [row] = await deps.db.select().from(affiliates).where(where);
  return presentAffiliate(orNotFound(row));
}

/** Lists affiliates by id. */
export async function listAffiliates(
  deps: SetupDeps,
  page: ListRequest,
): Promise<Page<ReturnType<typeof presentAffiliate>>> {
  const rows = await selectList(deps.db, {
    from: affiliates,
    table: LIST_TABLES.affiliates,
    list: page,
  });
  return listPage(LIST_TABLES.affiliates, page, rows, presentAffiliate);
}
