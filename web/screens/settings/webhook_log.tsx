import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { eventInWords, HOOKS, SETTINGS } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Try } from "../logs/delivery_detail.tsx";
import { Shown } from "../own/shown.tsx";
import { Act } from "./act.tsx";
import { Listed } from "./listed.tsx";

type Delivery = Schema<"WebhookDelivery">;

const AT = "/api/v1/webhooks/{id}/deliveries";

/** The events that a webhook was told of, or one of them with each request and its answer. */
export function WebhookLog({ webhook_id }: { webhook_id: number }) {
  const location = useLocation();
  const open = location.query.get("delivery");
  const show = (delivery: string | null) =>
    go(withQuery(location, { delivery }));
  return open === null ? (
    <Log webhook_id={webhook_id} onOpen={show} />
  ) : (
    <section class="stack">
      <div>
        <Button kind="plain" onClick={() => show(null)}>
          {HOOKS.back}
        </Button>
      </div>
      <OneDelivery webhook_id={webhook_id} delivery_id={open} />
    </section>
  );
}

function Log({
  webhook_id,
  onOpen,
}: {
  webhook_id: number;
  onOpen(id: string): void;
}) {
  const timezone = useTimezone();
  const path = { id: String(webhook_id) };
  const list = useList<Delivery>(`log ${webhook_id}`, (cursor, signal) =>
    ok(
      api.GET(AT, {
        params: { path, query: { limit: "20", ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const retry = async (delivery_id: string) => {
    const params = { path: { ...path, delivery_id } };
    await ok(api.POST(`${AT}/{delivery_id}/retry`, { params }));
    list.reload();
  };
  return (
    <Listed list={list} empty={HOOKS.log_none}>
      {(rows) => (
        <Table
          stacks
          caption={HOOKS.log}
          rows={rows}
          keyOf={(row) => row.id}
          columns={columnsOf(timezone, { onOpen, retry })}
        />
      )}
    </Listed>
  );
}

function columnsOf(
  timezone: string,
  {
    onOpen,
    retry,
  }: { onOpen(id: string): void; retry(id: string): Promise<void> },
): Column<Delivery>[] {
  return [
    {
      key: "at",
      label: SETTINGS.created,
      cell: ({ created_at }) => <Time at={created_at} timezone={timezone} />,
    },
    { key: "type", label: HOOKS.event, cell: ({ type }) => type },
    {
      key: "state",
      label: SETTINGS.state,
      cell: ({ state, reason }) => (
        <>
          <Badge tone={state === "delivered" ? "good" : "warn"}>{state}</Badge>
          <div class="quiet">{reason}</div>
        </>
      ),
    },
    {
      key: "tries",
      label: HOOKS.tries,
      align: "right",
      cell: ({ attempts }) => attempts,
    },
    {
      key: "act",
      label: SETTINGS.actions,
      cell: ({ id, type }) => (
        <span class="row">
          <Button onClick={() => onOpen(id)}>
            {HOOKS.one}
            <span class="unseen">
              : {type} {id}
            </span>
          </Button>
          <Act label={HOOKS.retry} of={`${type} ${id}`} act={() => retry(id)} />
        </span>
      ),
    },
  ];
}

/** A delivery with each try, and the sending of it again. */
function OneDelivery({
  webhook_id,
  delivery_id,
}: {
  webhook_id: number;
  delivery_id: string;
}) {
  const params = { path: { id: String(webhook_id), delivery_id } };
  const [is_retried, setRetried] = useState(false);
  const asked = useAsked(`${webhook_id} ${delivery_id}`, (signal) =>
    ok(api.GET(`${AT}/{delivery_id}`, { params, signal })),
  );
  const retry = async () => {
    await ok(api.POST(`${AT}/{delivery_id}/retry`, { params }));
    setRetried(true);
    asked.reload();
  };
  return (
    <Shown asked={asked} lines={4}>
      {({ type, state, reason, tries }) => (
        <>
          <div class="row row-apart">
            <h3>{eventInWords(type)}</h3>
            <Badge tone={state === "delivered" ? "good" : "warn"}>
              {state}
            </Badge>
          </div>
          {reason !== null && <p class="quiet">{reason}</p>}
          <div class="row">
            <Act label={HOOKS.retry_one} of={type} act={retry} />
            <Button kind="plain" onClick={asked.reload}>
              {say.reload}
            </Button>
          </div>
          <p role="status">{is_retried && HOOKS.retried}</p>
          {tries.length === 0 && <p class="quiet">{HOOKS.tries_none}</p>}
          <ol class="stack">
            {tries.toReversed().map((one) => (
              <Try key={one.attempt} of={one} />
            ))}
          </ol>
        </>
      )}
    </Shown>
  );
}
