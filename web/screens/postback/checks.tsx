import type { Schema } from "../../api/client.ts";
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
      rows={trace.map((step, at) => ({ ...step, at }))}
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
          cell: ({ step }) => step.replaceAll("_", " "),
        },
        {
          key: "looked_at",
          label: LOGS.looked_at,
          cell: ({ looked_at }) => looked_at,
        },
        {
          key: "expected",
          label: LOGS.expected,
          cell: ({ expected }) => expected,
        },
        { key: "found", label: LOGS.found, cell: ({ found }) => found },
      ]}
    />
  );
}
