import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useTimezone } from "../../state/session.tsx";
import { Submit } from "../../doors/sign_in.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Makes an entry's held money payable before its day. */
export function ReleaseHold({
  id,
  until,
  onReleased,
}: {
  id: string;
  until: string | null;
  onReleased(): void;
}) {
  const timezone = useTimezone();
  const [released, setReleased] = useState<Schema<"ReleasedHold"> | null>(null);
  const form = useForm({ reason: "" }, async ({ reason }) => {
    const params = { path: { id } };
    const body = { reason: reason.trim() };
    setReleased(
      await ok(
        api.POST("/api/v1/ledger/entries/{id}/release", { params, body }),
      ),
    );
    onReleased();
  });
  if (released !== null) {
    return (
      <Notice tone="good">{MONEY.released(released.entry_ids.length)}</Notice>
    );
  }
  return (
    <section class="panel stack">
      <h3>
        {MONEY.on_hold} {MONEY.until}{" "}
        <Time at={until} timezone={timezone} style="day" />
      </h3>
      <p>{MONEY.release_happens}</p>
      <Form form={form} label={MONEY.release}>
        <Field label={MONEY.why} required {...form.text("reason")} />
        <Submit label={MONEY.release} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}
