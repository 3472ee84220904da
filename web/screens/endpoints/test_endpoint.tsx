import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Sends an example, and says whether it was heard, with all that was said. */
export function TestEndpoint({
  path,
  onTested,
}: {
  path: { id: string; endpoint_id: string };
  onTested(): void;
}) {
  const [tested, setTested] = useState<Schema<"EndpointTest"> | null>(null);
  const form = useForm({ click_ref: "" }, async ({ click_ref }) => {
    const at = "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/test";
    const known = click_ref.trim();
    const body = known === "" ? {} : { click_ref: known };
    setTested(await ok(api.POST(at, { params: { path }, body })));
    onTested();
  });
  return (
    <section class="panel stack">
      <h2>{ENDPOINTS.test_title}</h2>
      <p>{ENDPOINTS.test_text}</p>
      <Form form={form} label={ENDPOINTS.test_title}>
        <div class="controls">
          <Field label={ENDPOINTS.test_ref} {...form.text("click_ref")} />
          <Submit label={ENDPOINTS.test} is_sending={form.is_sending} />
        </div>
      </Form>
      {tested !== null && <Tested of={tested} />}
    </section>
  );
}

function Tested({
  of: { heard, reason, request, response, error, duration_ms },
}: {
  of: Schema<"EndpointTest">;
}) {
  return (
    <>
      <Notice
        tone={heard ? "good" : "bad"}
        title={heard ? ENDPOINTS.heard_yes : ENDPOINTS.heard_no}
      >
        {reason ?? error}
      </Notice>
      <h3>{ENDPOINTS.sent}</h3>
      <pre>
        {[`${request.method} ${request.url}`, request.body ?? ""]
          .join("\n")
          .trim()}
      </pre>
      <div class="row">
        <h3>{ENDPOINTS.answered}</h3>
        <span class="quiet">{ENDPOINTS.took(duration_ms)}</span>
      </div>
      <pre>
        {response === null
          ? ENDPOINTS.no_answer
          : `${response.http_status}\n${response.body}`.trim()}
      </pre>
    </>
  );
}
