import type { ComponentChildren } from "preact";
import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { LOGS } from "../../messages/logs.ts";
import { Money } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { stateInWords } from "../logs/log_columns.tsx";
import { Checks } from "./checks.tsx";

type Replayed = Schema<"ReplayedPostback">;
type State = Replayed["conversions"]["examples"][number]["after"];

/** The old verdict beside the new one, each with its money, and what each check finds now. */
export function Verdicts({ of }: { of: Replayed }) {
  const { before, after, trace = [] } = of;
  if (before === undefined || after === undefined) return null;
  const is_same = !changes(of);
  const is_taken = after.http_status < 400;
  const [example] = of.conversions.examples;
  return (
    <div class="stack-close">
      <p role="status">{is_same ? DEBUG.same : DEBUG.different}</p>
      <div class="halves">
        <Notice
          title={`${DEBUG.before}: ${stateInWords(before.outcome)}`}
          is_lasting
        >
          <Made of={example?.before ?? null}>{before.detail}</Made>
        </Notice>
        <Notice
          tone={is_taken ? "good" : is_same ? "note" : "warn"}
          title={`${DEBUG.after}: ${stateInWords(after.outcome)}`}
          is_lasting
        >
          <Made of={example?.after ?? null}>{after.detail}</Made>
        </Notice>
      </div>
      {trace.length > 0 && (
        <details open={!is_same && !is_taken}>
          <summary>{DEBUG.checks_now}</summary>
          <Checks caption={DEBUG.checks_now} trace={trace} />
        </details>
      )}
    </div>
  );
}

/** The reason of a verdict, and the money of its conversion. */
function Made({
  of,
  children,
}: {
  of: State | null;
  children: ComponentChildren;
}) {
  return (
    <>
      {children}
      {of === null ? (
        <span class="quiet">{DEBUG.no_conversion}</span>
      ) : (
        <dl class="facts">
          <dt>{LOGS.status}</dt>
          <dd>{of.status}</dd>
          <dt>{LOGS.revenue}</dt>
          <dd>
            <Money amount={of.revenue} currency={of.currency} />
          </dd>
          {of.payout !== undefined && (
            <>
              <dt>{LOGS.payout}</dt>
              <dd>
                <Money amount={of.payout} currency={of.currency} />
              </dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}

/** Whether judging again changes the answer or a conversion. */
export function changes({ before, after, conversions }: Replayed): boolean {
  const is_other =
    before?.outcome !== after?.outcome || before?.detail !== after?.detail;
  return is_other || conversions.made + conversions.changed > 0;
}
