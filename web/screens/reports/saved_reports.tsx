import { useState } from "preact/hooks";
import { tagAsSeen } from "../../api/as_seen.ts";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { REPORTS } from "../../messages/reports.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe } from "../../state/session.tsx";
import { Act } from "../../ui/act.tsx";
import { Button } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge, Notice } from "../../ui/notice.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import { Ask } from "../network/ask.tsx";
import { useNamed } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import { changeSaved, EditDialog, readSaved } from "./save_report.tsx";
import { questionInWords } from "./saved_question.ts";
import type { Dimension } from "./report_state.ts";

type Saved = Schema<"SavedReport">;

/** The address at which a saved report is shown. */
export function placeOf({ id, query }: Pick<Saved, "id" | "query">): string {
  const asked = new URLSearchParams({ ...query, saved: String(id) });
  return `/app/reports?${asked}`;
}

/** Saved reports, their schedules, and why one wasn't sent. */
export function SavedReports({ onClose }: { onClose(): void }) {
  const asked = useAsked("saved", (signal) => {
    const query = { limit: "200", sort: "name" } as const;
    return ok(api.GET("/api/v1/saved-reports", { params: { query }, signal }));
  });
  const nameOf = useValueNames();
  return (
    <Drawer title={REPORTS.saved} onClose={onClose}>
      <Shown asked={asked} lines={4}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="quiet">{REPORTS.saved_none}</p>
          ) : (
            <ul class="stack">
              {data.map((saved) => (
                <SavedRow
                  key={saved.id}
                  {...{ saved, nameOf }}
                  onChanged={asked.reload}
                />
              ))}
            </ul>
          )
        }
      </Shown>
    </Drawer>
  );
}

/** The names of filters' values, of things that have one. */
function useValueNames(): (dimension: Dimension, value: string) => string {
  const names: Partial<Record<Dimension, (id: number) => string>> = {
    campaign: useNamed("campaigns").nameOf,
    affiliate: useNamed("affiliates").nameOf,
    advertiser: useNamed("advertisers").nameOf,
  };
  return (dimension, value) =>
    /^\d+$/.test(value) ? (names[dimension]?.(Number(value)) ?? value) : value;
}

function SavedRow({
  saved,
  nameOf,
  onChanged,
}: {
  saved: Saved;
  nameOf(dimension: Dimension, value: string): string;
  onChanged(): void;
}) {
  const me = useMe();
  const { name, query, shared, user_id, failure } = saved;
  const is_own = user_id === me.id;
  return (
    <li class="panel stack-close">
      <div class="row row-apart">
        <h3>
          <a href={placeOf(saved)}>{name}</a>
        </h3>
        <span class="row">
          {shared && <Badge>{REPORTS.shared}</Badge>}
          {!is_own && <span class="quiet">{REPORTS.of_another}</span>}
        </span>
      </div>
      <p class="quiet">{questionInWords(query, nameOf)}</p>
      <Sent saved={saved} />
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      {(is_own || me.role === "admin") && (
        <Changes {...{ saved, is_own, onChanged }} />
      )}
    </li>
  );
}

/** When it is sent, and when it was. */
function Sent({ saved }: { saved: Saved }) {
  const { schedule, send_by, next_at, sent_at, timezone } = saved;
  if (schedule === null) return null;
  return (
    <p>
      {REPORTS.schedules[schedule]}, {REPORTS.sent_by[send_by]}
      {next_at !== null && (
        <>
          ; {REPORTS.next_at} <Time at={next_at} timezone={timezone} />{" "}
          {timezone}
        </>
      )}
      {sent_at !== null && (
        <>
          ; {REPORTS.sent_at} <Time at={sent_at} timezone={timezone} />
        </>
      )}
    </p>
  );
}

/** The changes of a saved report: its owner makes them, and admins remove any. */
function Changes({
  saved,
  is_own,
  onChanged,
}: {
  saved: Saved;
  is_own: boolean;
  onChanged(): void;
}) {
  const { id, name, schedule, next_at } = saved;
  const [is_edited, setEdited] = useState(false);
  const reschedule = async (to: Saved["schedule"]) => {
    await changeSaved(await readSaved(String(id)), { schedule: to });
    onChanged();
  };
  const remove = async () => {
    try {
      const now = await readSaved(String(id));
      const etag = tagAsSeen(saved, now, ["name", "query", "schedule"]);
      const params = {
        path: { id: String(id) },
        header: { "If-Match": etag },
      };
      await ok(api.DELETE("/api/v1/saved-reports/{id}", { params }));
    } finally {
      onChanged();
    }
  };
  return (
    <div class="row">
      {is_own && (
        <Button onClick={() => setEdited(true)}>{REPORTS.edit}</Button>
      )}
      {is_own && schedule !== null && next_at === null && (
        <Act work={() => reschedule(schedule)}>{REPORTS.send_again}</Act>
      )}
      {is_own && schedule !== null && next_at !== null && (
        <Act work={() => reschedule(null)}>{REPORTS.stop_sending}</Act>
      )}
      <Ask
        kind="danger"
        label={REPORTS.remove_saved}
        title={REPORTS.remove_named(name)}
        happens={<p>{REPORTS.remove_happens(schedule !== null)}</p>}
        agree={REPORTS.remove_saved}
        work={remove}
      />
      {is_edited && (
        <EditDialog
          id={String(id)}
          onClose={() => setEdited(false)}
          onSaved={onChanged}
        />
      )}
    </div>
  );
}
