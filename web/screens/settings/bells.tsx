import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { placeOf } from "../../frame/incident_place.ts";
import { BELLS, eventInWords } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { Check, Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge, Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { Listed } from "./listed.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

type Bell = Schema<"Bell">;
type Incident = Schema<"Incident">;

/** Bells, their thresholds, and past incidents. */
export function BellsScreen() {
  const { data, error, reload } = useAsked("bells", (signal) =>
    ok(api.GET("/api/v1/bells", { signal })),
  );
  return (
    <SettingsFrame name="bells">
      <p class="quiet">{BELLS.text}</p>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={8} />
      ) : (
        <ul class="halves">
          {data.data.map((bell) => (
            <BellRow key={bell.name} bell={bell} />
          ))}
        </ul>
      )}
      <Incidents />
    </SettingsFrame>
  );
}

function BellRow({ bell }: { bell: Bell }) {
  const [start] = useState(() => ({
    enabled: bell.enabled,
    threshold: String(bell.threshold ?? ""),
    window_hours: String(bell.window_hours ?? ""),
  }));
  const [kept, setKept] = useState(JSON.stringify(start));
  const { name, description, threshold, threshold_means, window_hours } = bell;
  const form = useForm(start, async (values) => {
    const body = {
      enabled: values.enabled,
      ...(threshold === null ? {} : { threshold: Number(values.threshold) }),
      ...(window_hours === null
        ? {}
        : { window_hours: Number(values.window_hours) }),
    };
    const params = { path: { name } };
    await ok(api.PATCH("/api/v1/bells/{name}", { params, body }));
    setKept(JSON.stringify(values));
  });
  return (
    <li class="panel">
      <Form form={form} label={name}>
        <Check
          label={eventInWords(name)}
          hint={`${name}: ${description}`}
          checked={form.values.enabled}
          onValue={(enabled) => form.set({ enabled })}
        />
        <div class="row bell">
          {threshold !== null && (
            <Field
              label={threshold_means ?? BELLS.threshold}
              inputMode="decimal"
              {...form.text("threshold")}
            />
          )}
          {window_hours !== null && (
            <Field
              label={BELLS.window}
              inputMode="numeric"
              {...form.text("window_hours")}
            />
          )}
          {JSON.stringify(form.values) !== kept && (
            <Button type="submit" kind="main">
              {BELLS.save}
              <span class="unseen"> {name}</span>
            </Button>
          )}
        </div>
      </Form>
    </li>
  );
}

function Incidents() {
  const timezone = useTimezone();
  const list = useList<Incident>("incidents", (cursor, signal) =>
    ok(
      api.GET("/api/v1/incidents", {
        params: { query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <Listed list={list} empty={BELLS.incidents_none}>
      {(rows) => (
        <Table
          stacks
          caption={BELLS.incidents}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              key: "state",
              label: BELLS.bell,
              cell: ({ state, bell }) => (
                <>
                  <Badge tone={state === "open" ? "warn" : "good"}>
                    {BELLS.states[state]}
                  </Badge>
                  <div>{bell}</div>
                </>
              ),
            },
            {
              key: "text",
              label: BELLS.what,
              cell: (row) => <a href={placeOf(row)}>{row.text}</a>,
            },
            {
              key: "began",
              label: BELLS.began,
              cell: ({ opened_at }) => (
                <Time at={opened_at} timezone={timezone} />
              ),
            },
            {
              key: "ended",
              label: BELLS.ended,
              cell: ({ closed_at }) => (
                <Time at={closed_at} timezone={timezone} />
              ),
            },
          ]}
        />
      )}
    </Listed>
  );
}
