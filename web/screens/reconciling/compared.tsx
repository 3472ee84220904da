import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { Button } from "../../ui/button.tsx";
import { Count, Money } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import { Shown } from "../own/shown.tsx";
import { BreakList } from "./break_list.tsx";
import { Decide } from "./decide.tsx";
import type { Decision } from "./decide.tsx";
import { STATEMENTS } from "./kinds.ts";
import type { Upload } from "./kinds.ts";

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
        {(report) => <Sums report={report} onDecide={setDecision} />}
      </Shown>
      <BreakList
        key={`${turn} ${status}`}
        id={id}
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

function Classes({
  report: { id, breaks, states },
  onDecide,
}: {
  report: Report;
  onDecide(decision: Decision): void;
}) {
  const location = useLocation();
  const open = (name: string) =>
    states.reduce(
      (sum, one) =>
        one.class === name && one.state === "open" ? sum + one.count : sum,
      0,
    );
  const open_all = states.reduce(
    (sum, { state, count }) => (state === "open" ? sum + count : sum),
    0,
  );
  const named = breaks.filter((one) => one.class !== null);
  if (named.length === 0) return null;
  return (
    <>
      <Table
        caption={RECONCILING.classes_caption}
        rows={named}
        keyOf={(one) => `${one.class} ${one.proposed}`}
        stacks
        columns={[
          {
            key: "class",
            label: RECONCILING.class,
            cell: (one) => (
              <a href={withQuery(location, { class: one.class })}>
                {one.class !== null && RECONCILING.classes[one.class]}
              </a>
            ),
          },
          {
            key: "count",
            label: RECONCILING.count,
            align: "right",
            cell: ({ count }) => <Count value={count} />,
          },
          {
            key: "proposed",
            label: RECONCILING.proposed,
            cell: ({ proposed }) => actionInWords(proposed),
          },
          ...(["ours", "theirs"] as const).map((side) => ({
            key: side,
            label: RECONCILING[side],
            align: "right" as const,
            cell: ({ money }: Report["breaks"][number]) =>
              money.map((one) => (
                <div key={one.currency}>
                  <Money amount={one[side]} currency={one.currency} />
                </div>
              )),
          })),
          {
            key: "decide",
            label: RECONCILING.decide,
            cell: (one) =>
              one.class !== null &&
              open(one.class) > 0 && (
                <Button
                  onClick={() =>
                    one.class !== null && onDecide({ class: one.class })
                  }
                >
                  {RECONCILING.decide_class}
                  <span class="unseen">: {RECONCILING.classes[one.class]}</span>
                </Button>
              ),
          },
        ]}
      />
      <div class="row">
        {open_all > 0 && (
          <Button kind="main" onClick={() => onDecide({ all: true })}>
            {RECONCILING.decide_all} · {RECONCILING.all_open(open_all)}
          </Button>
        )}
        <a
          class="button"
          target="_blank"
          href={`/api/v1/reconciliations/${id}/report?format=html`}
        >
          {RECONCILING.report}
        </a>
        {location.query.get("class") !== null && (
          <Button
            kind="plain"
            onClick={() => go(withQuery(location, { class: null }))}
          >
            {RECONCILING.breaks}
          </Button>
        )}
      </div>
    </>
  );
}

/** An action that a break proposes, in words. */
export function actionInWords(action: string | null): string {
  const words: Readonly<Record<string, string>> = RECONCILING.actions;
  return words[action ?? "none"] ?? String(action);
}
