import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { useAsked } from "../../state/asked.ts";
import { useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import type { Column } from "../../ui/table.tsx";
import { useNames } from "../own/names.ts";
import { kindInWords } from "../own/settled_columns.tsx";
import { ShownList, usePartyId } from "../own/shown.tsx";
import { OpenEntry } from "./entry.tsx";
import { amountOf } from "./entry_amount.ts";

type Entry = Schema<"AffiliateEntry">;

const FIGURE: Filter = {
  name: "figure",
  label: EARNINGS.figure,
  options: Object.keys(EARNINGS.figures),
  words: EARNINGS.figures,
};

/** A filter by the currencies that were earned. */
function useCurrencyFilter(id: string): Filter {
  const { data } = useAsked(`currencies ${id}`, (signal) =>
    ok(
      api.GET("/api/v1/affiliates/{id}/balance", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  const options = data?.data.map(({ currency }) => currency) ?? [];
  return { name: "currency", label: EARNINGS.currency, options };
}

/** The entries that each figure of the balance is the sum of. */
export function Entries() {
  const id = usePartyId();
  const timezone = useTimezone();
  const nameOf = useNames("campaigns");
  const filters = [FIGURE, useCurrencyFilter(id)];
  const query = useFilters(filters);
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
      <FilterBar filters={filters} />
      <ShownList
        list={list}
        caption={EARNINGS.tabs.entries}
        keyOf={(entry) => entry.id}
        empty={EARNINGS.entries_empty}
        columns={columnsOf(timezone, nameOf)}
      />
      <OpenEntry nameOf={nameOf} />
    </>
  );
}

function EntryLink({ id, children }: { id: string; children: string }) {
  const location = useLocation();
  return <a href={withQuery(location, { entry: id })}>{children}</a>;
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
      cell: ({ id, kind }) => (
        <EntryLink id={id}>{kindInWords(kind)}</EntryLink>
      ),
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
            <code class="number">{conversion_id.slice(0, 8)}</code>
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
