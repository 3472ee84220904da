import { RISK } from "../../messages/risk.ts";
import { Count } from "../../ui/figures.tsx";
import { LineChart } from "../../ui/line_chart.tsx";
import { percentText } from "../../ui/number_text.ts";
import { Table } from "../../ui/table.tsx";
import { sharesOf } from "./bins.ts";

/** One bin: its name, the affiliate's conversions in it, and those of the others. */
interface Bin {
  name: string;
  conversions: number;
  others: number;
}

/** How an affiliate's conversions spread over some bins beside those of the others. */
export function Distribution({
  title,
  bin,
  bins,
}: {
  title: string;
  /** The heading of the bins. */
  bin: string;
  bins: readonly Bin[];
}) {
  const own = sharesOf(bins.map(({ conversions }) => conversions));
  const others = sharesOf(bins.map((one) => one.others));
  return (
    <section class="panel stack">
      <h2>{title}</h2>
      <LineChart
        title={title}
        labels={bins.map(({ name }) => name)}
        lines={[
          { name: RISK.own, values: own, shown: percentText },
          { name: RISK.others, values: others, shown: percentText },
        ]}
      />
      <details>
        <summary>{RISK.as_table}</summary>
        <Table
          caption={title}
          is_titled
          rows={bins}
          keyOf={({ name }) => name}
          columns={[
            { key: "bin", label: bin, cell: ({ name }) => name },
            {
              key: "own",
              label: RISK.own,
              align: "right",
              cell: ({ conversions }) => <Count value={conversions} />,
            },
            {
              key: "others",
              label: RISK.others,
              align: "right",
              cell: (row) => <Count value={row.others} />,
            },
          ]}
        />
      </details>
    </section>
  );
}
