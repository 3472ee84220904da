import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { WINDOWS } from "../../messages/windows.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { trackerNow } from "../../state/tracker_clock.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { Picker } from "../network/picker.tsx";
import { windowTimes } from "./window_days.ts";

const START = { campaign: "", source: "", from: "", up_to: "", closes: "" };
type Values = typeof START;

/** Lets a past period in, after it was read what that does. */
export function OpenWindow({
  onClose,
  onMade,
}: {
  onClose(): void;
  onMade(id: number): void;
}) {
  const timezone = useTimezone();
  const [advertiser_id, setAdvertiser] = useState("");
  const form = useForm(START, async (values) => {
    const times = windowTimes(values, timezone, trackerNow());
    if (advertiser_id === "" || times === null) return;
    const body = {
      advertiser_id: Number(advertiser_id),
      ...times,
      ...(values.campaign !== "" && { campaign_id: Number(values.campaign) }),
      ...(values.source !== "" && { source_key: values.source }),
    };
    const made = await ok(api.POST("/api/v1/backfill-windows", { body }));
    onMade(made.id);
  });
  const { choices, nameOf } = useParts(advertiser_id);
  const pick = (id: string) => {
    setAdvertiser(id);
    form.set({ campaign: "", source: "" });
  };
  const { from, up_to, closes, campaign, source } = form.values;
  const is_whole =
    advertiser_id !== "" &&
    windowTimes(form.values, timezone, trackerNow()) !== null;
  return (
    <Dialog title={WINDOWS.open_one} onClose={onClose}>
      <Form form={form} label={WINDOWS.open_one}>
        <Picker
          kind="advertisers"
          label={WINDOWS.advertiser}
          value={advertiser_id}
          onValue={pick}
        />
        <Days form={form} />
        <Parts form={form} choices={choices} />
        <Notice tone={is_whole ? "warn" : "note"}>
          {is_whole
            ? WINDOWS.would({
                from,
                to: up_to,
                closes,
                campaign: nameOf(campaign) ?? WINDOWS.every_campaign,
                source: nameOf(source) ?? WINDOWS.source_all,
                zone: timezone,
              })
            : WINDOWS.would_wait}
        </Notice>
        <Submit label={WINDOWS.agree} is_sending={form.is_sending} />
      </Form>
    </Dialog>
  );
}

function Days({ form: { text } }: { form: FormState<Values> }) {
  return (
    <div class="fields">
      <Field label={WINDOWS.from} type="date" required {...text("from")} />
      <Field label={WINDOWS.up_to} type="date" required {...text("up_to")} />
      <Field label={WINDOWS.closes} type="date" required {...text("closes")} />
    </div>
  );
}

interface Choices {
  campaigns: readonly { value: string; label: string }[];
  sources: readonly { value: string; label: string }[];
}

function Parts({
  form: { text },
  choices,
}: {
  form: FormState<Values>;
  choices: Choices;
}) {
  return (
    <div class="fields">
      <Select
        label={WINDOWS.campaign}
        options={[
          { value: "", label: WINDOWS.every_campaign },
          ...choices.campaigns,
        ]}
        {...text("campaign")}
      />
      <Select
        label={WINDOWS.source}
        options={[{ value: "", label: WINDOWS.source_all }, ...choices.sources]}
        {...text("source")}
      />
    </div>
  );
}

/** The campaigns and sources of an advertiser. */
function useParts(advertiser_id: string) {
  const key = advertiser_id === "" ? null : `parts ${advertiser_id}`;
  const { data } = useAsked(key, async (signal) => {
    const id = advertiser_id;
    const query = { limit: "200", sort: "name" } as const;
    const [campaigns, sources] = await Promise.all([
      ok(
        api.GET("/api/v1/campaigns", {
          params: { query: { ...query, advertiser_id: id } },
          signal,
        }),
      ),
      ok(
        api.GET("/api/v1/advertisers/{id}/sources", {
          params: { path: { id }, query },
          signal,
        }),
      ),
    ]);
    return {
      campaigns: campaigns.data.map(({ id: value, name: label }) => ({
        value: String(value),
        label,
      })),
      sources: sources.data.map(({ key: value, name: label }) => ({
        value,
        label,
      })),
    };
  });
  const choices: Choices = data ?? { campaigns: [], sources: [] };
  const all = [...choices.campaigns, ...choices.sources];
  const nameOf = (value: string) =>
    all.find((one) => one.value === value)?.label;
  return { choices, nameOf };
}
