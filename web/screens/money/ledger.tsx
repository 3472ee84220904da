import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { downloadCsv } from "../../api/download.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { MONEY } from "../../messages/money.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Facts } from "../../ui/facts.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { pickedBy } from "../network/picker.tsx";
import { kindInWords } from "../own/settled_columns.tsx";
import { useNames } from "../own/names.ts";
import type { NameOf } from "../own/names.ts";
import { ShownList } from "../own/shown.tsx";
import { asSpoken } from "./account_sides.ts";
import { EntryLink, OpenEntry } from "./ledger_entry.tsx";
import { MoneyPage, useCurrencyFilter } from "./parts.tsx";

type Entry = Schema<"LedgerEntry">;
interface Parties {
  affiliates: NameOf;
  advertisers: NameOf;
}

function filtersOf(currency: Filter): readonly Filter[] {
  return [
    {
      name: "kind",
      label: MONEY.kind,
      options: Object.keys(EARNINGS.kinds),
      words: EARNINGS.kinds,
    },
    currency,
    {
      name: "affiliate_id",
      label: MONEY.affiliate,
      field: pickedBy("affiliates"),
    },
    {
      name: "advertiser_id",
      label: MONEY.advertiser,
      field: pickedBy("advertisers"),
    },
    { name: "conversion_id", label: MONEY.conversion },
  ];
}

/** Every entry of the ledger, and the check that all of them hold. */
export function LedgerScreen() {
  const timezone = useTimezone();
  const affiliates = useNames("affiliates");
  const advertisers = useNames("advertisers");
  const filters = filtersOf(useCurrencyFilter());
  const query = { ...useFilters(filters), sort: "-booked_at" as const };
  const list = useList<Entry>(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/ledger/transactions", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const csv = () =>
    downloadCsv(
      `/api/v1/ledger/transactions?${new URLSearchParams(query)}`,
      "ledger.csv",
    );
  return (
    <MoneyPage
      tab="ledger"
      curl={`/api/v1/ledger/transactions?${new URLSearchParams(query)}`}
      actions={<Act work={csv}>{MONEY.csv}</Act>}
    >
      <Verify />
      <FilterBar filters={filters} />
      <ShownList<Entry>
        list={list}
        caption={MONEY.ledger_caption}
        empty={MONEY.ledger_empty}
        keyOf={({ id }) => id}
        columns={entryColumns(timezone, { affiliates, advertisers })}
      />
      <OpenEntry parties={{ affiliates, advertisers }} />
    </MoneyPage>
  );
}

/** Columns of entries of the ledger. */
export function entryColumns(
  timezone: string,
  { affiliates, advertisers }: Parties,
): Column<Entry>[] {
  return [
    {
      key: "booked_at",
      label: MONEY.booked,
      cell: ({ booked_at }) => <Time at={booked_at} timezone={timezone} />,
    },
    {
      key: "kind",
      label: MONEY.kind,
      cell: ({ id, kind }) => (
        <EntryLink id={id}>{kindInWords(kind)}</EntryLink>
      ),
    },
    {
      key: "party",
      label: MONEY.party,
      cell: ({ affiliate_id, advertiser_id }) => (
        <div class="names">
          {affiliate_id !== null && affiliates(affiliate_id)}
          {advertiser_id !== null && (
            <div class="quiet">{advertisers(advertiser_id)}</div>
          )}
        </div>
      ),
    },
    ...(["receivable", "payable", "margin", "cash"] as const).map((name) => ({
      key: name,
      label: MONEY.accounts[name],
      align: "right" as const,
      cell: (entry: Entry) => <Account entry={entry} name={name} />,
    })),
    { key: "reason", label: MONEY.reason, cell: ({ reason }) => reason },
  ];
}

/** An entry's changes of an account, with the pending ones beside them. */
function Account({
  entry,
  name,
}: {
  entry: Entry;
  name: "receivable" | "payable" | "margin" | "cash";
}) {
  const { currency } = entry;
  const pending = name === "cash" ? null : entry[`${name}_pending`];
  const is_zero = (amount: string | null) =>
    amount === null || /^-?0(\.0+)?$/.test(amount);
  if (is_zero(entry[name]) && is_zero(pending)) return null;
  return (
    <>
      {!is_zero(entry[name]) && (
        <Money amount={asSpoken(name, entry[name])} currency={currency} />
      )}
      {!is_zero(pending) && (
        <div class="quiet">
          <Money amount={asSpoken(name, pending ?? "0")} currency={currency} />{" "}
          {MONEY.is_pending}
        </div>
      )}
    </>
  );
}

function Verify() {
  const [check, setCheck] = useState<Schema<"LedgerCheck"> | null>(null);
  const verify = async () => {
    setCheck(await ok(api.GET("/api/v1/ledger/verify")));
  };
  return (
    <div class="stack-close">
      <div>
        <Act work={verify}>{MONEY.verify}</Act>
      </div>
      {check?.ok === true && (
        <Notice tone="good">
          {MONEY.verify_good(check.entries, check.conversions)}
        </Notice>
      )}
      {check?.ok === false && (
        <Notice tone="bad" title={MONEY.verify_bad}>
          <Facts of={check.difference ?? {}} />
        </Notice>
      )}
    </div>
  );
}
