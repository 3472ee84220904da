import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { SHADOW } from "../../messages/shadow.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Time } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";
import { ShownList } from "../own/shown.tsx";

type Item = Schema<"ShadowItem">;

const FILTERS: readonly Filter[] = [
  { name: "day", label: SHADOW.day, type: "date" },
  {
    name: "class",
    label: SHADOW.class,
    options: Object.keys(SHADOW.classes),
    words: SHADOW.classes,
  },
  {
    name: "why",
    label: SHADOW.why,
    options: Object.keys(SHADOW.whys),
    words: SHADOW.whys,
  },
];

/** Each difference between both trackers, with the way to its story. */
export function Breaks({ query }: { query: Record<string, string> }) {
  const timezone = useTimezone();
  const narrowed = { ...query, ...useFilters(FILTERS) };
  const list = useList<Item>(JSON.stringify(narrowed), (cursor, signal) =>
    ok(
      api.GET("/api/v1/moves/shadow/breaks", {
        params: { query: { ...narrowed, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <section class="stack" id="breaks">
      <h2>{SHADOW.breaks}</h2>
      <FilterBar filters={FILTERS} />
      <ShownList<Item>
        list={list}
        caption={SHADOW.breaks}
        empty={SHADOW.breaks_none}
        keyOf={({ id }) => id}
        columns={columnsOf(timezone)}
      />
    </section>
  );
}

function columnsOf(timezone: string): readonly Column<Item>[] {
  const classes: Readonly<Record<string, string>> = SHADOW.classes;
  return [
    {
      key: "at",
      label: SHADOW.time,
      cell: ({ at }) => <Time at={at} timezone={timezone} style="second" />,
    },
    {
      key: "class",
      label: SHADOW.class,
      cell: ({ class: name, differs }) => (
        <span class="row">
          {(differs.length === 0 ? [name] : differs).map((one) => (
            <Badge key={one} tone="warn">
              {classes[one] ?? one}
            </Badge>
          ))}
        </span>
      ),
    },
    { key: "what", label: SHADOW.what, cell: ({ sentence }) => sentence },
    {
      key: "theirs",
      label: SHADOW.theirs,
      cell: ({ theirs }) => theirs?.old_id ?? theirs?.order_id ?? theirs?.click,
    },
    {
      key: "trace",
      label: SHADOW.trace,
      cell: (item) => {
        const id = traced(item);
        return (
          id !== null && (
            <a href={`/app/story?q=${encodeURIComponent(id)}`}>
              <code>{id.slice(-12)}</code>
            </a>
          )
        );
      },
    },
  ];
}

/** The id whose story tells most: of what was booked here, else of what came. */
function traced({ ours, theirs, postback_id }: Item): string | null {
  return (
    ours?.conversion_id ??
    postback_id ??
    theirs?.order_id ??
    theirs?.click ??
    null
  );
}
