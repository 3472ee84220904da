import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { Money } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import { useNames } from "../own/names.ts";

type DryRun = Schema<"ConversionDryRun">;
type Moved = Partial<Pick<DryRun, "affiliates" | "deliveries">> &
  Pick<DryRun, "advertisers">;

/** Whose money a change would move, and how many endpoints would be told of it, if that is known. */
export function MoneyMoved({
  of: { affiliates = [], advertisers, deliveries },
}: {
  of: Moved;
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
      {deliveries !== undefined && (
        <p class="quiet">{LOGS.bulk_told(deliveries.count)}</p>
      )}
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

function MoneyTable({
  caption,
  whose,
  rows,
}: {
  caption: string;
  whose: string;
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
