import type { Schema } from "../../api/client.ts";
import { DISCREPANCY } from "../../messages/discrepancy.ts";
import { useTimezone } from "../../state/session.tsx";
import { Count, Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { partsOf } from "./discrepancy_parts.ts";

type Discrepancy = Schema<"Discrepancy">;
type Compared = Schema<"ClickDiscrepancy"> | Schema<"ConversionDiscrepancy">;

interface DayRow {
  day: string;
  compared: Compared;
}

/** Their figures beside ours: the sentence first, then each day with what explains it. */
export function DiscrepancyResult({ of }: { of: Discrepancy }) {
  const timezone = useTimezone();
  const { sentence, tracker, limits, not_compared, data } = of;
  const daysOf = (kind: "clicks" | "conversions"): DayRow[] =>
    data.flatMap(({ day, [kind]: compared }) =>
      compared === null ? [] : [{ day, compared }],
    );
  return (
    <section class="stack" aria-live="polite">
      <p class="sentence">{sentence}</p>
      <p class="quiet">
        {DISCREPANCY.tracker(tracker.timezone, tracker.offset)}{" "}
        {DISCREPANCY.as_of} <Time at={of.as_of} timezone={timezone} />
      </p>
      {limits.length > 0 && (
        <Notice tone="warn">
          <ul>
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Days
        caption={DISCREPANCY.clicks}
        rows={daysOf("clicks")}
        whole={of.clicks}
      />
      <Days
        caption={DISCREPANCY.conversions}
        rows={daysOf("conversions")}
        whole={of.conversions}
      />
      {not_compared.length > 0 && (
        <p class="quiet">{DISCREPANCY.not_compared(not_compared)}</p>
      )}
    </section>
  );
}

function Days({
  caption,
  rows,
  whole,
}: {
  caption: string;
  rows: readonly DayRow[];
  whole: Compared | null;
}) {
  if (rows.length === 0) return null;
  return (
    <Table
      caption={caption}
      stacks
      rows={rows}
      keyOf={({ day }) => day}
      columns={COLUMNS}
      foot={
        whole === null ? undefined : { day: DISCREPANCY.whole, compared: whole }
      }
    />
  );
}

function countColumn(
  key: string,
  label: string,
  of: (compared: Compared) => number,
): Column<DayRow> {
  return {
    key,
    label,
    align: "right",
    cell: ({ compared }) => <Count value={of(compared)} />,
  };
}

const COLUMNS: readonly Column<DayRow>[] = [
  { key: "day", label: DISCREPANCY.day, cell: ({ day }) => day },
  countColumn("theirs", DISCREPANCY.theirs, ({ theirs }) => theirs),
  countColumn("ours", DISCREPANCY.ours, ({ ours }) =>
    "valid" in ours ? ours.valid : ours.counted,
  ),
  countColumn("difference", DISCREPANCY.difference, (one) => one.difference),
  {
    key: "because",
    label: DISCREPANCY.because,
    cell: ({ compared: { explained } }) => partsOf(explained).join(", "),
  },
  countColumn("unexplained", DISCREPANCY.unexplained, (one) => one.unexplained),
];
