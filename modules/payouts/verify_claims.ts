import { sql } from "drizzle-orm";
import { inCampaign } from "../../db/citus/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import {
  invoiceClaims,
  invoices,
  ledgerTransactions,
  paymentClaims,
  payments,
} from "../../db/schema/mod.ts";
import type { Difference } from "./checked_entry.ts";

interface Row extends Record<string, unknown> {
  id: string;
  expected: string;
  found: string;
}

/** Compares each payment and invoice with the entries that it claims. */
export async function checkClaims(tx: Transaction): Promise<Difference | null> {
  const [payment] = await tx.execute<Row>(paymentsWrong());
  if (payment !== undefined) return { check: "payment", ...payment };
  const [invoice] = await tx.execute<Row>(invoicesWrong());
  return invoice === undefined ? null : { check: "invoice", ...invoice };
}

/**
 * A draft claims what it is made of, a closed payment exactly what is sent, a void
 * one nothing; all entries are of its affiliate and currency, and those of a closed
 * payment match the frozen hash.
 */
const paymentsWrong = () => sql`
  with claimed as (
    select c.payment_id, coalesce(sum(-t.payable_micros), 0) as micros, count(*) as count,
      bool_and(t.affiliate_id is not distinct from p.affiliate_id
        and t.currency is not distinct from p.currency) as is_own,
      sha256(convert_to(string_agg(c.entry_id::text, E'\n' order by c.entry_id), 'UTF8')) as hash
    from ${paymentClaims} as c
    left join ${ledgerTransactions} as t on t.id = c.entry_id${inCampaign("t", "c")}
    left join ${payments} as p on p.id = c.payment_id
    group by c.payment_id
  ),
  compared as (
    select coalesce(p.id, claimed.payment_id) as id, p.state,
      coalesce(claimed.micros, 0) as micros, coalesce(claimed.count, 0) as count,
      coalesce(claimed.is_own, true) as is_own,
      case when p.state = 'draft' then p.entries_micros
        when p.state = 'void' then 0 else p.amount_micros end as due,
      p.state in ('closed', 'paid', 'failed')
        and p.entries_hash is distinct from claimed.hash as is_other_set
    from ${payments} as p full join claimed on claimed.payment_id = p.id
  )
  select id, case when state is null then 'a payment of this id'
      when is_other_set then 'the entries that were frozen when it was closed'
      else concat('entries of its own affiliate and currency that come to ', due, ' micros (', state, ')') end as expected,
    concat(count, ' entries that come to ', micros, ' micros',
      case when not is_own then ', some of another party' end) as found
  from compared
  where state is null or micros <> due or not is_own or is_other_set
    or (state = 'void' and count > 0)
  order by id limit 1`;

const invoicesWrong = () => sql`
  with claimed as (
    select c.invoice_id, coalesce(sum(t.receivable_micros), 0) as micros, count(*) as count,
      bool_and(t.advertiser_id is not distinct from i.advertiser_id
        and t.currency is not distinct from i.currency) as is_own
    from ${invoiceClaims} as c
    left join ${ledgerTransactions} as t on t.id = c.entry_id${inCampaign("t", "c")}
    left join ${invoices} as i on i.id = c.invoice_id
    group by c.invoice_id
  ),
  compared as (
    select coalesce(i.id, claimed.invoice_id) as id, i.state,
      coalesce(claimed.micros, 0) as micros, coalesce(claimed.count, 0) as count,
      coalesce(claimed.is_own, true) as is_own,
      case when i.state = 'void' then 0 else i.amount_micros end as due
    from ${invoices} as i full join claimed on claimed.invoice_id = i.id
  )
  select id, case when state is null then 'an invoice of this id'
      else concat('entries of its own advertiser and currency that come to ', due, ' micros (', state, ')') end as expected,
    concat(count, ' entries that come to ', micros, ' micros',
      case when not is_own then ', some of another party' end) as found
  from compared
  where state is null or micros <> due or not is_own or (state = 'void' and count > 0)
  order by id limit 1`;
