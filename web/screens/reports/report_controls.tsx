import { useState } from "preact/hooks";
import { REPORTS } from "../../messages/reports.ts";
import { choose } from "../../state/choices.ts";
import { Button, Step } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Filters } from "./report_filters.tsx";
import { DIMENSIONS, DIMENSIONS_MAX } from "./report_state.ts";
import type { Change, Dimension, ReportState } from "./report_state.ts";

const OWN = "own";

/** The parts of a report's question: rows, period, axis, comparison, filters and columns. */
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
  const { query } = state;
  return (
    <section class="panel stack" aria-label={REPORTS.question}>
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
        <ZoneAndCurrency query={query} change={change} />
      </div>
      <Filters state={state} dimensions={dimensions} change={change} />
    </section>
  );
}

/** Hundreds of choices each, so that they are made when somebody wants them. */
function ZoneAndCurrency({
  query,
  change,
}: {
  query: Readonly<Record<string, string>>;
  change: Change;
}) {
  const [is_open, setOpen] = useState(false);
  if (!is_open) {
    return (
      <Button onClick={() => setOpen(true)}>{REPORTS.zone_and_currency}</Button>
    );
  }
  const { timezone = "UTC", currency = "" } = query;
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <>
      <Select
        label={REPORTS.timezone}
        value={timezone}
        onValue={(value) => change({ timezone: value })}
        // A zone may be known by another name here.
        options={[...new Set([timezone, "UTC", ...zones])].map((one) => ({
          value: one,
          label: one,
        }))}
      />
      <Select
        label={REPORTS.currency}
        value={currency}
        onValue={(value) => change({ currency: value })}
        options={[
          { value: "", label: REPORTS.own_currency },
          ...Intl.supportedValuesOf("currency").map((one) => ({
            value: one,
            label: one,
          })),
        ]}
      />
    </>
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
    change({ group_by: names.join(","), sort: null, ticked: null });
  const others = dimensions.filter((one) => !group_by.includes(one));
  return (
    <div class="row" role="group" aria-label={REPORTS.group_by}>
      <span class="label">{REPORTS.group_by}</span>
      <DimensionChips group_by={group_by} set={set} />
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

/** The report's dimensions, in an order that is changed by dragging them or by their buttons. */
function DimensionChips({
  group_by,
  set,
}: {
  group_by: readonly Dimension[];
  set(names: readonly Dimension[]): void;
}) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const moved = (from: number, to: number) => {
    const names = [...group_by];
    names.splice(to, 0, ...names.splice(from, 1));
    set(names);
  };
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return (
    <>
      {group_by.map((name, at) => (
        <span
          key={name}
          class="chip"
          draggable={group_by.length > 1}
          data-over={(over === at && dragged !== at) || undefined}
          onDragStart={(event) => {
            event.dataTransfer?.setData("text/plain", name);
            setDragged(at);
          }}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(at);
          }}
          onDragEnd={end}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged !== null && dragged !== at) moved(dragged, at);
            end();
          }}
        >
          <ChipContent {...{ group_by, at, moved, set }} />
        </span>
      ))}
    </>
  );
}

/** A dimension's name between the buttons that move and remove it. */
function ChipContent({
  group_by,
  at,
  moved,
  set,
}: {
  group_by: readonly Dimension[];
  at: number;
  moved(from: number, to: number): void;
  set(names: readonly Dimension[]): void;
}) {
  const name = REPORTS.dimensions[group_by[at] ?? "day"];
  if (group_by.length === 1) return <>{name}</>;
  return (
    <>
      <Step
        sign="‹"
        label={REPORTS.move_left(name)}
        is_off={at === 0}
        onClick={() => moved(at, at - 1)}
      />
      {name}
      <Step
        sign="›"
        label={REPORTS.move_right(name)}
        is_off={at === group_by.length - 1}
        onClick={() => moved(at, at + 1)}
      />
      <Step
        sign="×"
        label={REPORTS.remove(name)}
        onClick={() => set(group_by.filter((_, other) => other !== at))}
      />
    </>
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
          if (value === OWN) return;
          choose({ period: value === "last_7_days" ? null : value });
          change({ period: value, from: null, to: null });
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

/** The dimensions that a role may ask for. */
export function dimensionsFor(role: string): readonly Dimension[] {
  const hidden: Record<string, readonly Dimension[]> = {
    affiliate: ["advertiser", "affiliate"],
    advertiser: ["affiliate", "link", "advertiser"],
  };
  return DIMENSIONS.filter((one) => !(hidden[role] ?? []).includes(one));
}
