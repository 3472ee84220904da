import { useEffect, useState } from "preact/hooks";
import { api, ApiError, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { SHADOW } from "../../messages/shadow.ts";
import { useTimezone } from "../../state/session.tsx";
import { Field } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file_drop.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";

type Export = Schema<"ShadowExport">;

const POLL_MS = 1_000;

/** Takes the old tracker's export, and waits until both sides are compared with it. */
export function TakeExport({ onTaken }: { onTaken(): void }) {
  const [timezone, setTimezone] = useState(useTimezone());
  const [is_sending, setSending] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [taken, setTaken] = useState<Export | null>(null);
  const is_waiting = taken !== null && taken.compared_at === null;
  useEffect(() => {
    if (!is_waiting) return;
    const timer = setInterval(() => {
      void readExport(taken.id).then((now) => {
        if (now === null || now.compared_at === null) return;
        setTaken(now);
        onTaken();
      });
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [is_waiting, taken?.id]);
  const take = async (file: File) => {
    setSending(true);
    setError(null);
    setTaken(null);
    try {
      const made = await send(file, timezone);
      setTaken(made);
      if (made.compared_at !== null) onTaken();
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setError(reason);
    } finally {
      setSending(false);
    }
  };
  return (
    <section class="panel stack">
      <h2>{SHADOW.upload}</h2>
      <div class="controls at-top">
        <Field label={SHADOW.timezone} value={timezone} onValue={setTimezone} />
      </div>
      {is_sending ? (
        <Shape lines={2} />
      ) : (
        <FileDrop label={SHADOW.drop} hint={SHADOW.drop_hint} onFile={take} />
      )}
      {error !== null && <Failed error={error} />}
      {taken !== null && (
        <Notice tone={taken.unreadable === 0 ? "good" : "warn"}>
          <p>{SHADOW.taken(taken.rows, taken.unreadable)}</p>
          {taken.problems.length > 0 && (
            <ul>
              {taken.problems.slice(0, 5).map(({ row_no, reason }) => (
                <li key={row_no}>{SHADOW.row(row_no, reason)}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </section>
  );
}

async function send(file: File, timezone: string): Promise<Export> {
  const form = new FormData();
  form.append("timezone", timezone);
  form.append("file", file);
  return await ok(
    api.POST("/api/v1/moves/shadow", {
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
    }),
  );
}

/** The export as it is by now; null where it can't be asked for at the moment. */
async function readExport(id: string): Promise<Export | null> {
  const params = { path: { id } };
  return await ok(
    api.GET("/api/v1/moves/shadow/exports/{id}", { params }),
  ).catch(() => null);
}
