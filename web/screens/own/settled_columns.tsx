import type { Schema } from "../../api/client.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { Money, Time } from "../../ui/figures.tsx";
import type { Column } from "../../ui/table.tsx";

/** The kind of an entry, in words. */
export function kindInWords(kind: string): string {
  const words: Readonly<Record<string, string>> = EARNINGS.kinds;
  return words[kind] ?? kind;
}

/** Columns of what is in a payment or an invoice. */
export function settledColumns(
  timezone: string,
  currency: string,
): Column<Schema<"SettledEntry">>[] {
  return [
    {
      key: "booked_at",
      label: EARNINGS.booked,
      cell: ({ booked_at }) => <Time at={booked_at} timezone={timezone} />,
    },
    {
      key: "kind",
      label: EARNINGS.kind,
      cell: ({ kind }) => kindInWords(kind),
    },
    {
      key: "campaign",
      label: EARNINGS.campaign,
      cell: ({ campaign }) => campaign,
    },
    { key: "goal", label: EARNINGS.goal, cell: ({ goal }) => goal },
    {
      key: "order",
      label: EARNINGS.order,
      cell: ({ order_id, conversion_id }) =>
        conversion_id === null ? (
          order_id
        ) : (
          <a href={`/app/story?q=${conversion_id}`}>
            {order_id ?? (
              <code class="number">{conversion_id.slice(0, 8)}</code>
            )}
          </a>
        ),
    },
    {
      key: "converted",
      label: EARNINGS.converted,
      cell: ({ converted_at }) => (
        <Time at={converted_at} timezone={timezone} />
      ),
    },
    { key: "reason", label: EARNINGS.reason, cell: ({ reason }) => reason },
    {
      key: "amount",
      label: EARNINGS.amount,
      align: "right",
      cell: ({ amount }) => <Money amount={amount} currency={currency} />,
    },
  ];
}
