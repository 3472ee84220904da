import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { Money } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import { useNames } from "../own/names.ts";

type DryRun = Schema<"ConversionDryRun">;

/** Whose money a change would move, and how many endpoints would be told of it. */
export function MoneyMoved({
  of: { affiliates, advertisers, deliveries },
}: {
  of: Pick<DryRun, "affiliates" | "advertisers" | "deliveries">;
}) {
  const affiliateOf = useNames("affiliates");
  const advertiserOf = useNames("advertisers");
  return (
    <>
      <MoneyTable
        caption={LOGS.bulk_money}
        whose={LOGS.affiliate}
        rows={affiliates.map((row) => ({
          name: affiliateOf(row.affiliate_id),
          pending: row.payout_pending,
          owed: row.payout,
          currency: row.currency,
        }))}
      />
      <MoneyTable
        caption={LOGS.bulk_advertisers}
        whose={LOGS.advertiser}
        rows={advertisers.map((row) => ({
          name: advertiserOf(row.advertiser_id),
          pending: row.revenue_pending,
          owed: row.revenue,
          currency: row.currency,
        }))}
      />
      <p class="quiet">{LOGS.bulk_told(deliveries.count)}</p>
    </>
  );
}

/** The effect of a change on somebody's money. */
interface MoneyChange {
  name: string;
  pending: string;
  owed: string;
  currency: string;
}

/** Whose money a change moves, and by how much. */
export function MoneyTable({
  caption,
  whose = LOGS.affiliate,
  rows,
}: {
  caption: string;
  whose?: string;
  rows: readonly MoneyChange[];
}) {
  if (rows.length === 0) return null;
  return (
    <Table
      stacks
      caption={caption}
      rows={rows}
      keyOf={({ name, currency }) => `${name} ${currency}`}
      columns={[
        { key: "name", label: whose, cell: ({ name }) => name },
        {
          key: "pending",
          label: LOGS.bulk_pending,
          align: "right",
          cell: (row) => <Money amount={row.pending} currency={row.currency} />,
        },
        {
          key: "owed",
          label: LOGS.bulk_payable,
          align: "right",
          cell: (row) => <Money amount={row.owed} currency={row.currency} />,
        },
      ]}
    />
  );
}
