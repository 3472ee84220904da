import { useState } from "preact/hooks";
import { REPORTS } from "../../messages/reports.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { DIMENSIONS, DIMENSIONS_MAX } from "./report_state.ts";
import type { Dimension, ReportState } from "./report_state.ts";

/** Changes values of the address; null takes one out. */
export type Change = (changes: Record<string, string | null>) => void;

const OWN = "own";

/** What a report is about: rows, period, axis, comparison, filters and columns. */
export function ReportControls({
  state,
  dimensions,
  change,
}: {
  state: ReportState;
  /** Those that the role may ask for. */
  dimensions: readonly Dimension[];
  change: Change;
}) {
  const { query, columns } = state;
  return (
    <section class="panel stack" aria-label={REPORTS.title}>
      <GroupBy state={state} dimensions={dimensions} change={change} />
      <div class="controls">
        <Period query={query} change={change} />
        <Select
          label={REPORTS.axis}
          value={query["time"] ?? "conversion"}
          onValue={(time) =>
            change({ time: time === "conversion" ? null : time })
          }
          options={optionsOf(REPORTS.axes)}
        />
        <Select
          label={REPORTS.compare}
          value={query["compare"] ?? ""}
          onValue={(compare) => change({ compare })}
          options={[
            { value: "", label: REPORTS.no_compare },
            ...optionsOf(REPORTS.compares),
          ]}
        />
        <Select
          label={REPORTS.columns}
          value={columns}
          onValue={(set) => change({ columns: set === "main" ? null : set })}
          options={optionsOf(REPORTS.column_sets)}
        />
      </div>
      <Filters state={state} dimensions={dimensions} change={change} />
    </section>
  );
}

function optionsOf(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([value, label]) => ({ value, label }));
}

function GroupBy({
  state: { group_by },
  dimensions,
  change,
}: {
  state: ReportState;
  dimensions: readonly Dimension[];
  change: Change;
}) {
  const set = (names: readonly Dimension[]) =>
    change({ group_by: names.join(","), sort: null });
  const moved = (from: number, to: number) => {
    const names = [...group_by];
    names.splice(to, 0, ...names.splice(from, 1));
    set(names);
  };
  const [dragged, setDragged] = useState<number | null>(null);
  const others = dimensions.filter((one) => !group_by.includes(one));
  return (
    <div class="row" role="group" aria-label={REPORTS.group_by}>
      <span class="label">{REPORTS.group_by}</span>
      {group_by.map((name, at) => (
        <span
          key={name}
          class="chip"
          draggable
          onDragStart={() => setDragged(at)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged !== null) moved(dragged, at);
          }}
        >
          {at > 0 && (
            <Step
              sign="‹"
              label={REPORTS.move_left(REPORTS.dimensions[name])}
              onClick={() => moved(at, at - 1)}
            />
          )}
          {REPORTS.dimensions[name]}
          {at < group_by.length - 1 && (
            <Step
              sign="›"
              label={REPORTS.move_right(REPORTS.dimensions[name])}
              onClick={() => moved(at, at + 1)}
            />
          )}
          {group_by.length > 1 && (
            <Step
              sign="×"
              label={REPORTS.remove(REPORTS.dimensions[name])}
              onClick={() => set(group_by.filter((one) => one !== name))}
            />
          )}
        </span>
      ))}
      {group_by.length < DIMENSIONS_MAX && (
        <select
          class="select add"
          aria-label={REPORTS.add_dimension}
          value=""
          onChange={(event) =>
            set([...group_by, event.currentTarget.value as Dimension])
          }
        >
          <option value="">+ {REPORTS.add_dimension}</option>
          {others.map((name) => (
            <option key={name} value={name}>
              {REPORTS.dimensions[name]}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function Step({
  sign,
  label,
  onClick,
}: {
  sign: string;
  label: string;
  onClick(): void;
}) {
  return (
    <button
      type="button"
      class="step"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

function Period({
  query,
  change,
}: {
  query: Readonly<Record<string, string>>;
  change: Change;
}) {
  const { from = "", to = "", period = OWN } = query;
  const [is_own, setOwn] = useState(query["period"] === undefined);
  return (
    <>
      <Select
        label={REPORTS.period}
        value={is_own ? OWN : period}
        onValue={(value) => {
          setOwn(value === OWN);
          if (value !== OWN) change({ period: value, from: null, to: null });
        }}
        options={[
          ...optionsOf(REPORTS.periods),
          { value: OWN, label: REPORTS.own_period },
        ]}
      />
      {is_own && (
        <>
          <Field
            label={REPORTS.from}
            type="date"
            value={from}
            onValue={(value) => change({ from: value, period: null })}
          />
          <Field
            label={REPORTS.to}
            type="date"
            value={to}
            onValue={(value) => change({ to: value, period: null })}
          />
        </>
      )}
    </>
  );
}

function Filters({
  state: { filters },
  dimensions,
  change,
}: {
  state: ReportState;
  dimensions: readonly Dimension[];
  change: Change;
}) {
  const [adding, setAdding] = useState<Dimension | null>(null);
  const [value, setValue] = useState("");
  const add = (event: Event) => {
    event.preventDefault();
    if (adding === null) return;
    change({ [adding]: value });
    setAdding(null);
    setValue("");
  };
  return (
    <form class="row" onSubmit={add} aria-label={REPORTS.filters}>
      <span class="label">{REPORTS.filters}</span>
      {filters.map(({ dimension, value: of }) => {
        const name = REPORTS.dimensions[dimension];
        return (
          <span class="chip" key={dimension}>
            {name}: {of}
            <Step
              sign="×"
              label={REPORTS.drop_filter(name, of)}
              onClick={() => change({ [dimension]: null })}
            />
          </span>
        );
      })}
      <select
        class="select add"
        aria-label={REPORTS.filters}
        value={adding ?? ""}
        onChange={(event) =>
          setAdding((event.currentTarget.value || null) as Dimension | null)
        }
      >
        <option value="">+ {REPORTS.filters}</option>
        {dimensions.map((name) => (
          <option key={name} value={name}>
            {REPORTS.dimensions[name]}
          </option>
        ))}
      </select>
      {adding !== null && (
        <>
          <input
            class="input add"
            aria-label={REPORTS.filter_of(REPORTS.dimensions[adding])}
            title={REPORTS.filter_hint}
            value={value}
            onInput={(event) => setValue(event.currentTarget.value)}
          />
          <Button type="submit">{REPORTS.filters}</Button>
        </>
      )}
    </form>
  );
}

/** The dimensions that a role may ask for. */
export function dimensionsFor(role: string): readonly Dimension[] {
  const hidden: Record<string, readonly Dimension[]> = {
    affiliate: ["advertiser", "affiliate"],
    advertiser: ["affiliate", "link", "advertiser"],
  };
  return DIMENSIONS.filter((one) => !(hidden[role] ?? []).includes(one));
}
