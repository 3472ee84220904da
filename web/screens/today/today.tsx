import { api, ok } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { TODAY } from "../../messages/today.ts";
import { useAsked } from "../../state/asked.ts";
import { useChoices } from "../../state/choices.ts";
import { useTimezone } from "../../state/session.tsx";
import { useEvery } from "../../state/use_every.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { HoursChart } from "./hours_chart.tsx";
import { LiveTail } from "./live_tail.tsx";
import { NeedsPerson } from "./needs_person.tsx";
import { Tiles } from "./tiles.tsx";

const COUNTED_EVERY_MS = 60_000;

/** The day so far: figures, what waits for somebody, and what comes in. */
export function TodayScreen() {
  useTitle(TODAY.title);
  const timezone = useTimezone();
  const { currency } = useChoices();
  const query = {
    group_by: "hour",
    period: "today",
    compare: "previous_period",
    empty: "true",
    timezone,
    ...(currency === null ? {} : { currency }),
  } as const;
  const { data, error, reload } = useAsked(JSON.stringify(query), (signal) =>
    ok(api.GET("/api/v1/reports", { params: { query }, signal })),
  );
  useEvery(COUNTED_EVERY_MS, reload);
  return (
    <>
      <div class="screen-head">
        <h1>{TODAY.title}</h1>
        <div class="row">
          <span class="quiet">
            {data !== undefined && (
              <>
                {TODAY.as_of} <Time at={data.as_of} timezone={timezone} />{" "}
              </>
            )}
            {timezone}
          </span>
          <CopyButton
            label={say.copy_as_curl}
            text={() => curlOf(`/api/v1/reports?${new URLSearchParams(query)}`)}
          />
        </div>
      </div>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={6} />
      ) : (
        <>
          <Tiles report={data} />
          <HoursChart report={data} />
        </>
      )}
      <div class="halves">
        <NeedsPerson />
        <LiveTail />
      </div>
    </>
  );
}
