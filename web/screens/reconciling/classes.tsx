import type { Schema } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import type { Location } from "../../state/location.ts";
import { Button } from "../../ui/button.tsx";
import { Count, Money } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import type { Decision } from "./decide.tsx";

type Report = Schema<"ReconciliationReport">;
type ClassRow = Report["breaks"][number];

interface ClassesProps {
  report: Report;
  onDecide(decision: Decision): void;
}

/** The breaks by class, each to be decided as a whole, or all of them at once. */
export function Classes({ report, onDecide }: ClassesProps) {
  const location = useLocation();
  const named = report.breaks.filter((one) => one.class !== null);
  return (
    <>
      {named.length > 0 && (
        <Table
          caption={RECONCILING.classes_caption}
          rows={named}
          keyOf={(one) => `${one.class} ${one.proposed}`}
          stacks
          columns={[
            classColumn(location),
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
            moneyColumn("ours"),
            moneyColumn("theirs"),
            decideColumn({ report, onDecide }),
          ]}
        />
      )}
      <Actions {...{ report, onDecide }} />
    </>
  );
}

function classColumn(location: Location): Column<ClassRow> {
  return {
    key: "class",
    label: RECONCILING.class,
    cell: (one) => (
      <a href={withQuery(location, { class: one.class, shown: null })}>
        {one.class !== null && RECONCILING.classes[one.class]}
      </a>
    ),
  };
}

function moneyColumn(side: "ours" | "theirs"): Column<ClassRow> {
  return {
    key: side,
    label: RECONCILING[side],
    align: "right",
    cell: ({ money }) =>
      money.map((one) => (
        <div key={one.currency}>
          <Money amount={one[side]} currency={one.currency} />
        </div>
      )),
  };
}

function decideColumn({ report, onDecide }: ClassesProps): Column<ClassRow> {
  return {
    key: "decide",
    label: RECONCILING.decide,
    cell: ({ class: name }) =>
      name !== null &&
      openOf(report, name) > 0 && (
        <Button onClick={() => onDecide({ class: name })}>
          {RECONCILING.decide_class}
          <span class="unseen">: {RECONCILING.classes[name]}</span>
        </Button>
      ),
  };
}

/** How many breaks are open, of a class or of all. */
function openOf({ states }: Report, name?: string): number {
  return states
    .filter((one) => name === undefined || one.class === name)
    .reduce((sum, { state, count }) => sum + (state === "open" ? count : 0), 0);
}

function Actions({ report, onDecide }: ClassesProps) {
  const location = useLocation();
  const open_count = openOf(report);
  return (
    <div class="row">
      {open_count > 0 && (
        <Button kind="main" onClick={() => onDecide({ all: true })}>
          {RECONCILING.decide_all} · {RECONCILING.all_open(open_count)}
        </Button>
      )}
      <a
        class="button"
        target="_blank"
        href={`/api/v1/reconciliations/${report.id}/report?format=html`}
      >
        {RECONCILING.report}
      </a>
      {location.query.get("class") !== null && (
        <Button
          kind="plain"
          onClick={() => go(withQuery(location, { class: null }))}
        >
          {RECONCILING.all_classes}
        </Button>
      )}
    </div>
  );
}

/** An action that a break proposes, in words. */
export function actionInWords(action: string | null): string {
  const words: Readonly<Record<string, string>> = RECONCILING.actions;
  return words[action ?? "none"] ?? String(action);
}
