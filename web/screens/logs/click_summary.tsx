import { curlOf } from "../../api/curl.ts";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { LOGS } from "../../messages/logs.ts";
import { useAsked } from "../../state/asked.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Select } from "../../ui/field.tsx";
import { Count, Time } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import { optionsOf } from "../network/options.ts";
import type { NameOf } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import { groupOf, GROUPS, summaryQuery } from "./summary_query.ts";
import type { Group } from "./summary_query.ts";

type Summary = Schema<"ClickSummary">;
type Names = Readonly<Record<"campaign" | "affiliate", NameOf>>;

/** How many clicks of the filters there are, by what is chosen; nothing is counted before. */
export function ClickSummary({
  query,
  names,
}: {
  query: Readonly<Record<string, string>>;
  names: Names;
}) {
  const location = useLocation();
  const { party } = useMe();
  const group_by = groupOf(location.query.get("count_by"));
  const { affiliate, source, ...rest } = LOGS.count_groups;
  const groups =
    party === null
      ? LOGS.count_groups
      : party.kind === "affiliate"
        ? { ...rest, source }
        : rest;
  return (
    <section class={group_by === null ? "stack" : "panel stack"}>
      <div class="controls">
        <Select
          label={LOGS.count_by}
          value={group_by ?? ""}
          onValue={(value) =>
            go(withQuery(location, { count_by: value }), { replace: true })
          }
          options={optionsOf({ "": LOGS.count_not, ...groups })}
        />
      </div>
      {group_by !== null && <Counted {...{ query, names, group_by }} />}
    </section>
  );
}

function Counted({
  query,
  names,
  group_by,
}: {
  query: Readonly<Record<string, string>>;
  names: Names;
  group_by: Group;
}) {
  const timezone = useTimezone();
  const { taken, left_out } = summaryQuery(query);
  const asking = { ...taken, group_by };
  const address = `/api/v1/clicks/summary?${new URLSearchParams(asking)}`;
  const asked = useAsked(address, (signal) =>
    ok(
      api.GET("/api/v1/clicks/summary", { params: { query: asking }, signal }),
    ),
  );
  return (
    <Shown asked={asked} lines={4}>
      {({ from, to, total, data }) => (
        <>
          <div class="row">
            <span>
              <Count value={total} /> {LOGS.counted}{" "}
              <Time at={from} timezone={timezone} /> –{" "}
              <Time at={to} timezone={timezone} />
            </span>
            <CopyButton label={say.copy_as_curl} text={() => curlOf(address)} />
          </div>
          {left_out.length > 0 && (
            <p class="quiet">{LOGS.counted_without(left_out)}</p>
          )}
          {data.length > 0 && (
            <Groups rows={data} group_by={group_by} names={names} />
          )}
        </>
      )}
    </Shown>
  );
}

function Groups({
  rows,
  group_by,
  names,
}: {
  rows: Summary["data"];
  group_by: Group;
  names: Names;
}) {
  const timezone = useTimezone();
  const location = useLocation();
  const filter = GROUPS[group_by];
  return (
    <Table
      stacks
      caption={LOGS.count_groups[group_by]}
      rows={rows}
      keyOf={({ key }) => String(key)}
      columns={[
        {
          key: "key",
          label: LOGS.count_groups[group_by],
          cell: ({ key }) => {
            const words = wordsOf(group_by, key, names);
            if (filter === null || key === null) return words;
            const there = withQuery(location, { [filter]: String(key) });
            return <a href={there}>{words}</a>;
          },
        },
        {
          key: "count",
          label: LOGS.clicks,
          align: "right",
          cell: ({ count }) => <Count value={count} />,
        },
        {
          key: "last_at",
          label: LOGS.count_last,
          cell: ({ last_at, example_ids: [id] }) =>
            id === undefined ? (
              <Time at={last_at} timezone={timezone} style="second" />
            ) : (
              <a href={withQuery(location, { open: id })}>
                <Time at={last_at} timezone={timezone} style="second" />
              </a>
            ),
        },
      ]}
    />
  );
}

function wordsOf(
  group_by: Group,
  key: Summary["data"][number]["key"],
  names: Names,
): string {
  if (key === null) return say.none;
  if (group_by === "campaign" || group_by === "affiliate") {
    return names[group_by](Number(key));
  }
  const verdicts: Readonly<Record<string, string>> = LOGS.verdicts;
  return group_by === "verdict"
    ? (verdicts[String(key)] ?? String(key))
    : String(key);
}
