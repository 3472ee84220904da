import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { PROMOTING } from "../../messages/promoting.ts";
import { Check, Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";

type Offer = Schema<"Offer">;

/** The application or the consent to terms that promoting an offer still needs. */
export function ApplyOrAccept({
  offer,
  onDone,
}: {
  offer: Offer;
  onDone(): void;
}) {
  const { status, terms, visibility, may_promote, reason } = offer;
  if (status === "applied") return <Notice>{PROMOTING.waiting}</Notice>;
  if (status === "refused" || status === "blocked") {
    return reason === null ? null : (
      <Notice tone="bad" is_lasting>
        {reason}
      </Notice>
    );
  }
  const may_apply = status === "none" && visibility !== "public";
  if (may_apply && !may_promote) return <Apply {...{ offer, onDone }} />;
  return terms?.to_accept === true ? <Accept {...{ offer, onDone }} /> : null;
}

function Apply({ offer, onDone }: { offer: Offer; onDone(): void }) {
  const { terms } = offer;
  const form = useForm({ how: "", is_agreed: false }, async (values) => {
    const { how, is_agreed } = values;
    await ok(
      api.POST("/api/v1/offers/{id}/apply", {
        params: { path: { id: String(offer.campaign_id) } },
        body: {
          ...(how.trim() !== "" && {
            answers: { [PROMOTING.apply_question]: how.trim() },
          }),
          ...(is_agreed && { accepted_terms_version: terms?.version ?? null }),
        },
      }),
    );
    onDone();
  });
  return (
    <section class="panel stack">
      <h2>{PROMOTING.apply_title}</h2>
      <Form form={form} label={PROMOTING.apply_title}>
        <Field
          label={PROMOTING.apply_question}
          hint={PROMOTING.apply_hint}
          {...form.text("how")}
        />
        {terms !== null && (
          <>
            <details>
              <summary>
                {PROMOTING.terms}: {PROMOTING.terms_version(terms.version)}
              </summary>
              <p class="as-written">{terms.text}</p>
            </details>
            <Check
              label={PROMOTING.accept_terms}
              checked={form.values.is_agreed}
              onValue={(is_agreed) => form.set({ is_agreed })}
            />
          </>
        )}
        <Submit label={PROMOTING.apply} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}

function Accept({ offer, onDone }: { offer: Offer; onDone(): void }) {
  const { terms } = offer;
  const form = useForm({}, async () => {
    await ok(
      api.POST("/api/v1/offers/{id}/accept-terms", {
        params: { path: { id: String(offer.campaign_id) } },
        body: { accepted_terms_version: terms?.version ?? "" },
      }),
    );
    onDone();
  });
  return (
    <section class="panel stack">
      <h2>{PROMOTING.accept}</h2>
      <p class="as-written">{terms?.text}</p>
      <Form form={form} label={PROMOTING.accept}>
        <Submit label={PROMOTING.accept_terms} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}
