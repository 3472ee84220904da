import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { useAsked } from "../../state/asked.ts";
import type { Asked } from "../../state/asked.ts";
import { go } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { useState } from "preact/hooks";
import { CopyButton } from "../../ui/button.tsx";
import { Act } from "../../ui/act.tsx";
import { Shown, usePartyId } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { EndpointState } from "./endpoints.tsx";
import { SentLog } from "./sent_log.tsx";
import { TestEndpoint } from "./test_endpoint.tsx";

type Endpoint = Schema<"Endpoint">;

/** One endpoint: its test, its health, and what was sent to it. */
export function EndpointScreen({ parts }: ScreenProps) {
  useTitle(ENDPOINTS.endpoint);
  const path = { id: usePartyId(), endpoint_id: parts["endpoint_id"] ?? "" };
  const asked = useAsked(path.endpoint_id, (signal) =>
    ok(
      api.GET("/api/v1/affiliates/{id}/postbacks/{endpoint_id}", {
        params: { path },
        signal,
      }),
    ),
  );
  return (
    <>
      <p>
        <a href="/app/my/postbacks">{ENDPOINTS.title}</a>
      </p>
      <div class="screen-head">
        <h1>{ENDPOINTS.endpoint}</h1>
        {asked.data !== undefined && <EndpointState endpoint={asked.data} />}
      </div>
      <Shown asked={asked}>
        {(endpoint) => <Whole {...{ endpoint, asked, path }} />}
      </Shown>
    </>
  );
}

interface Path {
  id: string;
  endpoint_id: string;
}

function Whole({
  endpoint,
  asked,
  path,
}: {
  endpoint: Endpoint;
  asked: Asked<Endpoint>;
  path: Path;
}) {
  return (
    <>
      <p class="row">
        <code class="address">
          {endpoint.method} {endpoint.url}
        </code>
        <CopyButton text={endpoint.url} />
      </p>
      <TestEndpoint path={path} onTested={asked.reload} />
      <div class="halves">
        <div class="stack">
          <Health endpoint={endpoint} />
          <OnOrOff {...{ endpoint, asked, path }} />
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
  asked: Asked<Endpoint>;
  path: Path;
}

/** The switch of an endpoint, and its end. */
function OnOrOff({ endpoint: { enabled }, asked, path }: Changed) {
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
    const at = "/api/v1/affiliates/{id}/postbacks/{endpoint_id}";
    await ok(api.DELETE(at, { params }));
    go("/app/my/postbacks");
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
