import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { SHOP } from "../../messages/shop.ts";
import { useList } from "../../state/use_list.ts";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import { Money } from "../../ui/figures.tsx";
import type { Column } from "../../ui/table.tsx";
import { ShownList } from "../own/shown.tsx";

type Break = Schema<"Break">;

const FILTERS = [
  {
    name: "class",
    label: SHOP.class,
    options: Object.keys(SHOP.classes),
    words: SHOP.classes,
  },
];

/** Each difference: what was counted here, and what there. */
export function Breaks({ id }: { id: string }) {
  const query = useFilters(FILTERS);
  const list = useList(`${id} ${JSON.stringify(query)}`, (cursor, signal) =>
    ok(
      api.GET("/api/v1/reconciliations/{id}/breaks", {
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
      <p>{SHOP.breaks_lead}</p>
      <FilterBar filters={FILTERS} />
      <ShownList
        list={list}
        caption={SHOP.breaks}
        keyOf={(one) => one.id}
        empty={SHOP.breaks_none}
        columns={COLUMNS}
      />
    </>
  );
}

const COLUMNS: readonly Column<Break>[] = [
  {
    key: "class",
    label: SHOP.class,
    cell: (one) => one.class !== null && SHOP.classes[one.class],
  },
  {
    key: "order",
    label: SHOP.order,
    cell: ({ ours, theirs }) => {
      const order_id = ours?.order_id ?? theirs?.order_id;
      return ours === null ? (
        order_id
      ) : (
        <a href={`/app/conversions?open=${ours.conversion_id}`}>{order_id}</a>
      );
    },
  },
  {
    key: "state",
    label: SHOP.state,
    cell: ({ state }) => SHOP.break_states[state] ?? state,
  },
  {
    key: "ours",
    label: SHOP.ours,
    align: "right",
    cell: ({ ours }) =>
      ours !== null && (
        <>
          <Money amount={ours.counted} currency={ours.currency} />{" "}
          <span class="quiet">{ours.status}</span>
        </>
      ),
  },
  {
    key: "theirs",
    label: SHOP.theirs,
    align: "right",
    cell: ({ theirs }) =>
      theirs !== null && (
        <>
          <Money amount={theirs.counted} currency={theirs.currency ?? ""} />{" "}
          <span class="quiet">{theirs.said_status ?? theirs.status}</span>
        </>
      ),
  },
  {
    key: "difference",
    label: SHOP.difference,
    align: "right",
    cell: ({ difference, ours, theirs }) => (
      <Money
        amount={difference}
        currency={ours?.currency ?? theirs?.currency ?? ""}
      />
    ),
  },
];
