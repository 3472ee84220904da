import { useState } from "preact/hooks";
import { NET } from "../../messages/network.ts";
import { REPORTS } from "../../messages/reports.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe } from "../../state/session.tsx";
import { Button, Step } from "../../ui/button.tsx";
import { Check, Field } from "../../ui/field.tsx";
import { Count } from "../../ui/figures.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import type { Named } from "../network/names.ts";
import { PickMany } from "../network/picker.tsx";
import { OFFICE } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import { readReport } from "./read_report.ts";
import { valueAsFilter, valueInWords } from "./report_cells.tsx";
import { splitValues } from "./filter_values.ts";
import type {
  Change,
  Dimension,
  ReportRow,
  ReportState,
} from "./report_state.ts";

/** Things whose values are ids. */
const NAMED: readonly Dimension[] = [
  "advertiser",
  "campaign",
  "affiliate",
  "link",
];
/** Those that the office seeks among all, not only among the ones of the period. */
const SOUGHT: Partial<Record<Dimension, Named>> = {
  advertiser: "advertisers",
  campaign: "campaigns",
  affiliate: "affiliates",
};
const VALUES_SHOWN = "100";

/** The report's filters, and a way to add one of any dimension. */
export function Filters({
  state,
  dimensions,
  change,
}: {
  state: ReportState;
  dimensions: readonly Dimension[];
  change: Change;
}) {
  const [chosen, setChosen] = useState<Dimension | null>(null);
  const names = useNames(state);
  return (
    <div class="row" role="group" aria-label={REPORTS.filters}>
      <span class="label">{REPORTS.filters}</span>
      {state.filters.map(({ dimension, value }) => {
        const name = REPORTS.dimensions[dimension];
        const words = splitValues(value)
          .map((one) => names.get(`${dimension} ${one}`) ?? one)
          .join(", ");
        return (
          <span class="chip" key={dimension}>
            <button
              type="button"
              class="link"
              onClick={() => setChosen(dimension)}
            >
              {name}: {words}
            </button>
            <Step
              sign="×"
              label={REPORTS.drop_filter(name, words)}
              onClick={() => change({ [dimension]: null })}
            />
          </span>
        );
      })}
      <select
        class="select add"
        aria-label={REPORTS.add_filter}
        value=""
        onChange={(event) => {
          setChosen((event.currentTarget.value || null) as Dimension | null);
          event.currentTarget.value = "";
        }}
      >
        <option value="">+ {REPORTS.add_filter}</option>
        {dimensions.map((name) => (
          <option key={name} value={name}>
            {REPORTS.dimensions[name]}
          </option>
        ))}
      </select>
      {chosen !== null && (
        <FilterDialog
          key={chosen}
          dimension={chosen}
          state={state}
          onClose={() => setChosen(null)}
          onChosen={(value) => {
            change({ [chosen]: value });
            setChosen(null);
          }}
        />
      )}
    </div>
  );
}

/** The values that occur in the period, to be ticked, and others to be typed. */
function FilterDialog({
  dimension,
  state: { query },
  onClose,
  onChosen,
}: {
  dimension: Dimension;
  state: ReportState;
  onClose(): void;
  onChosen(value: string | null): void;
}) {
  const [values, setValues] = useState(splitValues(query[dimension] ?? ""));
  const [typed, setTyped] = useState("");
  const { from, to, period, timezone } = query;
  const span = Object.fromEntries(
    Object.entries({ from, to, period, timezone }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as Record<string, string>;
  const { role } = useMe();
  const kind = OFFICE.includes(role) ? SOUGHT[dimension] : undefined;
  const asked = useAsked(dimension, (signal) =>
    readReport({ ...span, group_by: dimension, limit: VALUES_SHOWN }, signal),
  );
  const name = REPORTS.dimensions[dimension];
  const all = typed.trim() === "" ? values : [...values, typed.trim()];
  return (
    <Dialog title={REPORTS.filter_of(name)} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onChosen(all.length === 0 ? null : all.join(","));
        }}
      >
        <Shown asked={asked} lines={4}>
          {({ data }) => (
            <Values {...{ rows: data, dimension, values, setValues }} />
          )}
        </Shown>
        {kind === undefined ? (
          <Field
            label={REPORTS.other_values}
            hint={REPORTS.filter_hint}
            value={typed}
            onValue={setTyped}
          />
        ) : (
          <PickMany
            kind={kind}
            label={REPORTS.other_values}
            hint={NET.picker_hint}
            values={values}
            onValues={setValues}
          />
        )}
        <div class="row">
          <Button type="submit" kind="main">
            {REPORTS.apply}
          </Button>
          {query[dimension] !== undefined && (
            <Button onClick={() => onChosen(null)}>{REPORTS.drop}</Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** The values that occur, each with its clicks, to be ticked. */
function Values({
  rows,
  dimension,
  values,
  setValues,
}: {
  rows: readonly ReportRow[];
  dimension: Dimension;
  values: readonly string[];
  setValues(values: string[]): void;
}) {
  const turn = (value: string, is_on: boolean) => {
    const others = values.filter((one) => one !== value);
    setValues(is_on ? [...others, value] : others);
  };
  if (rows.length === 0) return <p class="quiet">{REPORTS.no_values}</p>;
  return (
    <div class="stack-close values">
      {rows.map((row) => {
        const value = valueAsFilter(row, dimension) ?? "";
        return (
          <div key={value} class="row row-apart">
            <Check
              label={valueInWords(row, dimension)}
              checked={values.includes(value)}
              onValue={(is_on) => turn(value, is_on)}
            />
            <span class="quiet">
              <Count value={row.clicks.gross} /> {REPORTS.of_clicks}
            </span>
          </div>
        );
      })}
    </div>
  );
}

/** Names of the things that the report is narrowed to, as far as they occur in the period. */
function useNames({
  filters,
  query,
}: ReportState): ReadonlyMap<string, string> {
  const asked = filters.filter(({ dimension }) => NAMED.includes(dimension));
  const { period, from, to } = query;
  const key = JSON.stringify([asked, period, from, to]);
  const { data } = useAsked(asked.length === 0 ? null : key, async (signal) => {
    const names = new Map<string, string>();
    for (const { dimension, value } of asked) {
      const span = period === undefined ? { from, to } : { period };
      const report = await readReport(
        {
          ...(span as Record<string, string>),
          group_by: dimension,
          [dimension]: value,
          limit: VALUES_SHOWN,
        },
        signal,
      );
      for (const row of report.data) {
        const of = valueAsFilter(row, dimension);
        names.set(`${dimension} ${of}`, valueInWords(row, dimension));
      }
    }
    return names;
  });
  return data ?? new Map();
}
