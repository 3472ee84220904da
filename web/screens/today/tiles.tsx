import type { Schema } from "../../api/client.ts";
import { TODAY } from "../../messages/today.ts";
import { Bars } from "../../ui/bars.tsx";
import { Count } from "../../ui/figures.tsx";
import { Figure } from "../reports/report_cells.tsx";
import { figureOf } from "../reports/report_state.ts";
import type { ReportColumn, ReportRow } from "../reports/report_state.ts";

type TileKey = keyof typeof TODAY.tiles;
const KEYS = Object.keys(TODAY.tiles) as TileKey[];

/** The day's figures, each beside the same part of yesterday. */
export function Tiles({ report }: { report: Schema<"Report"> }) {
  const { columns } = report;
  const shown = KEYS.flatMap(
    (name) => columns.find(({ key }) => key === name) ?? [],
  );
  return (
    <dl class="tiles">
      {shown.map((column) => (
        <Tile key={column.key} report={report} column={column} />
      ))}
    </dl>
  );
}

function Tile({
  report: { data, totals, compare, currency, as_of },
  column,
}: {
  report: Schema<"Report">;
  column: ReportColumn;
}) {
  const { key } = column;
  const before = compare?.totals as ReportRow | undefined;
  const value = figureOf(totals, key);
  const then = before === undefined ? null : figureOf(before, key);
  const { pending } = totals.conversions;
  return (
    <div class="panel tile">
      <dt title={column.formula ?? undefined}>{TODAY.tiles[key as TileKey]}</dt>
      <dd class="figure">
        <Figure {...{ value, column, currency, of: totals as ReportRow }} />
        {key === "conversions.approved" && pending > 0 && (
          <span class="beside">
            +<Count value={pending} /> {TODAY.pending}
          </span>
        )}
      </dd>
      <dd>
        <Bars values={hoursOf(data, key, as_of)} />
      </dd>
      <dd class="quiet" title={TODAY.by_this_time}>
        {then === null || before === undefined ? (
          TODAY.no_yesterday
        ) : (
          <>
            <Change now={value} then={then} />
            {TODAY.was}{" "}
            <Figure {...{ value: then, column, currency, of: before }} />
            <span class="unseen"> {TODAY.by_this_time}</span>
          </>
        )}
      </dd>
    </div>
  );
}

const PERCENT_MAX = 1_000;

/** How much more or less it is: by sign, word and colour. */
function Change({
  now,
  then,
}: {
  now: string | number | null;
  then: string | number;
}) {
  const base = Number(then);
  if (now === null || base <= 0) return null;
  const percent = Math.round(((Number(now) - base) / base) * 100);
  if (percent === 0) return null;
  const is_up = percent > 0;
  // More than that isn't grasped as percent.
  const text =
    percent < PERCENT_MAX
      ? `${Math.abs(percent)}%`
      : `×${Math.round(Number(now) / base)}`;
  return (
    <span class="change" data-up={is_up}>
      <span aria-hidden="true">
        {is_up ? "▲" : "▼"} {text}
      </span>
      <span class="unseen">{(is_up ? TODAY.up : TODAY.down)(text)}</span>
    </span>
  );
}

/** A figure of each hour; null for those that are still to come. */
export function hoursOf(
  rows: readonly ReportRow[],
  key: string,
  as_of: string,
): (number | null)[] {
  const end = new Date(as_of);
  return rows.map((row) => {
    const value = figureOf(row, key);
    const is_ahead = new Date(row.hour ?? 0) > end;
    return value === null || is_ahead ? null : Number(value);
  });
}
