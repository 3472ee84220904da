import { DEBUG } from "../../messages/debugger.ts";
import { Notice } from "../../ui/notice.tsx";

interface Verdict {
  outcome: string;
  detail: string | null;
  http_status?: number;
}

/** The old verdict beside the new one. */
export function Verdicts({
  before,
  after,
}: {
  before: Verdict;
  after: Verdict;
}) {
  const is_same =
    before.outcome === after.outcome && before.detail === after.detail;
  const is_taken = (after.http_status ?? 200) < 400;
  return (
    <div class="stack-close">
      <p>{is_same ? DEBUG.same : DEBUG.different}</p>
      <div class="halves">
        <Notice title={`${DEBUG.before}: ${before.outcome}`}>
          {before.detail}
        </Notice>
        <Notice
          tone={is_taken ? "good" : "warn"}
          title={`${DEBUG.after}: ${after.outcome}`}
        >
          {after.detail}
        </Notice>
      </div>
    </div>
  );
}
