import { useState } from "preact/hooks";
import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { HOOKS } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Field } from "../../ui/field.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { useEdit } from "../network/use_edit.ts";
import { Shown } from "../own/shown.tsx";
import { Act } from "./act.tsx";
import { OnceShown } from "./once_shown.tsx";
import { EventChoice } from "./webhook_events.tsx";
import { WebhookLog } from "./webhook_log.tsx";

type Webhook = Schema<"Webhook">;

const AT = "/api/v1/webhooks/{id}";

interface OfWebhook {
  of: Tagged<Webhook>;
  onChanged(): void;
}

/** A webhook: a sample, its settings and keys, what was sent, and the end of it. */
export function WebhookDetail({
  id,
  onChanged,
  onRemoved,
}: {
  id: string;
  onChanged(): void;
  onRemoved(): void;
}) {
  const asked = useAsked(id, (signal) => readWebhook(id, signal));
  const changed = () => {
    asked.reload();
    onChanged();
  };
  return (
    <Shown asked={asked}>
      {(of) => (
        <>
          <h3>{of.value.url}</h3>
          <Acts of={of} onChanged={changed} onRemoved={onRemoved} />
          <Change of={of} onChanged={changed} />
          <Keys webhook={of.value} onChanged={changed} />
          <WebhookLog webhook_id={of.value.id} />
        </>
      )}
    </Shown>
  );
}

function readWebhook(
  id: string,
  signal?: AbortSignal,
): Promise<Tagged<Webhook>> {
  const params = { path: { id } };
  return tagged(api.GET(AT, { params, ...(signal && { signal }) }));
}

function Acts({
  of: {
    value: { id, url, enabled },
    etag,
  },
  onChanged,
  onRemoved,
}: OfWebhook & { onRemoved(): void }) {
  const [test, setTest] = useState<Schema<"EndpointTest"> | null>(null);
  const path = { id: String(id) };
  const params = { path, header: { "If-Match": etag } };
  const turn = async () => {
    const body = { enabled: !enabled };
    // After a refusal it is shown as it is by now.
    await ok(api.PATCH(AT, { params, body })).finally(onChanged);
  };
  const remove = async () => {
    try {
      await ok(api.DELETE(AT, { params }));
      onRemoved();
    } catch (reason) {
      onChanged();
      throw reason;
    }
  };
  return (
    <>
      <div class="row">
        <Act
          kind="main"
          label={HOOKS.test}
          of={url}
          act={async () =>
            setTest(await ok(api.POST(`${AT}/test`, { params: { path } })))
          }
        />
        <Act
          label={enabled ? HOOKS.turn_off : HOOKS.turn_on}
          of={url}
          act={turn}
        />
        <Act
          kind="danger"
          label={HOOKS.remove}
          of={url}
          asks={HOOKS.remove_text}
          act={remove}
        />
      </div>
      {test !== null && (
        <>
          <Notice tone={test.heard ? "good" : "bad"}>
            {test.heard ? HOOKS.heard : HOOKS.not_heard}
            {test.response !== null && `: ${test.response.http_status}`}
            {test.error !== null && `: ${test.error}`}
          </Notice>
          <details>
            <summary>{HOOKS.answer}</summary>
            <Facts of={test} />
          </details>
        </>
      )}
    </>
  );
}

/** Its address and events. */
function Change({ of, onChanged }: OfWebhook) {
  const id = String(of.value.id);
  const edit = useEdit({
    start: of,
    valuesOf: ({ url, events }) => ({ url, events }),
    read: () => readWebhook(id),
    send: (changes, etag) =>
      tagged(
        api.PATCH(AT, {
          params: { path: { id }, header: { "If-Match": etag } },
          body: changes,
        }),
      ),
    onSaved: onChanged,
  });
  const { values, set, text } = edit.form;
  return (
    <details>
      <summary>{HOOKS.change}</summary>
      <EditForm edit={edit} label={HOOKS.change}>
        <Field
          label={HOOKS.url}
          hint={HOOKS.url_hint}
          type="url"
          {...text("url")}
        />
        <EventChoice
          events={values.events}
          onEvents={(events) => set({ events })}
        />
      </EditForm>
    </details>
  );
}

function Keys({
  webhook: { id, secrets },
  onChanged,
}: {
  webhook: Webhook;
  onChanged(): void;
}) {
  const timezone = useTimezone();
  const [made, setMade] = useState<string | null>(null);
  const path = { id: String(id) };
  const add = async () => {
    const answer = await ok(
      api.POST("/api/v1/webhooks/{id}/secrets", { params: { path }, body: {} }),
    );
    setMade(answer.secret);
    onChanged();
  };
  const remove = async (secret_id: string) => {
    const params = { path: { ...path, secret_id } };
    await ok(
      api.DELETE("/api/v1/webhooks/{id}/secrets/{secret_id}", { params }),
    );
    onChanged();
  };
  return (
    <section class="stack">
      <div class="row row-apart">
        <h3>{HOOKS.secrets}</h3>
        <Act label={HOOKS.add_secret} of={HOOKS.secrets} act={add} />
      </div>
      <p class="quiet">{HOOKS.secrets_hint}</p>
      {made !== null && <OnceShown text={HOOKS.made} secret={made} />}
      <ul class="stack-close">
        {secrets.map((secret) => (
          <li key={secret.id} class="row row-apart">
            <code>{secret.masked ?? secret.id}</code>
            <Time at={secret.created_at} timezone={timezone} />
            {secrets.length > 1 && (
              <Act
                label={HOOKS.remove}
                of={secret.masked ?? secret.id}
                act={() => remove(secret.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
