import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { errorInWords, Notice } from "../../ui/notice.tsx";

/** A decision that can be made about several things. */
export interface Decision<Row> {
  label: string;
  kind?: "main" | "danger";
  needs_reason?: boolean;
  /** Whether it can be made about this one. */
  fits(row: Row): boolean;
  decide(row: Row, reason: string): Promise<unknown>;
}

interface Failure {
  name: string;
  error: ApiError;
}

/** Decides about all ticked rows, one after the other, and says which were refused and why. */
export function DecideMany<Row>({
  is_empty,
  ticked,
  decisions,
  nameOf,
  onDone,
  children,
}: {
  /** Whether there is nothing to decide: it is shown only if something was decided. */
  is_empty: boolean;
  ticked: readonly Row[];
  decisions: readonly Decision<Row>[];
  nameOf(row: Row): string;
  /** Called when the last is decided, with the rows that weren't. */
  onDone(left: readonly Row[]): void;
  children?: ComponentChildren;
}) {
  const [reason, setReason] = useState("");
  const [progress, setProgress] = useState<string>("");
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const run = async ({ decide, label }: Decision<Row>) => {
    const failed: Failure[] = [];
    const left: Row[] = [];
    for (const [at, row] of ticked.entries()) {
      setProgress(NET.deciding(at + 1, ticked.length));
      try {
        await decide(row, reason.trim());
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        failed.push({ name: nameOf(row), error });
        left.push(row);
      }
    }
    setFailures(failed);
    setProgress(NET.decided(label, ticked.length - failed.length));
    onDone(left);
  };
  if (is_empty && progress === "") return null;
  const waits = decisions.some(({ needs_reason }) => needs_reason === true);
  return (
    <section class="panel stack-close" aria-label={NET.decide}>
      <p>{NET.ticked(ticked.length)}</p>
      {children}
      <div class="row">
        <Field
          label={NET.reason}
          hint={waits ? NET.reason_hint : NET.reason_maybe}
          value={reason}
          onValue={setReason}
        />
        <div class="row">
          {decisions.map((decision) => (
            <Button
              key={decision.label}
              {...(decision.kind && { kind: decision.kind })}
              disabled={!isReady(decision, ticked, reason)}
              onClick={() => run(decision)}
            >
              {decision.label}
            </Button>
          ))}
        </div>
      </div>
      <p role="status">{progress}</p>
      {failures.length > 0 && <Failures of={failures} />}
    </section>
  );
}

function isReady<Row>(
  { fits, needs_reason }: Decision<Row>,
  ticked: readonly Row[],
  reason: string,
): boolean {
  const lacks_reason = needs_reason === true && reason.trim() === "";
  return ticked.length > 0 && ticked.every(fits) && !lacks_reason;
}

function Failures({ of }: { of: readonly Failure[] }) {
  return (
    <Notice tone="bad">
      <ul>
        {of.map(({ name, error }) => (
          <li key={name}>
            {name}: {errorInWords(error)}{" "}
            <span class="quiet">{error.request_id}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
