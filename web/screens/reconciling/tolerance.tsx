import { useState } from "preact/hooks";
import { api, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Shown } from "../own/shown.tsx";
import { LIMITS, toleranceInWords } from "./tolerance_words.ts";

type Tolerance = Schema<"Tolerance">;

/** The differences that this statement lets pass, and the form for those of the next ones. */
export function TolerancePart({
  report: { advertiser, tolerance },
}: {
  report: Pick<Schema<"ReconciliationReport">, "advertiser" | "tolerance">;
}) {
  const [is_open, setOpen] = useState(false);
  return (
    <details
      class="panel"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <strong>{RECONCILING.tolerance}</strong>{" "}
        <span class="quiet">{toleranceInWords(tolerance)}</span>
      </summary>
      {is_open && <OfAdvertiser id={String(advertiser.id)} />}
    </details>
  );
}

function OfAdvertiser({ id }: { id: string }) {
  const params = { path: { id } };
  const asked = useAsked(id, (signal) =>
    tagged(api.GET("/api/v1/advertisers/{id}/tolerance", { params, signal })),
  );
  return (
    <div class="stack">
      <p class="quiet">{RECONCILING.tolerance_hint}</p>
      <Shown asked={asked} lines={2}>
        {(start) => <Edit key={start.etag} {...{ id, start }} />}
      </Shown>
    </div>
  );
}

function Edit({ id, start }: { id: string; start: Tagged<Tolerance> }) {
  const [kept, setKept] = useState<Tagged<Tolerance> | null>(null);
  const form = useForm(
    Object.fromEntries(LIMITS.map((name) => [name, start.value[name] ?? ""])),
    async (values) => {
      setKept(null);
      const body = Object.fromEntries(
        Object.entries(values)
          .map(([name, value]) => [name, value.trim()] as const)
          .filter(([, value]) => value !== ""),
      );
      const saved = await tagged(
        api.PUT("/api/v1/advertisers/{id}/tolerance", {
          params: { path: { id } },
          headers: { "if-match": (kept ?? start).etag },
          body,
        }),
      );
      setKept(saved);
    },
  );
  return (
    <Form form={form} label={RECONCILING.tolerance}>
      <div class="controls at-top">
        {LIMITS.map((name) => (
          <Field
            key={name}
            label={RECONCILING.limits[name]}
            inputMode="decimal"
            {...form.text(name)}
          />
        ))}
      </div>
      <Submit label={say.save} is_sending={form.is_sending} />
      {kept !== null && (
        <Notice tone="good">
          {RECONCILING.tolerance_kept(toleranceInWords(kept.value))}
        </Notice>
      )}
    </Form>
  );
}
