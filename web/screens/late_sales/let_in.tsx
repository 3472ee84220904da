import type { Schema } from "../../api/client.ts";
import { WINDOWS } from "../../messages/windows.ts";
import { Count, Money } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { stateInWords } from "../logs/log_columns.tsx";

type Report = Schema<"BackfillReport">;

const AMOUNTS = ["revenue", "payout"] as const;
const OUTCOMES = ["recorded", "updated", "duplicate", "ignored"] as const;

/** The report of a window: what came of it, its money, and what was refused all the same. */
export function LetIn({ report }: { report: Report }) {
  if (report.judged === 0) return <p class="quiet">{WINDOWS.report_none}</p>;
  return (
    <>
      <dl class="facts">
        <dt>{WINDOWS.judged}</dt>
        <dd>
          <Count value={report.judged} />
          <div class="quiet">
            <Count value={report.replayed} /> {WINDOWS.replayed};{" "}
            <Count value={report.direct} /> {WINDOWS.direct}
          </div>
        </dd>
        {OUTCOMES.map((name) => (
          <Outcome key={name} name={name} count={report[name]} />
        ))}
      </dl>
      {report.money.length > 0 && <LetInMoney money={report.money} />}
      {report.refused.length > 0 && <Refused refused={report.refused} />}
    </>
  );
}

function Outcome({
  name,
  count,
}: {
  name: (typeof OUTCOMES)[number];
  count: number;
}) {
  return (
    <>
      <dt>{WINDOWS[name]}</dt>
      <dd>
        <Count value={count} />
      </dd>
    </>
  );
}

function LetInMoney({ money }: Pick<Report, "money">) {
  return (
    <Table
      stacks
      caption={WINDOWS.money}
      rows={money}
      keyOf={({ currency }) => currency}
      columns={AMOUNTS.map((name): Column<Report["money"][number]> => ({
        key: name,
        label: WINDOWS[name],
        align: "right",
        cell: (row) => <Money amount={row[name]} currency={row.currency} />,
      }))}
    />
  );
}

function Refused({ refused }: Pick<Report, "refused">) {
  return (
    <Table
      stacks
      caption={WINDOWS.refused}
      rows={refused}
      keyOf={({ code }) => code}
      columns={[
        {
          key: "code",
          label: WINDOWS.code,
          cell: ({ code }) => stateInWords(code),
          hint: ({ code }) => code,
        },
        {
          key: "count",
          label: WINDOWS.count,
          align: "right",
          cell: ({ count }) => <Count value={count} />,
        },
        {
          key: "example",
          label: WINDOWS.example,
          cell: ({ example_ids: [first] }) =>
            first !== undefined && (
              <a href={`/app/postbacks/${first}`}>
                <code>{first}</code>
              </a>
            ),
        },
      ]}
    />
  );
}
