import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { useAsked } from "../../state/asked.ts";
import type { Asked } from "../../state/asked.ts";
import { go } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { useState } from "preact/hooks";
import { CopyButton } from "../../ui/button.tsx";
import { Act } from "../../ui/act.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { useEdit } from "../network/use_edit.ts";
import { Shown, usePartyId } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { StatusChecks } from "./add_endpoint.tsx";
import type { Status } from "./add_endpoint.tsx";
import { ChangeAd } from "./change_ad.tsx";
import { EndpointState } from "./endpoints.tsx";
import { SentLog } from "./sent_log.tsx";
import { TestReceiver } from "./test_receiver.tsx";
import { TestEndpoint } from "./test_endpoint.tsx";

type Endpoint = Schema<"Endpoint">;

const AT = "/api/v1/affiliates/{id}/postbacks/{endpoint_id}";

/** One endpoint: its test, its health, and what was sent to it. */
export function EndpointScreen({ parts }: ScreenProps) {
  useTitle(ENDPOINTS.endpoint);
  const path = { id: usePartyId(), endpoint_id: parts["endpoint_id"] ?? "" };
  const asked = useAsked(path.endpoint_id, (signal) =>
    readEndpoint(path, signal),
  );
  return (
    <>
      <p>
        <a href="/app/my/postbacks">{ENDPOINTS.title}</a>
      </p>
      <div class="screen-head">
        <h1>{ENDPOINTS.endpoint}</h1>
        {asked.data !== undefined && (
          <EndpointState endpoint={asked.data.value} />
        )}
      </div>
      <Shown asked={asked}>
        {(of) => <Whole of={of} {...{ asked, path }} />}
      </Shown>
    </>
  );
}

interface Path {
  id: string;
  endpoint_id: string;
}

function readEndpoint(
  path: Path,
  signal?: AbortSignal,
): Promise<Tagged<Endpoint>> {
  return tagged(api.GET(AT, { params: { path }, ...(signal && { signal }) }));
}

function Whole({
  of,
  asked,
  path,
}: {
  of: Tagged<Endpoint>;
  asked: Asked<Tagged<Endpoint>>;
  path: Path;
}) {
  const endpoint = of.value;
  return (
    <>
      <p class="row">
        <code class="address">
          {endpoint.method} {endpoint.url}
        </code>
        <CopyButton text={endpoint.url} />
      </p>
      <TestReceiver endpoint={endpoint} onChanged={asked.reload} />
      <TestEndpoint path={path} onTested={asked.reload} />
      <div class="halves">
        <div class="stack">
          <Health endpoint={endpoint} />
          {endpoint.ad === null ? (
            <Change of={of} {...{ asked, path }} />
          ) : (
            <ChangeAd of={of} {...{ asked, path }} />
          )}
          <OnOrOff {...{ endpoint, asked, path }} etag={of.etag} />
        </div>
        <Secrets {...{ endpoint, asked, path }} />
      </div>
      <SentLog endpoint_id={path.endpoint_id} />
    </>
  );
}

function Health({ endpoint: { health, statuses, waiting } }: OfEndpoint) {
  const timezone = useTimezone();
  const { last_success_at, last_failure_at, last_error } = health;
  return (
    <section class="panel stack-close">
      <h2>{ENDPOINTS.health}</h2>
      <dl class="facts">
        <dt>{ENDPOINTS.told_of}</dt>
        <dd>{statuses.join(", ")}</dd>
        <dt>{ENDPOINTS.heard}</dt>
        <dd>
          <Time at={last_success_at} timezone={timezone} />
        </dd>
        {last_failure_at !== null && (
          <>
            <dt>{ENDPOINTS.last_failure}</dt>
            <dd>
              <Time at={last_failure_at} timezone={timezone} />
            </dd>
            <dt>{ENDPOINTS.last_error}</dt>
            <dd>{last_error ?? say.none}</dd>
          </>
        )}
        <dt>{ENDPOINTS.waiting}</dt>
        <dd>{waiting.is_more ? `${waiting.count}+` : waiting.count}</dd>
        {health.switches_off_at !== null && (
          <>
            <dt>{ENDPOINTS.switches_off}</dt>
            <dd>
              <Time at={health.switches_off_at} timezone={timezone} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

interface OfEndpoint {
  endpoint: Endpoint;
}

interface Changed extends OfEndpoint {
  asked: Asked<Tagged<Endpoint>>;
  path: Path;
}

/** Its address, and the states that are told. */
function Change({
  of,
  asked,
  path,
}: Omit<Changed, "endpoint"> & { of: Tagged<Endpoint> }) {
  const edit = useEdit({
    start: of,
    valuesOf: ({ url, statuses }) => ({
      url,
      statuses: statuses as readonly Status[],
    }),
    read: () => readEndpoint(path),
    send: ({ url, statuses }, etag) =>
      tagged(
        api.PATCH(AT, {
          params: { path, header: { "If-Match": etag } },
          body: {
            ...(url !== undefined && { url: url.trim() }),
            ...(statuses !== undefined && { statuses: [...statuses] }),
          },
        }),
      ),
    onSaved: asked.reload,
  });
  const { values, set, text } = edit.form;
  return (
    <section class="panel stack">
      <h2>{ENDPOINTS.change}</h2>
      <p class="quiet">{ENDPOINTS.change_text}</p>
      <EditForm edit={edit} label={ENDPOINTS.change}>
        <Field
          label={ENDPOINTS.own_url}
          hint={ENDPOINTS.own_url_hint}
          type="url"
          {...text("url")}
        />
        <StatusChecks
          statuses={values.statuses}
          setStatuses={(statuses) => set({ statuses })}
        />
      </EditForm>
    </section>
  );
}

/** The switch of an endpoint, and its end. */
function OnOrOff({
  endpoint: { enabled },
  etag,
  asked,
  path,
}: Changed & { etag: string }) {
  const params = { path };
  const switchIt = async () => {
    await ok(
      enabled
        ? api.POST("/api/v1/affiliates/{id}/postbacks/{endpoint_id}/pause", {
            params,
            body: {},
          })
        : api.POST("/api/v1/affiliates/{id}/postbacks/{endpoint_id}/resume", {
            params,
          }),
    );
    asked.reload();
  };
  const remove = async () => {
    const header = { "If-Match": etag };
    try {
      await ok(api.DELETE(AT, { params: { path, header } }));
      go("/app/my/postbacks");
    } catch (reason) {
      asked.reload();
      throw reason;
    }
  };
  return (
    <section class="panel stack-close">
      <h2>{ENDPOINTS.on_or_off}</h2>
      <div>
        <Act work={switchIt}>
          {enabled ? ENDPOINTS.pause : ENDPOINTS.resume}
        </Act>
      </div>
      <details>
        <summary>{ENDPOINTS.remove}</summary>
        <Act kind="danger" work={remove}>
          {ENDPOINTS.remove_sure}
        </Act>
      </details>
    </section>
  );
}

/** The secrets that requests are signed with. */
function Secrets({ endpoint: { secrets }, asked, path }: Changed) {
  const [secret, setSecret] = useState<string | null>(null);
  const params = { path };
  const makeSecret = async () => {
    const made = await ok(
      api.POST("/api/v1/affiliates/{id}/postbacks/{endpoint_id}/secrets", {
        params,
        body: {},
      }),
    );
    setSecret(made.secret);
    asked.reload();
  };
  return (
    <section class="panel stack">
      <h2>{ENDPOINTS.secret}</h2>
      {secrets.length === 0 && <p class="quiet">{ENDPOINTS.secret_none}</p>}
      {secrets.length > 0 && (
        <ul>
          {secrets.map(({ id, masked }) => (
            <li key={id}>
              <code>{masked}</code>
            </li>
          ))}
        </ul>
      )}
      {secret !== null && (
        <Notice tone="good" title={ENDPOINTS.secret_once}>
          <p class="row">
            <code>{secret}</code>
            <CopyButton text={secret} />
          </p>
        </Notice>
      )}
      <div>
        <Act work={makeSecret}>{ENDPOINTS.secret_make}</Act>
      </div>
    </section>
  );
}
