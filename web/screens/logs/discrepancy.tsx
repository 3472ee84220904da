import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { DISCREPANCY } from "../../messages/discrepancy.ts";
import { nextDay } from "../../state/days.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { Field } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file_drop.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { useTitle } from "../../ui/title.ts";
import { Picker } from "../network/picker.tsx";
import { DiscrepancyResult } from "./discrepancy_result.tsx";

type Discrepancy = Schema<"Discrepancy">;

/** An affiliate's tracker shows other figures: they are compared with ours by day, and the difference is explained. */
export function DiscrepancyScreen() {
  useTitle(DISCREPANCY.title);
  const { party } = useMe();
  const timezone = useTimezone();
  const [found, setFound] = useState<Discrepancy | null>(null);
  const form = useForm(
    {
      affiliate_id: party === null ? "" : String(party.id),
      from: "",
      to: "",
      timezone,
      file: "",
    },
    async (values) => {
      setFound(null);
      const body = { ...values, to: nextDay(values.to) };
      setFound(await ok(api.POST("/api/v1/reports/discrepancy", { body })));
    },
  );
  return (
    <>
      <h1>{DISCREPANCY.title}</h1>
      <p class="quiet">{DISCREPANCY.hint}</p>
      <section class="panel">
        <Form form={form} label={DISCREPANCY.title}>
          <div class="controls at-top">
            {party === null && (
              <Picker
                kind="affiliates"
                label={DISCREPANCY.affiliate}
                {...form.text("affiliate_id")}
              />
            )}
            <Field
              label={DISCREPANCY.from}
              type="date"
              {...form.text("from")}
            />
            <Field
              label={DISCREPANCY.to}
              hint={DISCREPANCY.to_hint}
              type="date"
              {...form.text("to")}
            />
            <Field label={DISCREPANCY.timezone} {...form.text("timezone")} />
          </div>
          <FileDrop
            label={DISCREPANCY.file}
            hint={DISCREPANCY.file_hint}
            accept=".csv,.txt,text/csv"
            onFile={async (file) => form.set({ file: await file.text() })}
          />
          <LongText
            label={DISCREPANCY.figures}
            hint={DISCREPANCY.figures_hint}
            {...form.text("file")}
          />
          <Submit label={DISCREPANCY.explain} is_sending={form.is_sending} />
        </Form>
      </section>
      {found !== null && <DiscrepancyResult of={found} />}
    </>
  );
}
