import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import type { Column } from "../../ui/table.tsx";
import { useNames } from "../own/names.ts";
import { kindInWords } from "../own/settled_columns.tsx";
import { ShownList, usePartyId } from "../own/shown.tsx";

type Entry = Schema<"AffiliateEntry">;

const FILTERS = [
  {
    name: "figure",
    label: EARNINGS.figure,
    options: Object.keys(EARNINGS.figures),
    words: EARNINGS.figures,
  },
  { name: "currency", label: EARNINGS.currency },
];

/** The entries that each figure of the balance is the sum of. */
export function Entries() {
  const id = usePartyId();
  const timezone = useTimezone();
  const nameOf = useNames("campaigns");
  const query = useFilters(FILTERS);
  const list = useList(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/affiliates/{id}/entries", {
        params: {
          path: { id },
          query: { ...query, ...(cursor && { cursor }) },
        },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <>
      <FilterBar filters={FILTERS} />
      <ShownList
        list={list}
        caption={EARNINGS.tabs.entries}
        keyOf={(entry) => entry.id}
        empty={EARNINGS.entries_empty}
        columns={columnsOf(timezone, nameOf)}
      />
    </>
  );
}

/** Pending money is in the one column, all other in the other. */
function amountOf({ pending, amount }: Entry): string {
  return Number(amount) === 0 ? pending : amount;
}

function columnsOf(
  timezone: string,
  nameOf: (id: number | null) => string,
): Column<Entry>[] {
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
      cell: ({ campaign_id }) => nameOf(campaign_id),
    },
    {
      key: "conversion",
      label: EARNINGS.conversion,
      cell: ({ conversion_id }) =>
        conversion_id !== null && (
          <a href={`/app/story?q=${conversion_id}`}>
            <code>{conversion_id.slice(0, 8)}</code>
          </a>
        ),
    },
    {
      key: "figure",
      label: EARNINGS.figure,
      cell: ({ figure }) => figure !== null && EARNINGS.figures[figure],
    },
    {
      key: "payable_from",
      label: EARNINGS.payable_from,
      cell: ({ payable_from }) => (
        <Time at={payable_from} timezone={timezone} style="day" />
      ),
    },
    { key: "reason", label: EARNINGS.reason, cell: ({ reason }) => reason },
    {
      key: "amount",
      label: EARNINGS.amount,
      align: "right",
      cell: (entry) => (
        <Money amount={amountOf(entry)} currency={entry.currency} />
      ),
    },
  ];
}
