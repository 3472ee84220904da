import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { Money } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import { Shown } from "../own/shown.tsx";
import { BreakList } from "./break_list.tsx";
import { Classes } from "./classes.tsx";
import { Decide } from "./decide.tsx";
import type { Decision } from "./decide.tsx";
import { STATEMENTS } from "./kinds.ts";
import type { Upload } from "./kinds.ts";
import { TolerancePart } from "./tolerance.tsx";

type Report = Schema<"ReconciliationReport">;

/** Theirs and ours, the breaks between them by class, and deciding them. */
export function Compared({
  upload,
  onChange,
}: {
  upload: Upload;
  onChange(): void;
}) {
  const { id, status } = upload;
  const [turn, setTurn] = useState(0);
  const [decision, setDecision] = useState<Decision | null>(null);
  const asked = useAsked(`${id} ${status} ${turn}`, (signal) =>
    ok(
      api.GET("/api/v1/reconciliations/{id}/report", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  const reload = () => {
    setTurn((before) => before + 1);
    onChange();
  };
  return (
    <>
      <Shown asked={asked}>
        {(report) => (
          <>
            <Sums report={report} onDecide={setDecision} />
            <TolerancePart report={report} />
          </>
        )}
      </Shown>
      <BreakList
        key={`${turn} ${status}`}
        upload={upload}
        onDecide={setDecision}
        onChange={reload}
      />
      {decision !== null && (
        <Decide
          kind={STATEMENTS}
          id={id}
          decision={decision}
          onClose={() => setDecision(null)}
          onApplied={reload}
        />
      )}
    </>
  );
}

function Sums({
  report,
  onDecide,
}: {
  report: Report;
  onDecide(decision: Decision): void;
}) {
  const { currencies, rows, conversions } = report;
  return (
    <>
      <Table
        caption={RECONCILING.sums}
        rows={currencies}
        keyOf={({ currency }) => currency}
        stacks
        columns={[
          ...(["theirs", "ours", "difference"] as const).map((name) => ({
            key: name,
            label: RECONCILING[name],
            align: "right" as const,
            cell: (row: Report["currencies"][number]) => (
              <Money amount={row[name]} currency={row.currency} />
            ),
          })),
          {
            key: "breaks",
            label: RECONCILING.explained,
            align: "right",
            cell: (row) => (
              <Money amount={row.breaks} currency={row.currency} />
            ),
          },
          {
            key: "unexplained",
            label: RECONCILING.unexplained,
            align: "right",
            cell: (row) => (
              <Money amount={row.unexplained} currency={row.currency} />
            ),
          },
        ]}
      />
      <p class="quiet">{RECONCILING.matched(rows, conversions)}</p>
      <Classes report={report} onDecide={onDecide} />
    </>
  );
}
