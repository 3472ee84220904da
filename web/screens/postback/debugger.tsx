import { useMemo, useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { useAsked } from "../../state/asked.ts";
import { REFUSALS } from "../../messages/refusals.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { Act } from "../../ui/act.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Time, withLocalTimes } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { stateInWords } from "../logs/log_columns.tsx";
import { Shown } from "../own/shown.tsx";
import { Again, trialOf } from "./again.tsx";
import { Alike } from "./alike.tsx";
import { Checks } from "./checks.tsx";
import { useMappedSource } from "./mapped_source.ts";
import { MappingTable } from "./mapping_table.tsx";
import { sentByMeaning } from "./parameters.ts";
import type { Reading } from "./parameters.ts";
import { RawRequest } from "./raw_request.tsx";

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
  const { source, has_source, save } = useMappedSource(postback);
  const { http_status, outcome, detail, cut, meanings } = postback;
  const is_taken = http_status < 400;
  const trial = useMemo(
    () => trialOf(reading, source?.mapping),
    [reading, source],
  );
  const [is_saved, setSaved] = useState(false);
  const choose = (chosen: Reading) => {
    setSaved(false);
    setReading(chosen);
  };
  const keep = async () => {
    await save(reading);
    setReading({});
    setSaved(true);
    reload();
  };
  const mapped = { meanings, reading, setReading: choose };
  return (
    <div class="stack">
      <Notice
        tone={is_taken ? "good" : "bad"}
        title={stateInWords(outcome)}
        is_lasting
      >
        {detail !== null && <p>{withLocalTimes(detail, timezone)}</p>}
        {!is_taken && <ToDo outcome={outcome} source_id={source?.id} />}
      </Notice>
      <About postback={postback} />
      {cut !== null && (
        <Notice tone="warn">{cut === "age" ? DEBUG.cut_age : DEBUG.cut}</Notice>
      )}
      <section class="panel stack">
        <h3>{DEBUG.request}</h3>
        {cut === null && <p class="quiet">{DEBUG.request_hint}</p>}
        <div class="halves">
          <RawRequest {...mapped} postback={postback} />
          {cut === null && <MappingTable {...mapped} postback={postback} />}
        </div>
        {postback.curl !== null && (
          <div>
            <CopyButton label={say.copy_as_curl} text={postback.curl} />
          </div>
        )}
        {!has_source && <p class="quiet">{DEBUG.no_source}</p>}
        {trial.mapping !== undefined && (
          <div class="row">
            <Act work={keep}>{DEBUG.mapping_save}</Act>
            <span class="quiet">{DEBUG.mapping_save_hint}</span>
          </div>
        )}
        {is_saved && <Notice tone="good">{DEBUG.mapping_saved}</Notice>}
      </section>
      {cut === null && <Again {...{ postback, trial, reload }} />}
      <Alike {...{ postback, trial }} save={keep} />
      <Checks trace={postback.trace} sent={sentByMeaning(postback, meanings)} />
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
