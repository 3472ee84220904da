import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { REPORTS } from "../../messages/reports.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Check, Field, Select } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { Dialog, Drawer } from "../../ui/overlay.tsx";

type Saved = Schema<"SavedReport">;
type Schedule = keyof typeof REPORTS.schedules;

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));
const HOUR = "8";

function optionsOf(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([value, label]) => ({ value, label }));
}

/** Keeps the report under a name, and says whether it is sent. */
export function SaveDialog({
  query,
  onClose,
  onSaved,
}: {
  query: Record<string, string>;
  onClose(): void;
  onSaved(): void;
}) {
  const { role } = useMe();
  const timezone = useTimezone();
  const form = useForm(
    { name: "", shared: false, schedule: "none", hour: HOUR, send_by: "mail" },
    async ({ name, shared, schedule, hour, send_by }) => {
      const sent =
        schedule === "none"
          ? {}
          : {
              schedule: schedule as Exclude<Schedule, "none">,
              hour: Number(hour),
              timezone: query["timezone"] ?? timezone,
              send_by: send_by as Saved["send_by"],
            };
      const kept = role === "admin" ? { shared } : {};
      const body = { name, query, ...kept, ...sent };
      await ok(api.POST("/api/v1/saved-reports", { body }));
      onSaved();
    },
  );
  const { values, set } = form;
  return (
    <Dialog title={REPORTS.save} onClose={onClose}>
      <Form form={form} label={REPORTS.save}>
        <Field
          label={REPORTS.saved_name}
          hint={REPORTS.save_hint}
          required
          autoFocus
          {...form.text("name")}
        />
        {role === "admin" && (
          <Check
            label={REPORTS.saved_shared}
            hint={REPORTS.saved_shared_hint}
            checked={values.shared}
            onValue={(shared) => set({ shared })}
          />
        )}
        <Select
          label={REPORTS.schedule}
          value={values.schedule}
          onValue={(schedule) => set({ schedule })}
          options={optionsOf(REPORTS.schedules)}
        />
        {values.schedule !== "none" && (
          <>
            <Select
              label={REPORTS.hour}
              hint={query["timezone"] ?? timezone}
              value={values.hour}
              onValue={(hour) => set({ hour })}
              options={HOURS}
            />
            <Select
              label={REPORTS.send_by}
              value={values.send_by}
              onValue={(send_by) => set({ send_by })}
              options={optionsOf(REPORTS.sent_by)}
            />
          </>
        )}
        <p class="quiet">{REPORTS.columns_hint}</p>
        <div class="row">
          <Button type="submit" kind="main">
            {REPORTS.save}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Saved reports, their schedules, and why one wasn't sent. */
export function SavedReports({ onClose }: { onClose(): void }) {
  const { data, error, reload } = useAsked("saved", (signal) => {
    const query = { limit: "200", sort: "name" } as const;
    return ok(api.GET("/api/v1/saved-reports", { params: { query }, signal }));
  });
  return (
    <Drawer title={REPORTS.saved} onClose={onClose}>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={4} />
      ) : data.data.length === 0 ? (
        <p class="quiet">{REPORTS.saved_none}</p>
      ) : (
        <ul class="stack">
          {data.data.map((one) => (
            <SavedRow key={one.id} saved={one} onRemoved={reload} />
          ))}
        </ul>
      )}
    </Drawer>
  );
}

function SavedRow({ saved, onRemoved }: { saved: Saved; onRemoved(): void }) {
  const { name, query, shared, schedule, send_by, timezone, failure } = saved;
  const form = useForm({}, async () => {
    const params = { path: { id: String(saved.id) } };
    await ok(api.DELETE("/api/v1/saved-reports/{id}", { params }));
    onRemoved();
  });
  return (
    <li class="panel stack-close">
      <div class="row row-apart">
        <h3>
          <a href={`/app/reports?${new URLSearchParams(query)}`}>{name}</a>
        </h3>
        {shared && <Badge>{REPORTS.shared}</Badge>}
      </div>
      <p class="quiet">
        {Object.entries(query)
          .map(([key, value]) => `${key} ${value}`)
          .join(" · ")}
      </p>
      {schedule !== null && (
        <p>
          {REPORTS.schedules[schedule]}, {REPORTS.sent_by[send_by]}
          {saved.next_at !== null && (
            <>
              ; {REPORTS.next_at}{" "}
              <Time at={saved.next_at} timezone={timezone} /> {timezone}
            </>
          )}
          {saved.sent_at !== null && (
            <>
              ; {REPORTS.sent_at}{" "}
              <Time at={saved.sent_at} timezone={timezone} />
            </>
          )}
        </p>
      )}
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      <Form form={form} label={`${REPORTS.remove_saved} ${name}`}>
        <div class="row">
          <Button type="submit" kind="danger">
            {REPORTS.remove_saved}
          </Button>
        </div>
      </Form>
    </li>
  );
}
