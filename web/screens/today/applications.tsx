import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { TODAY } from "../../messages/today.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Button, CopyButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { Drawer } from "../../ui/overlay.tsx";

type Application = Schema<"Application">;

/** Who wants to join, and what is decided about each. */
export function Applications({ onClose }: { onClose(): void }) {
  const { data, error, reload } = useAsked("applications", (signal) => {
    const query = { status: "pending", limit: "100" } as const;
    return ok(api.GET("/api/v1/applications", { params: { query }, signal }));
  });
  return (
    <Drawer title={TODAY.applications} onClose={onClose}>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={4} />
      ) : data.data.length === 0 ? (
        <p class="quiet">{TODAY.applications_none}</p>
      ) : (
        <ul class="stack">
          {data.data.map((one) => (
            <Applied key={one.id} application={one} />
          ))}
        </ul>
      )}
    </Drawer>
  );
}

function Applied({ application }: { application: Application }) {
  const timezone = useTimezone();
  const { name, email, website, country, notes, created_at } = application;
  return (
    <li class="panel stack">
      <div>
        <h3>{name}</h3>
        <p class="quiet row">
          <span>{email}</span>
          <Time at={created_at} timezone={timezone} />
          {country !== null && (
            <span>
              {TODAY.from_country} {country}
            </span>
          )}
        </p>
      </div>
      {website !== null && (
        <p>
          {TODAY.website}: {website}
        </p>
      )}
      {Object.entries(application.answers).map(([question, answer]) => (
        <p key={question}>
          <span class="quiet">{question}</span> {answer}
        </p>
      ))}
      {notes.map(({ code, text }) => (
        <p key={code} class="row">
          <Badge tone="warn">{code}</Badge> {text}
        </p>
      ))}
      <Decision application={application} />
    </li>
  );
}

/** Approves at a click; a refusal says why. */
function Decision({ application: { id, name } }: { application: Application }) {
  const [url, setUrl] = useState<string | null>(null);
  const [is_refusing, setRefusing] = useState(false);
  const [is_refused, setRefused] = useState(false);
  const params = { path: { id } };
  const approval = useForm({}, async () => {
    const { invitation } = await ok(
      api.POST("/api/v1/applications/{id}/approve", { params }),
    );
    setUrl(invitation?.url ?? "");
  });
  const refusal = useForm({ reason: "" }, async ({ reason }) => {
    const body = { reason };
    await ok(api.POST("/api/v1/applications/{id}/refuse", { params, body }));
    setRefused(true);
  });
  if (url !== null) {
    return (
      <Notice tone="good">
        <p>{TODAY.approved(url)}</p>
        {url !== "" && <CopyButton text={url} />}
      </Notice>
    );
  }
  if (is_refused) return <Notice>{TODAY.refuse}</Notice>;
  return is_refusing ? (
    <Form form={refusal} label={`${TODAY.refuse} ${name}`}>
      <Field
        label={TODAY.refuse_reason}
        hint={TODAY.refuse_hint}
        {...refusal.text("reason")}
      />
      <div class="row">
        <Button type="submit" kind="danger">
          {TODAY.refuse}
        </Button>
      </div>
    </Form>
  ) : (
    <Form form={approval} label={`${TODAY.approve} ${name}`}>
      <div class="row">
        <Button type="submit" kind="main">
          {TODAY.approve}
        </Button>
        <Button onClick={() => setRefusing(true)}>{TODAY.refuse}</Button>
      </div>
    </Form>
  );
}
