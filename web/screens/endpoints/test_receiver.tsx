import { useState } from "preact/hooks";
import { api, ok, tagged } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { Act } from "../../ui/act.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { EndpointForm, TRIED } from "./add_endpoint.tsx";

const AT = "/api/v1/affiliates/{id}/postbacks/{endpoint_id}";

type Endpoint = Schema<"Endpoint">;

/** Whether an endpoint is the tracker's own test receiver. */
export function isTried({ preset }: Pick<Endpoint, "preset">): boolean {
  return preset === TRIED;
}

/** The warning on an endpoint that is only a test receiver, and the form that makes it a real one. */
export function TestReceiver({
  endpoint,
  onChanged,
}: {
  endpoint: Endpoint;
  onChanged(): void;
}) {
  return isTried(endpoint) ? (
    <Warning of={endpoint} onChanged={onChanged} />
  ) : null;
}

function Warning({
  of: { id, affiliate_id },
  onChanged,
}: {
  of: Endpoint;
  onChanged(): void;
}) {
  const [etag, setEtag] = useState<string | null>(null);
  const path = { id: String(affiliate_id), endpoint_id: String(id) };
  const open = async () => {
    const seen = await tagged(api.GET(AT, { params: { path } }));
    setEtag(seen.etag);
  };
  return (
    <Notice tone="warn" title={ENDPOINTS.tried_title} is_lasting>
      <p>{ENDPOINTS.tried_text}</p>
      {etag === null ? (
        <div class="row">
          <Act work={open}>{ENDPOINTS.tried_change}</Act>
        </div>
      ) : (
        <>
          <EndpointForm
            is_real
            save={async (body) => {
              const params = { path, header: { "If-Match": etag } };
              await ok(api.PATCH(AT, { params, body }));
              onChanged();
            }}
          />
          <div class="row">
            <Button kind="plain" onClick={() => setEtag(null)}>
              {say.cancel}
            </Button>
          </div>
        </>
      )}
    </Notice>
  );
}
