import type { ComponentChildren } from "preact";
import type { ApiError } from "../api/client.ts";
import { say } from "../messages/en.ts";
import { Button } from "./button.tsx";

export type Tone = "good" | "warn" | "bad" | "note";

/** Something to be read before one goes on. */
export function Notice({
  tone = "note",
  title,
  is_lasting = false,
  children,
}: {
  tone?: Tone;
  title?: string;
  /** Whether it is what the page is about, not news to be read out at once. */
  is_lasting?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <div
      class="notice"
      data-tone={tone}
      role={is_lasting ? undefined : tone === "bad" ? "alert" : "status"}
    >
      {title !== undefined && <strong>{title}</strong>}
      {children}
    </div>
  );
}

/** Why something has no answer, what to try, and how to name it to others. */
export function Failed({
  error,
  retry,
  shown = [],
}: {
  error: ApiError;
  retry?: (() => void) | undefined;
  /** Fields that say themselves what is wrong. */
  shown?: readonly string[];
}) {
  const fields = error.fields.filter(({ field }) => !shown.includes(field));
  return (
    <Notice tone="bad">
      <p>{errorInWords(error)}</p>
      {fields.length > 0 && (
        <ul>
          {fields.map(({ field, message }) => (
            <li key={field}>
              <code>{field}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      <div class="row">
        {retry !== undefined && (
          <Button onClick={retry}>{say.try_again}</Button>
        )}
        {error.request_id !== null && (
          <span class="quiet">
            {say.request_id} <code>{error.request_id}</code>
          </span>
        )}
      </div>
    </Notice>
  );
}

/** A refusal in words, with what to try. */
export function errorInWords({ code, message }: ApiError): string {
  if (code === "offline") return say.offline;
  if (code === "stale_version") return say.stale;
  if (code === "wrong_password") return `${message}. ${say.forgotten}`;
  if (/^(unknown_link|link_)/.test(code)) return `${message}. ${say.link_ask}`;
  if (code === "not_found" && message === "Not found") return say.gone;
  if (code === "page_failed") return `${say.page_failed} ${message}`;
  return message;
}

/** The next step, shown where there is nothing yet. */
export function Empty({ children }: { children?: ComponentChildren }) {
  return (
    <div class="panel stack-close">
      {children ?? <p class="quiet">{say.nothing_here}</p>}
    </div>
  );
}

/** The shape of what is being loaded. */
export function Shape({ lines = 3 }: { lines?: number }) {
  return (
    <div class="stack-close" role="status">
      <span class="unseen">{say.loading}</span>
      {Array.from({ length: lines }, (_, at) => (
        <div key={at} class="shape">
          {" "}
        </div>
      ))}
    </div>
  );
}

/** A state in words, and by colour and shape too. */
export function Badge({
  tone,
  children,
}: {
  tone?: Tone | undefined;
  children: ComponentChildren;
}) {
  return (
    <span class="badge" data-tone={tone}>
      {children}
    </span>
  );
}
