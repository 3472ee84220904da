import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { inCampaign } from "../../../db/citus/mod.ts";
import {
  invoiceClaims,
  invoices,
  ledgerTransactions,
  paymentClaims,
  releasedHolds,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { isRiskHeld } from "../risk_held.ts";

/** The entries that a run may pay. */
export interface ClaimScope {
  /** Null means all. */
  currency: string | null;
  up_to: number;
  now_ms: number;
  only_collected: boolean;
  /** Null means all. */
  affiliate_ids: readonly number[] | null;
}

/** Whether an entry `t` is booked when money goes out: such are never paid. */
export const isSettling = sql`(t.kind in ('payment', 'payment_void'))`;

/**
 * Query of the entries that a payment may claim: booked before `up_to`, past their
 * hold, in no payment, not held for its risk. A run with a future `up_to` doesn't lift holds early. Claims
 * of concurrent runs aren't visible here; the primary key of the claims resolves
 * those.
 */
export function claimable(scope: ClaimScope): SQL {
  const { up_to, now_ms, affiliate_ids } = scope;
  const held_until = isoTime(Math.min(up_to, now_ms));
  const among =
    affiliate_ids === null
      ? sql`t.affiliate_id is not null`
      : sql`t.affiliate_id in (select value::integer
          from json_array_elements_text(${JSON.stringify(affiliate_ids)}::json))`;
  const open = sql`select t.id, t.affiliate_id, t.currency, t.payable_micros,
      t.campaign_id, t.conversion_id, t.receivable_micros
    from ${ledgerTransactions} as t
    left join ${releasedHolds} as h on h.entry_id = t.id
    where ${scope.currency === null ? sql`` : sql`t.currency = ${scope.currency} and`}
      ${among}
      and t.payable_micros <> 0 and not ${isSettling}
      and t.booked_at < ${isoTime(up_to)}::timestamptz
      and (t.payable_from is null or t.payable_from <= ${held_until}::timestamptz
        or h.entry_id is not null)
      and not exists (select from ${paymentClaims} as c
        where c.entry_id = t.id${inCampaign("c", "t")})
      and not ${isRiskHeld()}`;
  if (!scope.only_collected) return open;
  // Materialized: otherwise Postgres checks collection for every entry ever paid.
  return sql`with open as materialized (${open})
    ${collected()}`;
}

/**
 * Those of `open` for which the advertiser has paid: for its own receivable if it has one, else for
 * all of its conversion's. An entry without any, such as an adjustment, doesn't wait. Neither does a
 * deduction, once anything of its conversion was paid by the advertiser or to the affiliate. A join, as Citus refuses
 * to look the conversion's entries up for each: Postgres reads the ledger once more for it, as it has for `open`.
 */
function collected(): SQL {
  return sql`select t.* from open as t
    join ${ledgerTransactions} as u
      on u.campaign_id = t.campaign_id and u.conversion_id = t.conversion_id
    left join ${invoiceClaims} as k on k.entry_id = u.id${inCampaign("k", "u")}
    left join ${invoices} as i on i.id = k.invoice_id
    left join ${paymentClaims} as p on p.entry_id = u.id${inCampaign("p", "u")}
    group by t.id, t.affiliate_id, t.currency, t.payable_micros,
      t.campaign_id, t.conversion_id, t.receivable_micros
    having bool_and(i.state is not distinct from 'paid')
        filter (where u.receivable_micros <> 0
          and (t.receivable_micros = 0 or u.id = t.id)) is not false
      or t.payable_micros > 0
        and bool_or(i.state = 'paid' or p.payment_id is not null)`;
}
