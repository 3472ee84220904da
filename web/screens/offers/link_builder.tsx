import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { PROMOTING } from "../../messages/promoting.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { usePartyId } from "../own/shown.tsx";
import { LinkCard } from "./link_card.tsx";

const FEW_SUBS = 2;
const SUBS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** The parts of a link that were filled in. */
function linkOf(values: Readonly<Record<string, string>>) {
  const filled = Object.entries(values).flatMap(([name, value]) =>
    value.trim() === "" ? [] : [[name, value.trim()] as const],
  );
  const { deep_link, fallback_url, ...subs } = Object.fromEntries(filled);
  return {
    subs,
    ...(deep_link !== undefined && { deep_link }),
    ...(fallback_url !== undefined && { fallback_url }),
  };
}

/** Builds a link of one's own for an offer: its labels, and the page that it leads to. */
export function LinkBuilder({ offer }: { offer: Schema<"Offer"> }) {
  const party = usePartyId();
  const [made, setMade] = useState<Schema<"Link"> | null>(null);
  const [shown, setShown] = useState(FEW_SUBS);
  const form = useForm<Record<string, string>>(
    { deep_link: "", fallback_url: "" },
    async (values) => {
      const body = {
        campaign_id: offer.campaign_id,
        affiliate_id: Number(party),
        ...linkOf(values),
      };
      setMade(await ok(api.POST("/api/v1/links", { body })));
    },
  );
  return (
    <section class="panel stack">
      <h2>{PROMOTING.build}</h2>
      <p>{PROMOTING.build_text}</p>
      <Form form={form} label={PROMOTING.build}>
        <div class="controls">
          {SUBS.slice(0, shown).map((number) => (
            <Field
              key={number}
              label={PROMOTING.sub(number)}
              {...form.text(`sub${number}`)}
            />
          ))}
          {offer.deep_link_hosts.length > 0 && (
            <Field
              label={PROMOTING.deep_link}
              hint={PROMOTING.deep_link_hint(offer.deep_link_hosts.join(", "))}
              type="url"
              {...form.text("deep_link")}
            />
          )}
          {shown > FEW_SUBS && (
            <Field
              label={PROMOTING.fallback}
              type="url"
              {...form.text("fallback_url")}
            />
          )}
        </div>
        <div class="row">
          <Submit label={PROMOTING.make} is_sending={form.is_sending} />
          {shown === FEW_SUBS && (
            <Button kind="plain" onClick={() => setShown(SUBS.length)}>
              {PROMOTING.more_subs}
            </Button>
          )}
        </div>
      </Form>
      {made !== null && (
        <>
          <Notice tone="good">{PROMOTING.made}</Notice>
          <LinkCard key={made.id} link={made} />
        </>
      )}
    </section>
  );
}
