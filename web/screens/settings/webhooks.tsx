import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { HOOKS, SETTINGS } from "../../messages/settings.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge } from "../../ui/notice.tsx";
import { OpenedDrawer } from "../../ui/opened_drawer.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Listed } from "./listed.tsx";
import { OnceShown } from "./once_shown.tsx";
import { SettingsFrame } from "./settings_frame.tsx";
import { WebhookDetail } from "./webhook.tsx";
import { EventChoice } from "./webhook_events.tsx";
import type { EventName } from "./webhook_events.tsx";

type Webhook = Schema<"Webhook">;

/** Which systems are told of what happens, and whether they hear it. */
export function WebhooksScreen() {
  const location = useLocation();
  const timezone = useTimezone();
  const list = useList<Webhook>("webhooks", (cursor, signal) =>
    ok(
      api.GET("/api/v1/webhooks", {
        params: { query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const show = (changes: Record<string, string | null>) =>
    go(withQuery(location, changes));
  return (
    <SettingsFrame
      name="webhooks"
      actions={
        <Button kind="main" onClick={() => show({ over: "make" })}>
          {HOOKS.make}
        </Button>
      }
    >
      <Listed list={list} empty={HOOKS.none}>
        {(rows) => (
          <Table
            stacks
            is_titled
            caption={SETTINGS.tabs.webhooks}
            rows={rows}
            keyOf={({ id }) => String(id)}
            columns={columnsOf(timezone, (id) =>
              show({ open: id, delivery: null }),
            )}
          />
        )}
      </Listed>
      {location.query.get("over") === "make" && (
        <MakeWebhook
          onClose={() => show({ over: null })}
          onMade={list.reload}
        />
      )}
      <OpenedDrawer name="open" title={HOOKS.webhook}>
        {(id) => (
          <WebhookDetail
            id={id}
            onChanged={list.reload}
            onRemoved={() => {
              list.reload();
              show({ open: null });
            }}
          />
        )}
      </OpenedDrawer>
    </SettingsFrame>
  );
}

function columnsOf(
  timezone: string,
  onOpen: (id: string) => void,
): Column<Webhook>[] {
  return [
    { key: "url", label: HOOKS.url, cell: ({ url }) => url },
    {
      key: "events",
      label: HOOKS.events,
      cell: ({ events }) => <span class="quiet">{events.join(", ")}</span>,
    },
    { key: "state", label: SETTINGS.state, cell: HookState },
    {
      key: "made",
      label: SETTINGS.created,
      cell: ({ created_at }) => (
        <Time at={created_at} timezone={timezone} style="day" />
      ),
    },
    {
      key: "open",
      label: SETTINGS.actions,
      cell: ({ id, url }) => (
        <Button onClick={() => onOpen(String(id))}>
          {SETTINGS.change}
          <span class="unseen">: {url}</span>
        </Button>
      ),
    },
  ];
}

function HookState({ enabled, disabled_reason, health, waiting }: Webhook) {
  const timezone = useTimezone();
  if (!enabled) {
    return (
      <>
        <Badge tone="bad">{SETTINGS.off}</Badge>
        <div class="quiet">{disabled_reason}</div>
      </>
    );
  }
  return health.failing_since === null ? (
    <Badge tone="good">{SETTINGS.on}</Badge>
  ) : (
    <>
      <Badge tone="warn">{HOOKS.failing}</Badge>
      <div class="quiet">
        <Time at={health.failing_since} timezone={timezone} />
        {waiting.count > 0 && `, ${waiting.count} ${HOOKS.waiting}`}
      </div>
    </>
  );
}

function MakeWebhook({ onClose, onMade }: { onClose(): void; onMade(): void }) {
  const [secret, setSecret] = useState<string | null>(null);
  const [events, setEvents] = useState<readonly EventName[]>([
    "conversion.recorded",
  ]);
  const form = useForm({ url: "" }, async ({ url }) => {
    const body = { url, events: [...events] };
    const made = await ok(api.POST("/api/v1/webhooks", { body }));
    setSecret(made.secret);
    onMade();
  });
  return (
    <Dialog title={HOOKS.make} onClose={onClose}>
      {secret !== null ? (
        <OnceShown text={HOOKS.made} secret={secret} />
      ) : (
        <Form form={form} label={HOOKS.make}>
          <Field
            label={HOOKS.url}
            hint={HOOKS.url_hint}
            type="url"
            required
            {...form.text("url")}
          />
          <EventChoice events={events} onEvents={setEvents} />
          <div class="row">
            <Button type="submit" kind="main">
              {HOOKS.make}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
