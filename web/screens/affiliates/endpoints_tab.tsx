import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { isTried, TestReceiver } from "../endpoints/test_receiver.tsx";
import { Ask } from "../network/ask.tsx";
import { useNames } from "../network/use_named.ts";
import { NewEndpoint } from "./new_endpoint.tsx";

type Endpoint = Schema<"Endpoint">;

/** Where an affiliate's tracker is told of its conversions, and whether it hears. */
export function EndpointsTab({ affiliate_id }: { affiliate_id: number }) {
  const id = String(affiliate_id);
  const { data, error, reload } = useAsked(`endpoints ${id}`, (signal) =>
    ok(
      api.GET("/api/v1/affiliates/{id}/postbacks", {
        params: { path: { id }, query: { limit: "200" } },
        signal,
      }),
    ),
  );
  return (
    <div class="stack">
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape />
      ) : data.data.length === 0 ? (
        <p class="panel quiet">{NET.endpoints_none}</p>
      ) : (
        data.data.map((endpoint) => (
          <OneEndpoint
            key={endpoint.id}
            endpoint={endpoint}
            onChanged={reload}
          />
        ))
      )}
      <NewEndpoint id={id} onMade={reload} />
    </div>
  );
}

function OneEndpoint({
  endpoint,
  onChanged,
}: {
  endpoint: Endpoint;
  onChanged(): void;
}) {
  const campaignOf = useNames(
    endpoint.campaign_id === null ? null : "campaigns",
  );
  const { id, affiliate_id, enabled, campaign_id } = endpoint;
  const params = {
    path: { id: String(affiliate_id), endpoint_id: String(id) },
  };
  const pause = async () => {
    await ok(
      api.POST("/api/v1/affiliates/{id}/postbacks/{endpoint_id}/pause", {
        params,
      }),
    );
    onChanged();
  };
  const resume = async () => {
    await ok(
      api.POST("/api/v1/affiliates/{id}/postbacks/{endpoint_id}/resume", {
        params,
      }),
    );
    onChanged();
  };
  return (
    <section class="panel stack" aria-label={NET.endpoint(id)}>
      <div class="row row-apart">
        <div class="row">
          <h2>{nameOf(endpoint)}</h2>
          <Badge tone={enabled ? "good" : "bad"}>
            {enabled ? NET.switched_on : NET.switched_off}
          </Badge>
          <span class="quiet">
            {campaign_id === null
              ? NET.every_campaign
              : campaignOf(campaign_id)}
          </span>
        </div>
        <div class="row">
          <a class="button" href={`/app/deliveries?endpoint_id=${id}`}>
            {NET.its_deliveries}
          </a>
          {enabled ? (
            <Ask
              label={NET.pause}
              title={NET.pause}
              happens={NET.pause_endpoint_happens}
              agree={NET.pause}
              work={pause}
            />
          ) : (
            <Act work={resume}>{NET.start}</Act>
          )}
        </div>
      </div>
      <div>
        <Badge>{endpoint.method}</Badge> <code>{endpoint.url}</code>
      </div>
      <TestReceiver endpoint={endpoint} onChanged={onChanged} />
      <Health endpoint={endpoint} />
      <TestEndpoint params={params} />
    </section>
  );
}

function nameOf(endpoint: Endpoint): string {
  if (isTried(endpoint)) return ENDPOINTS.tried;
  return endpoint.preset ?? NET.endpoint(endpoint.id);
}

function Health({ endpoint }: { endpoint: Endpoint }) {
  const timezone = useTimezone();
  const { health, waiting, disabled_reason } = endpoint;
  return (
    <>
      <dl class="facts">
        <dt>{NET.heard_last}</dt>
        <dd>
          <Time at={health.last_success_at} timezone={timezone} />
        </dd>
        <dt>{NET.failed_last}</dt>
        <dd>
          <Time at={health.last_failure_at} timezone={timezone} />{" "}
          {health.last_error}
        </dd>
        <dt>{NET.waiting}</dt>
        <dd>
          {waiting.count}
          {waiting.is_more && "+"}
        </dd>
      </dl>
      {disabled_reason !== null && (
        <Notice tone="bad">{disabled_reason}</Notice>
      )}
      {health.switches_off_at !== null && (
        <Notice tone="warn">
          {NET.switches_off}{" "}
          <Time at={health.switches_off_at} timezone={timezone} />
        </Notice>
      )}
    </>
  );
}

/** Sends a made-up conversion, and says whether it was heard. */
function TestEndpoint({
  params,
}: {
  params: { path: { id: string; endpoint_id: string } };
}) {
  const [test, setTest] = useState<Schema<"EndpointTest"> | null>(null);
  const send = async () => {
    setTest(
      await ok(
        api.POST("/api/v1/affiliates/{id}/postbacks/{endpoint_id}/test", {
          params,
        }),
      ),
    );
  };
  return (
    <>
      <div class="row">
        <Act work={send}>{NET.test_endpoint}</Act>
      </div>
      {test !== null && (
        <Notice
          tone={test.heard ? "good" : "bad"}
          title={test.heard ? NET.heard : NET.not_heard}
        >
          {test.reason !== null && <p>{test.reason}</p>}
          <dl class="facts">
            <dt>{NET.sent}</dt>
            <dd>
              <code>
                {test.request.method} {test.request.url}
              </code>
            </dd>
            <dt>{NET.answered}</dt>
            <dd>
              {test.response === null
                ? (test.error ?? say.none)
                : test.response.http_status}{" "}
              <pre>{test.response?.body.slice(0, 500)}</pre>
            </dd>
          </dl>
        </Notice>
      )}
    </>
  );
}
