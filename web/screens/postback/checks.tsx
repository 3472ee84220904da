import type { Schema } from "../../api/client.ts";
import { checkInWords } from "../../messages/checks.ts";
import { LOGS } from "../../messages/logs.ts";
import { useTimezone } from "../../state/session.tsx";
import { withLocalTimes } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";

/** The checks of a postback: their input, what they expected, and what they found. */
export function Checks({
  caption = LOGS.checks,
  trace,
  sent,
}: {
  caption?: string;
  trace: Schema<"PostbackWithTrace">["trace"];
  /** Parameters by what they mean, where that is known. */
  sent?: ReadonlyMap<string, string>;
}) {
  const timezone = useTimezone();
  return (
    <Table
      stacks
      caption={caption}
      rows={trace.map((step, at) => ({
        ...step,
        words: checkInWords(step.step),
        value: step.looked_at ?? sent?.get(step.step),
        at,
      }))}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          key: "ok",
          label: LOGS.outcome,
          cell: ({ ok: is_passed }) => (
            <Badge tone={is_passed ? "good" : "bad"}>
              {is_passed ? LOGS.passed : LOGS.failed}
            </Badge>
          ),
        },
        {
          key: "step",
          label: LOGS.step,
          cell: ({ value, words }) => (
            <>
              <strong>{words.name}</strong>
              <div class="quiet">{words.looked_at}</div>
              {value !== undefined && <code>{value}</code>}
            </>
          ),
        },
        {
          key: "expected",
          label: LOGS.expected,
          cell: ({ words }) => words.expected,
        },
        {
          key: "found",
          label: LOGS.found,
          cell: ({ found, expected: code }) => (
            <>
              {found !== undefined && withLocalTimes(found, timezone)}
              {code !== undefined && (
                <div class="quiet">
                  <code>{code}</code>
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
