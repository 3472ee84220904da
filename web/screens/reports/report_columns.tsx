import { REPORTS } from "../../messages/reports.ts";
import { Button } from "../../ui/button.tsx";
import { Check } from "../../ui/field.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import { figuresOf, shownFigures } from "./report_state.ts";
import type {
  Change,
  ColumnSet,
  FigureKey,
  Report,
  ReportState,
} from "./report_state.ts";

/** Which figures are shown, and what each is. */
export function ColumnChoice({
  report,
  columns,
  change,
  onClose,
}: {
  report: Report;
  columns: ReportState["columns"];
  change: Change;
  onClose(): void;
}) {
  const shown = shownFigures(report, columns).map(({ key }) => key);
  const figures = figuresOf(report);
  const turn = (key: string, is_on: boolean) => {
    const keys = figures
      .map((one) => one.key)
      .filter((one) => (one === key ? is_on : shown.includes(one)));
    if (keys.length > 0) change({ columns: keys.join(",") });
  };
  return (
    <Drawer title={REPORTS.columns} onClose={onClose}>
      <div class="row" role="group" aria-label={REPORTS.columns}>
        {Object.entries(REPORTS.column_sets).map(([set, label]) => (
          <Button
            key={set}
            aria-pressed={columns === set}
            onClick={() =>
              change({ columns: (set as ColumnSet) === "main" ? null : set })
            }
          >
            {label}
          </Button>
        ))}
      </div>
      <div class="stack-close">
        {figures.map(({ key, formula }) => (
          <Check
            key={key}
            label={REPORTS.figures[key as FigureKey]}
            {...(formula === null ? {} : { hint: formula })}
            checked={shown.includes(key)}
            onValue={(is_on) => turn(key, is_on)}
          />
        ))}
      </div>
    </Drawer>
  );
}
