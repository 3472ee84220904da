import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { useAsked } from "../../state/asked.ts";
import { REFUSALS } from "../../messages/refusals.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Time, withLocalTimes } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { stateInWords } from "../logs/log_columns.tsx";
import { Shown } from "../own/shown.tsx";
import { Again } from "./again.tsx";
import { Alike } from "./alike.tsx";
import { Checks } from "./checks.tsx";
import { ParameterTable } from "./mapping.tsx";
import { sentByMeaning } from "./parameters.ts";
import type { Reading } from "./parameters.ts";
import { ReadDifferently, useMappedSource } from "./read_differently.tsx";

type Whole = Schema<"PostbackWithTrace">;

/** The request as it came, what each check found, and what another reading would make of it. */
export function Debugger({ id }: { id: string }) {
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/postbacks/{id}", { params: { path: { id } }, signal })),
  );
  return (
    <Shown asked={asked} lines={8}>
      {(postback) => <Judged postback={postback} reload={asked.reload} />}
    </Shown>
  );
}

function Judged({ postback, reload }: { postback: Whole; reload(): void }) {
  const timezone = useTimezone();
  const [reading, setReading] = useState<Reading>({});
  const source = useMappedSource(postback);
  const mapping = source.source?.mapping ?? {};
  const { http_status, outcome, detail, cut } = postback;
  const is_taken = http_status < 400;
  return (
    <div class="stack">
      <Notice
        tone={is_taken ? "good" : "bad"}
        title={stateInWords(outcome)}
        is_lasting
      >
        {detail !== null && <p>{withLocalTimes(detail, timezone)}</p>}
        {!is_taken && <ToDo outcome={outcome} source_id={source.source?.id} />}
      </Notice>
      <About postback={postback} />
      {cut !== null && (
        <Notice tone="warn">{cut === "age" ? DEBUG.cut_age : DEBUG.cut}</Notice>
      )}
      <Checks trace={postback.trace} sent={sentByMeaning(postback, mapping)} />
      <ParameterTable
        {...{ postback, reading, setReading }}
        mapping={mapping}
      />
      <ReadDifferently {...{ postback, reading }} of={source} />
      <Again {...{ postback, reload }} />
      <Alike postback={postback} />
      <section class="stack-close">
        <h3>{DEBUG.request}</h3>
        <pre>{asItCame(postback)}</pre>
        {postback.curl !== null && (
          <div>
            <CopyButton label={say.copy_as_curl} text={postback.curl} />
          </div>
        )}
      </section>
    </div>
  );
}

/** The change that lets the next one pass. */
function ToDo({
  outcome,
  source_id,
}: {
  outcome: string;
  source_id: string | number | undefined;
}) {
  const { party } = useMe();
  const todo = REFUSALS[outcome];
  return (
    <>
      {todo !== undefined && (
        <p>
          <strong>{DEBUG.todo}</strong> {todo}
        </p>
      )}
      {party !== null && source_id !== undefined && (
        <p class="row">
          <a href={`/app/my/sources/${source_id}`}>{DEBUG.sheet}</a>
          <a href={`/app/my/sources/${source_id}?tab=checklist`}>
            {DEBUG.checklist}
          </a>
        </p>
      )}
    </>
  );
}

function About({ postback }: { postback: Whole }) {
  const timezone = useTimezone();
  const { received_at, ip, order_id, conversion_id, click_id } = postback;
  return (
    <dl class="facts">
      <dt>{DEBUG.came}</dt>
      <dd>
        <Time at={received_at} timezone={timezone} style="second" />{" "}
        <span class="quiet">{timezone}</span>
      </dd>
      <dt>{DEBUG.answered}</dt>
      <dd>
        {postback.answer.http_status} {stateInWords(postback.answer.outcome)}
      </dd>
      <dt>{DEBUG.from}</dt>
      <dd>{ip ?? say.none}</dd>
      <dt>{DEBUG.order}</dt>
      <dd>{order_id ?? say.none}</dd>
      <dt>{DEBUG.click}</dt>
      <dd>
        {click_id === null ? (
          say.none
        ) : (
          <a href={`/app/story?q=${click_id}`}>
            <code>{click_id}</code>
          </a>
        )}
      </dd>
      {conversion_id !== null && (
        <>
          <dt>{DEBUG.conversion}</dt>
          <dd>
            <a href={`/app/conversions?open=${conversion_id}`}>
              <code>{conversion_id}</code>
            </a>
          </dd>
        </>
      )}
    </dl>
  );
}

function asItCame({ method, url, headers, body }: Whole): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`${method} ${url}`, ...lines, "", body ?? ""].join("\n").trimEnd();
}
