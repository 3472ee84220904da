import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { PROMOTING } from "../../messages/promoting.ts";
import { useList } from "../../state/use_list.ts";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { payoutInWords } from "../own/payout.ts";
import { ShownList } from "../own/shown.tsx";
import { Standing } from "./standing.tsx";

type Offer = Schema<"Offer">;

const FILTERS = [
  { name: "q", label: PROMOTING.search },
  {
    name: "status",
    label: PROMOTING.status,
    options: Object.keys(PROMOTING.statuses),
    words: PROMOTING.statuses,
  },
  {
    name: "visibility",
    label: PROMOTING.visibility,
    options: Object.keys(PROMOTING.visibilities),
    words: PROMOTING.visibilities,
  },
];

/** Offers that an affiliate may promote, or apply for. */
export function OffersScreen() {
  useTitle(PROMOTING.offers);
  const query = useFilters(FILTERS);
  const list = useList(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/offers", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <>
      <h1>{PROMOTING.offers}</h1>
      <FilterBar filters={FILTERS} />
      <ShownList
        list={list}
        caption={PROMOTING.offers}
        columns={COLUMNS}
        keyOf={({ campaign_id }) => String(campaign_id)}
        empty={PROMOTING.offers_empty}
      />
    </>
  );
}

const COLUMNS: readonly Column<Offer>[] = [
  {
    key: "name",
    label: PROMOTING.offer,
    cell: ({ campaign_id, name }) => (
      <a class="names" href={`/app/offers/${campaign_id}`}>
        {name}
      </a>
    ),
  },
  {
    key: "payout",
    label: PROMOTING.payout,
    cell: ({ goals, payout_currency }) => (
      <ul>
        {goals.map(({ key, name, payout }) => (
          <li key={key}>
            {payoutInWords(payout, payout_currency)}{" "}
            <span class="quiet">{name}</span>
          </li>
        ))}
      </ul>
    ),
  },
  {
    key: "status",
    label: PROMOTING.status,
    cell: (offer) => <Standing offer={offer} />,
  },
  {
    key: "targeting",
    label: PROMOTING.who_is_wanted,
    cell: ({ targeting }) => targeting.text,
  },
  {
    key: "visibility",
    label: PROMOTING.visibility,
    cell: ({ visibility }) => PROMOTING.visibilities[visibility],
  },
];
