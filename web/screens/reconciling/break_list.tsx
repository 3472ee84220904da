import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useLocation } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import { ShownList } from "../own/shown.tsx";
import { actionInWords } from "./compared.tsx";
import type { Decision } from "./decide.tsx";

type Break = Schema<"Break">;

const FILTERS: readonly Filter[] = [
  {
    name: "class",
    label: RECONCILING.class,
    options: Object.keys(RECONCILING.classes),
    words: RECONCILING.classes,
  },
  {
    name: "state",
    label: RECONCILING.break_state,
    options: ["open", "applied", "left", "undone", "closed"],
  },
];

/** The breaks, side by side: ours and theirs. */
export function BreakList({
  id,
  onDecide,
  onChange,
}: {
  id: string;
  onDecide(decision: Decision): void;
  onChange(): void;
}) {
  const timezone = useTimezone();
  const query = useFilters(FILTERS);
  const is_filtered = useLocation().query.size > 0;
  const list = useList<Break>(JSON.stringify(query), (cursor, signal) =>
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
  const leave = async (key: string) => {
    await ok(
      api.PATCH("/api/v1/reconciliations/{id}/breaks/{key}", {
        params: { path: { id, key } },
        body: { state: "left" },
      }),
    );
    onChange();
  };
  return (
    <>
      {(is_filtered || (list.rows?.length ?? 0) > 0) && (
        <FilterBar filters={FILTERS} />
      )}
      <ShownList<Break>
        list={list}
        caption={RECONCILING.breaks}
        empty={RECONCILING.breaks_none}
        keyOf={(one) => one.id}
        columns={[
          {
            key: "class",
            label: RECONCILING.class,
            cell: (one) => (
              <div class="stack-close">
                <span>{one.class && RECONCILING.classes[one.class]}</span>
                <span>
                  <Badge tone={one.state === "open" ? "warn" : "good"}>
                    {one.state}
                  </Badge>
                </span>
              </div>
            ),
          },
          {
            key: "ours",
            label: RECONCILING.side_ours,
            cell: ({ ours }) => <Ours ours={ours} timezone={timezone} />,
          },
          {
            key: "theirs",
            label: RECONCILING.side_theirs,
            cell: ({ theirs }) => (
              <Theirs theirs={theirs} timezone={timezone} />
            ),
          },
          {
            key: "difference",
            label: RECONCILING.difference,
            align: "right",
            cell: ({ difference, ours, theirs }) => (
              <Money
                amount={difference}
                currency={ours?.currency ?? theirs?.currency ?? ""}
              />
            ),
          },
          {
            key: "decide",
            label: RECONCILING.proposed,
            cell: (one) => (
              <div class="stack-close">
                <span>{actionInWords(one.proposed)}</span>
                {one.state === "open" && (
                  <span class="row">
                    <Button onClick={() => onDecide({ one })}>
                      {RECONCILING.decide}
                      <span class="unseen"> {one.id}</span>
                    </Button>
                    <Act kind="plain" work={() => leave(one.id)}>
                      {RECONCILING.actions.leave}
                      <span class="unseen"> {one.id}</span>
                    </Act>
                  </span>
                )}
              </div>
            ),
          },
        ]}
      />
    </>
  );
}

function Ours({ ours, timezone }: { ours: Break["ours"]; timezone: string }) {
  if (ours === null) {
    return <span class="quiet">{RECONCILING.not_there}</span>;
  }
  const { conversion_id, order_id, status, at, counted, currency } = ours;
  return (
    <div class="stack-close">
      <a href={`/app/story?q=${conversion_id}`}>
        {order_id ?? <code>{conversion_id.slice(0, 8)}</code>}
      </a>
      <span>
        <Money amount={counted} currency={currency} /> {status}
      </span>
      <Time at={at} timezone={timezone} />
    </div>
  );
}

function Theirs({
  theirs,
  timezone,
}: {
  theirs: Break["theirs"];
  timezone: string;
}) {
  if (theirs === null) {
    return <span class="quiet">{RECONCILING.not_there}</span>;
  }
  const { row_no, cells, order_id, status, written_at, counted, currency } =
    theirs;
  return (
    <div class="stack-close" title={cells.join(" · ")}>
      <span>
        {order_id}{" "}
        <span class="quiet">
          {RECONCILING.row} {row_no}
        </span>
      </span>
      <span>
        <Money amount={counted} currency={currency ?? ""} /> {status}
      </span>
      <Time at={written_at} timezone={timezone} />
    </div>
  );
}
