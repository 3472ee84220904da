import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { SHADOW } from "../../messages/shadow.ts";
import { useAsked } from "../../state/asked.ts";
import { useLocation, withQuery } from "../../state/location.ts";
import type { Location } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Select } from "../../ui/field.tsx";
import { Count, Money, Time } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter, FilterField } from "../../ui/filter_bar.tsx";
import { Empty } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { useNamed } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import { Breaks } from "./breaks.tsx";
import { TakeExport } from "./take_export.tsx";

type Row = Schema<"ShadowSummaryRow">;
type Group = keyof typeof SHADOW.groups;

const GROUPS = Object.keys(SHADOW.groups) as Group[];

/** The old tracker's books beside ours, and each difference. */
export function ShadowScreen() {
  useTitle(SHADOW.title);
  const timezone = useTimezone();
  const location = useLocation();
  const campaigns = useNamed("campaigns");
  const affiliates = useNamed("affiliates");
  const filters: readonly Filter[] = [
    { name: "group_by", label: SHADOW.group_by, field: GroupBy },
    { name: "campaign_id", label: SHADOW.campaign, ...campaigns.choice },
    { name: "affiliate_id", label: SHADOW.affiliate, ...affiliates.choice },
    { name: "from", label: SHADOW.from, type: "date" },
    { name: "to", label: SHADOW.to, type: "date" },
  ];
  const { group_by, ...query } = useFilters(filters);
  const by = GROUPS.find((one) => one === group_by) ?? "day";
  const asked = useAsked(JSON.stringify([by, query]), (signal) =>
    ok(
      api.GET("/api/v1/moves/shadow", {
        params: { query: { ...query, group_by: [by] } },
        signal,
      }),
    ),
  );
  const parameters = new URLSearchParams({ ...query, group_by: by });
  return (
    <>
      <div class="screen-head">
        <h1>{SHADOW.title}</h1>
        <CopyButton
          label={say.copy_as_curl}
          text={() => curlOf(`/api/v1/moves/shadow?${parameters}`)}
        />
      </div>
      <p>{SHADOW.lead}</p>
      <TakeExport onTaken={asked.reload} />
      <FilterBar filters={filters} />
      <Shown asked={asked}>
        {({ data, compared_at }) => (
          <>
            <p class="quiet">
              {SHADOW.compared}:{" "}
              {compared_at === null ? (
                SHADOW.never
              ) : (
                <Time at={compared_at} timezone={timezone} />
              )}
            </p>
            {data.length === 0 ? (
              <Empty>{SHADOW.none}</Empty>
            ) : (
              <Table
                stacks
                caption={SHADOW.summary}
                rows={data}
                keyOf={(row) => keyOf(row)}
                columns={columnsOf(by, location)}
              />
            )}
          </>
        )}
      </Shown>
      <Breaks query={query} />
    </>
  );
}

/** One of the dimensions, never none of them. */
const GroupBy: FilterField = ({ label, value, onValue }) => (
  <Select
    label={label}
    value={value === "" ? "day" : value}
    onValue={onValue}
    options={GROUPS.map((one) => ({ value: one, label: SHADOW.groups[one] }))}
  />
);

function keyOf({ day, campaign, affiliate, currency }: Row): string {
  return [day, campaign?.id, affiliate?.id, currency].join(" ");
}

function columnsOf(by: Group, location: Location): Column<Row>[] {
  const side = (key: "theirs" | "ours"): Column<Row> => ({
    key,
    label: SHADOW[key],
    align: "right",
    cell: ({ [key]: sums, currency }) => (
      <div class="stack-close">
        <Count value={sums.conversions} />
        <Money amount={sums.payout} currency={currency} />
      </div>
    ),
  });
  return [
    {
      key: "key",
      label: SHADOW.groups[by],
      cell: (row) =>
        by === "day" ? row.day : (row[by]?.name ?? SHADOW.not_here),
    },
    side("theirs"),
    side("ours"),
    {
      key: "difference",
      label: SHADOW.difference,
      align: "right",
      cell: ({ difference, currency }) => (
        <Money amount={difference.payout} currency={currency} />
      ),
    },
    {
      key: "agreed",
      label: SHADOW.agreed,
      align: "right",
      cell: ({ agreed_percent, agreed, items }) => (
        <span class="number" title={SHADOW.agreed_of(agreed, items)}>
          {agreed_percent} %
        </span>
      ),
    },
    {
      key: "see",
      label: SHADOW.see,
      align: "right",
      cell: (row) => {
        const to = placeOf(by, row);
        const count = row.items - row.agreed;
        if (count === 0 || to === null) return <Count value={count} />;
        return (
          <a href={`${withQuery(location, to)}#breaks`}>
            <Count value={count} />
          </a>
        );
      },
    },
  ];
}

/** The filter of a row's differences; null where none narrows to them. */
function placeOf(by: Group, row: Row): Record<string, string> | null {
  if (by === "day") return row.day === undefined ? null : { day: row.day };
  const thing = row[by];
  if (thing === undefined || thing === null) return null;
  return { [`${by}_id`]: String(thing.id) };
}
