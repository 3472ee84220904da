import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { HOOKS } from "../../messages/settings.ts";
import { useTimezone } from "../../state/session.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import { Act } from "./act.tsx";
import { OnceShown } from "./once_shown.tsx";
import { WebhookLog } from "./webhook_log.tsx";

type Webhook = Schema<"Webhook">;

/** A webhook: a sample, its keys, what was sent, and the end of it. */
export function WebhookDrawer({
  webhook,
  onClose,
  onChanged,
}: {
  webhook: Webhook;
  onClose(): void;
  onChanged(): void;
}) {
  const { id, url, enabled } = webhook;
  const params = { path: { id: String(id) } };
  const [test, setTest] = useState<Schema<"EndpointTest"> | null>(null);
  const turn = async (is_on: boolean) => {
    const body = { enabled: is_on };
    await ok(api.PATCH("/api/v1/webhooks/{id}", { params, body }));
    onChanged();
  };
  return (
    <Drawer title={url} onClose={onClose}>
      <div class="row">
        <Act
          kind="main"
          label={HOOKS.test}
          of={url}
          act={async () =>
            setTest(
              await ok(api.POST("/api/v1/webhooks/{id}/test", { params })),
            )
          }
        />
        <Act
          label={enabled ? HOOKS.turn_off : HOOKS.turn_on}
          of={url}
          act={() => turn(!enabled)}
        />
        <Act
          kind="danger"
          label={HOOKS.remove}
          of={url}
          asks={HOOKS.remove_text}
          act={async () => {
            await ok(api.DELETE("/api/v1/webhooks/{id}", { params }));
            onChanged();
            onClose();
          }}
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
      <Keys webhook={webhook} onChanged={onChanged} />
      <WebhookLog webhook_id={id} />
    </Drawer>
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
