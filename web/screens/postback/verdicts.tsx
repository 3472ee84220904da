import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { Notice } from "../../ui/notice.tsx";
import { stateInWords } from "../logs/log_columns.tsx";
import { Checks } from "./checks.tsx";

interface Verdict {
  outcome: string;
  detail: string | null;
  http_status?: number;
}

/** The old verdict beside the new one, and what each check finds now. */
export function Verdicts({
  before,
  after,
  trace = [],
}: {
  before: Verdict;
  after: Verdict;
  trace?: Schema<"PostbackWithTrace">["trace"] | undefined;
}) {
  const is_same = isSame(before, after);
  const is_taken = (after.http_status ?? 200) < 400;
  const checks = trace.length > 0 && (
    <Checks caption={DEBUG.checks_now} trace={trace} />
  );
  return (
    <div class="stack-close">
      <p role="status">{is_same ? DEBUG.same : DEBUG.different}</p>
      <div class="halves">
        <Notice title={`${DEBUG.before}: ${stateInWords(before.outcome)}`}>
          {before.detail}
        </Notice>
        <Notice
          tone={is_taken ? "good" : is_same ? "note" : "warn"}
          title={`${DEBUG.after}: ${stateInWords(after.outcome)}`}
        >
          {after.detail}
        </Notice>
      </div>
      {is_same && checks !== false ? (
        <details>
          <summary>{DEBUG.checks_now}</summary>
          {checks}
        </details>
      ) : (
        checks
      )}
    </div>
  );
}

/** Whether two verdicts say the same. */
export function isSame(before: Verdict, after: Verdict): boolean {
  return before.outcome === after.outcome && before.detail === after.detail;
}
