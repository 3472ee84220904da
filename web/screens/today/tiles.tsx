import type { Schema } from "../../api/client.ts";
import { TODAY } from "../../messages/today.ts";
import { Figure } from "../reports/report_cells.tsx";
import { figureOf } from "../reports/report_state.ts";
import type { ReportRow } from "../reports/report_state.ts";

/** The day's figures, each beside the same part of yesterday. */
export function Tiles({ report }: { report: Schema<"Report"> }) {
  const { columns, totals, compare, currency } = report;
  const shown = columns.filter(({ key }) => key in TODAY.tiles);
  const before = compare?.totals as ReportRow | undefined;
  return (
    <dl class="tiles">
      {shown.map((column) => {
        const { key } = column;
        const of = totals as ReportRow;
        const value = figureOf(totals, key);
        const then = before === undefined ? null : figureOf(before, key);
        return (
          <div class="panel tile" key={key}>
            <dt>{TODAY.tiles[key as keyof typeof TODAY.tiles]}</dt>
            <dd class="figure">
              <Figure {...{ value, column, currency, of }} />
            </dd>
            <dd class="quiet">
              {then === null || before === undefined ? (
                TODAY.no_yesterday
              ) : (
                <>
                  <Figure {...{ value: then, column, currency, of: before }} />{" "}
                  {TODAY.yesterday("").trim()}
                </>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
