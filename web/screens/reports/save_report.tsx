import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { REPORTS } from "../../messages/reports.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Submit } from "../../doors/sign_in.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { useEdit } from "../network/use_edit.ts";
import { Shown } from "../own/shown.tsx";
import { SavedFields } from "./saved_fields.tsx";
import { savedBody } from "./saved_question.ts";
import type { SavedValues } from "./saved_question.ts";

type Saved = Schema<"SavedReport">;

/** Asks for a saved report, with its tag. */
export async function readSaved(id: string): Promise<Tagged<Saved>> {
  const params = { path: { id } };
  return await tagged(api.GET("/api/v1/saved-reports/{id}", { params }));
}

/** Changes a saved report, unless another did meanwhile. */
export async function changeSaved(
  { value, etag }: Tagged<Pick<Saved, "id">>,
  body: ReturnType<typeof savedBody> & { query?: Saved["query"] },
): Promise<Tagged<Saved>> {
  const params = {
    path: { id: String(value.id) },
    header: { "If-Match": etag },
  };
  return await tagged(
    api.PATCH("/api/v1/saved-reports/{id}", { params, body }),
  );
}

/** Keeps the report under a name, and sets whether it is sent. */
export function SaveDialog({
  query,
  onClose,
  onSaved,
}: {
  query: Record<string, string>;
  onClose(): void;
  onSaved(saved: Saved): void;
}) {
  const timezone = useTimezone();
  const blank: SavedValues = {
    ...{ name: "", shared: false, schedule: "none", hour: "8" },
    ...{ timezone: query["timezone"] ?? timezone, send_by: "mail" },
  };
  const form = useForm(blank, async (values) => {
    const { name = "", ...others } = savedBody(values);
    const body = { name, query, ...others };
    onSaved(await ok(api.POST("/api/v1/saved-reports", { body })));
  });
  return (
    <Dialog title={REPORTS.save} onClose={onClose}>
      <Form form={form} label={REPORTS.save}>
        <SavedFields form={form} />
        <p class="quiet">{REPORTS.columns_hint}</p>
        <Submit label={REPORTS.save} is_sending={form.is_sending} />
      </Form>
    </Dialog>
  );
}

/** Renames a saved report, shares it, and sets or stops its schedule. */
export function EditDialog({
  id,
  onClose,
  onSaved,
}: {
  id: string;
  onClose(): void;
  onSaved(): void;
}) {
  const asked = useAsked(id, () => readSaved(id));
  return (
    <Dialog title={REPORTS.edit_saved} onClose={onClose}>
      <Shown asked={asked} lines={4}>
        {(start) => <Edited start={start} onSaved={onSaved} />}
      </Shown>
    </Dialog>
  );
}

function Edited({ start, onSaved }: { start: Tagged<Saved>; onSaved(): void }) {
  const { value } = start;
  const edit = useEdit<Saved, SavedValues>({
    start,
    valuesOf,
    read: () => readSaved(String(value.id)),
    send: (changes, etag) => changeSaved({ value, etag }, savedBody(changes)),
    onSaved,
  });
  return (
    <EditForm edit={edit} label={REPORTS.edit_saved}>
      <SavedFields form={edit.form} />
    </EditForm>
  );
}

function valuesOf(saved: Saved): SavedValues {
  const { name, shared, schedule, hour, timezone, send_by } = saved;
  return {
    ...{ name, shared, timezone, send_by },
    schedule: schedule ?? "none",
    hour: String(hour),
  };
}
