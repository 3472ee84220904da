import { useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { REPORTS } from "../../messages/reports.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe } from "../../state/session.tsx";
import { Act } from "../../ui/act.tsx";
import { Button } from "../../ui/button.tsx";
import { Badge, Failed, Notice } from "../../ui/notice.tsx";
import type { Chosen } from "./report_state.ts";
import { changeSaved, EditDialog, readSaved } from "./save_report.tsx";
import { isSameQuestion } from "./saved_question.ts";
import { placeOf } from "./saved_reports.tsx";

type Saved = Schema<"SavedReport">;

/** The saved report that the screen was opened with, and keeping what was changed in its question. */
export function SavedBar({
  id,
  query,
  chosen,
}: {
  id: string;
  query: Record<string, string>;
  chosen: Chosen;
}) {
  const [turn, setTurn] = useState(0);
  const { data, error } = useAsked(`${id} ${turn}`, () => readSaved(id));
  if (error !== undefined) {
    return error.status === 404 ? (
      <Notice tone="warn">{REPORTS.saved_gone}</Notice>
    ) : (
      <Failed error={error} />
    );
  }
  if (data === undefined || String(data.value.id) !== id) return null;
  const onChanged = () => setTurn(turn + 1);
  return <Bar key={data.etag} {...{ start: data, query, chosen, onChanged }} />;
}

function Bar({
  start,
  query,
  chosen,
  onChanged,
}: {
  start: Tagged<Saved>;
  query: Record<string, string>;
  chosen: Chosen;
  onChanged(): void;
}) {
  const me = useMe();
  const [of, setOf] = useState(start);
  const [is_edited, setEdited] = useState(false);
  const [is_stale, setStale] = useState(false);
  const saved = of.value;
  const is_own = saved.user_id === me.id;
  const is_changed = !isSameQuestion(saved.query, query, chosen);
  const keep = async () => {
    try {
      await changeSaved(of, { query });
      onChanged();
    } catch (reason) {
      const is_other =
        reason instanceof ApiError && reason.code === "stale_version";
      if (!is_other) throw reason;
      setOf(await readSaved(String(saved.id)));
      setStale(true);
    }
  };
  return (
    <div class="row saved-bar">
      <span class="label">{REPORTS.saved_one}</span>
      <strong>{saved.name}</strong>
      {saved.shared && <Badge>{REPORTS.shared}</Badge>}
      {saved.schedule !== null && (
        <span class="quiet">{REPORTS.schedules[saved.schedule]}</span>
      )}
      {is_changed && <Badge tone="warn">{REPORTS.saved_differs}</Badge>}
      {is_changed && is_own && (
        <Act kind="main" work={keep}>
          {REPORTS.keep_changes}
        </Act>
      )}
      {is_changed && (
        <a class="button" href={placeOf(saved)}>
          {REPORTS.as_saved}
        </a>
      )}
      {is_own && (
        <Button onClick={() => setEdited(true)}>{REPORTS.edit}</Button>
      )}
      {is_stale && <Notice tone="warn">{REPORTS.saved_stale}</Notice>}
      {is_edited && (
        <EditDialog
          id={String(saved.id)}
          onClose={() => {
            setEdited(false);
            onChanged();
          }}
          onSaved={() => {}}
        />
      )}
    </div>
  );
}
