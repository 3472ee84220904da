import { REPORTS } from "../../messages/reports.ts";
import { useMe } from "../../state/session.tsx";
import { Check, Field, Select } from "../../ui/field.tsx";
import type { FormState } from "../../ui/form.tsx";
import type { SavedValues } from "./saved_question.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

function optionsOf(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([value, label]) => ({ value, label }));
}

/** The fields of a saved report: its name, who sees it, and when it is sent to whom. */
export function SavedFields({ form }: { form: FormState<SavedValues> }) {
  const { role } = useMe();
  const { values, set } = form;
  return (
    <>
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
      {values.schedule !== "none" && <Sending form={form} />}
    </>
  );
}

/** When it is sent, and how. */
function Sending({ form }: { form: FormState<SavedValues> }) {
  const { role } = useMe();
  const { values, set } = form;
  const { timezone, send_by } = values;
  // A zone may be known by another name here.
  const zones = new Set([
    timezone,
    "UTC",
    ...Intl.supportedValuesOf("timeZone"),
  ]);
  return (
    <div class="controls at-top">
      <Select
        label={REPORTS.hour}
        value={values.hour}
        onValue={(hour) => set({ hour })}
        options={HOURS}
      />
      <Select
        label={REPORTS.timezone}
        value={timezone}
        onValue={(zone) => set({ timezone: zone })}
        options={[...zones].map((one) => ({ value: one, label: one }))}
      />
      {role !== "advertiser" && (
        <Select
          label={REPORTS.send_by}
          hint={REPORTS.sent_to[send_by]}
          value={send_by}
          onValue={(by) => set({ send_by: by as SavedValues["send_by"] })}
          options={optionsOf(REPORTS.sent_by)}
        />
      )}
    </div>
  );
}
