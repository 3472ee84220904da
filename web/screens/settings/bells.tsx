import { useState } from "preact/hooks";
import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { incidentAt } from "../../frame/incident_place.ts";
import { BELLS, eventInWords, SETTINGS } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Check, Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { useEdit } from "../network/use_edit.ts";
import { Shown } from "../own/shown.tsx";
import { bellBody, bellValues, capitalised } from "./bell_values.ts";
import type { BellValues } from "./bell_values.ts";
import { IncidentState } from "./incident.tsx";
import { Listed } from "./listed.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

type Bell = Schema<"Bell">;
type Incident = Schema<"Incident">;

/** Bells, their thresholds, and past incidents. */
export function BellsScreen() {
  const asked = useAsked("bells", readBells);
  return (
    <SettingsFrame name="bells">
      <p class="quiet">{BELLS.text}</p>
      <Shown asked={asked} lines={8}>
        {(bells) => (
          <ul class="panel lines">
            {bells.map((bell) => (
              <BellRow key={bell.value.name} of={bell} />
            ))}
          </ul>
        )}
      </Shown>
      <Incidents />
    </SettingsFrame>
  );
}

/** All bells, each with its tag. */
async function readBells(signal?: AbortSignal): Promise<Tagged<Bell>[]> {
  const { data } = await ok(
    api.GET("/api/v1/bells", { ...(signal && { signal }) }),
  );
  return await Promise.all(data.map(({ name }) => readBell(name, signal)));
}

function readBell(name: string, signal?: AbortSignal): Promise<Tagged<Bell>> {
  return tagged(
    api.GET("/api/v1/bells/{name}", {
      params: { path: { name } },
      ...(signal && { signal }),
    }),
  );
}

function BellRow({ of }: { of: Tagged<Bell> }) {
  const { name, description, threshold, threshold_means, window_hours } =
    of.value;
  const [kept, setKept] = useState(of.value);
  const edit = useEdit<Bell, BellValues>({
    start: of,
    valuesOf: bellValues,
    read: () => readBell(name),
    send: (changes, etag) =>
      tagged(
        api.PATCH("/api/v1/bells/{name}", {
          params: { path: { name }, header: { "If-Match": etag } },
          body: bellBody(changes),
        }),
      ),
    onSaved: ({ value }) => setKept(value),
  });
  const { values, text, set } = edit.form;
  const is_changed =
    JSON.stringify(values) !== JSON.stringify(bellValues(kept));
  return (
    <li>
      <EditForm edit={edit} label={name} can_save={is_changed}>
        <div class="bell">
          <Check
            label={eventInWords(name)}
            {...(description !== eventInWords(name) && { hint: description })}
            checked={values.enabled}
            onValue={(enabled) => set({ enabled })}
          />
          {(threshold !== null || window_hours !== null) && (
            <div class="row">
              {threshold !== null && (
                <Field
                  label={capitalised(threshold_means ?? BELLS.threshold)}
                  inputMode="decimal"
                  {...text("threshold")}
                />
              )}
              {window_hours !== null && (
                <Field
                  label={BELLS.window}
                  inputMode="numeric"
                  {...text("window_hours")}
                />
              )}
            </div>
          )}
        </div>
      </EditForm>
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
              label: SETTINGS.state,
              cell: ({ state }) => <IncidentState state={state} />,
            },
            {
              key: "bell",
              label: BELLS.bell,
              cell: ({ bell }) => eventInWords(bell),
            },
            {
              key: "text",
              label: BELLS.what,
              cell: (row) => <a href={incidentAt(row)}>{row.text}</a>,
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
