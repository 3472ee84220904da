import { useEffect } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { SHOP } from "../../messages/shop.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { Period } from "../own/period.tsx";
import { Shown } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { Breaks } from "./breaks.tsx";
import { ConfirmColumns } from "./confirm_columns.tsx";
import { StatementState } from "./statements.tsx";

const ASKED_AGAIN_MS = 1500;

/** One statement: what its columns mean, and each difference with its reason. */
export function StatementScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const asked = useAsked(id, (signal) =>
    ok(
      api.GET("/api/v1/reconciliations/{id}", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  const { data, reload } = asked;
  const title = data?.statement?.file_name ?? SHOP.statement;
  useTitle(title);
  const is_waiting = data?.status === "matching" && data.mapping_confirmed;
  useEffect(() => {
    if (!is_waiting) return;
    const waiting = setTimeout(reload, ASKED_AGAIN_MS);
    return () => clearTimeout(waiting);
  }, [is_waiting, data]);
  return (
    <>
      <p>
        <a href="/app/my/statements">{SHOP.statements}</a>
      </p>
      <div class="screen-head">
        <h1>{title}</h1>
        {data !== undefined && <StatementState status={data.status} />}
      </div>
      <Shown asked={asked}>
        {(statement) => (
          <>
            <About statement={statement} />
            {statement.problem !== null && (
              <Notice tone="warn">{statement.problem}</Notice>
            )}
            {!statement.mapping_confirmed ? (
              <ConfirmColumns
                kind="reconciliations"
                {...{ statement, onDone: reload }}
              />
            ) : is_waiting ? (
              <Notice>{SHOP.waiting}</Notice>
            ) : (
              <Breaks id={id} />
            )}
          </>
        )}
      </Shown>
    </>
  );
}

function About({ statement }: { statement: Schema<"Reconciliation"> }) {
  const timezone = useTimezone();
  const { created_at, reading, notes = [], id } = statement;
  return (
    <section class="panel stack-close">
      <dl class="facts">
        <dt>{SHOP.period}</dt>
        <dd>
          <Period of={statement} />{" "}
          <span class="quiet">{statement.timezone}</span>
        </dd>
        <dt>{SHOP.received}</dt>
        <dd>
          <Time at={created_at} timezone={timezone} />
        </dd>
        <dt>{SHOP.rows}</dt>
        <dd>{reading?.rows}</dd>
      </dl>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {statement.matched_at !== null && (
        <p>
          <a
            target="_blank"
            href={`/api/v1/reconciliations/${id}/report?format=html`}
          >
            {SHOP.report}
          </a>
        </p>
      )}
    </section>
  );
}
