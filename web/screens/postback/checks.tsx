import type { Schema } from "../../api/client.ts";
import { checkInWords } from "../../messages/checks.ts";
import { LOGS } from "../../messages/logs.ts";
import { Badge } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";

/** The checks of a postback: their input, what they expected, and what they found. */
export function Checks({
  caption = LOGS.checks,
  trace,
}: {
  caption?: string;
  trace: Schema<"PostbackWithTrace">["trace"];
}) {
  return (
    <Table
      stacks
      caption={caption}
      rows={trace.map((step, at) => ({
        ...step,
        words: checkInWords(step.step),
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
        { key: "step", label: LOGS.step, cell: ({ words }) => words.name },
        {
          key: "looked_at",
          label: LOGS.looked_at,
          cell: ({ looked_at, words }) =>
            looked_at === undefined ? (
              words.looked_at
            ) : (
              <span class="address">{looked_at}</span>
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
              {found}
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
