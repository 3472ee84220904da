import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { useAsked } from "../../state/asked.ts";
import { go } from "../../state/location.ts";
import { Check, Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Shown, usePartyId } from "../own/shown.tsx";
import { answersOf } from "./answers_of.ts";
import { AskedField } from "./asked_field.tsx";

type Preset = Schema<"EndpointPreset">;

const STATUSES = ["approved", "pending", "rejected", "reversed"] as const;
export type Status = (typeof STATUSES)[number];

/** Adds an endpoint: a preset with its answers, or an own address. */
export function AddEndpoint() {
  const id = usePartyId();
  return (
    <section class="panel stack">
      <h2>{ENDPOINTS.add}</h2>
      <EndpointForm
        save={async (body) => {
          const made = await makeEndpoint(id, body);
          go(`/app/my/postbacks/${made.id}`);
        }}
      />
    </section>
  );
}

/** Where an affiliate is told: an own address, or a preset's. */
interface Tracker {
  url?: string;
  preset?: Preset["preset"];
  domain?: string;
  statuses?: Status[];
}

/** Makes an endpoint of an affiliate. */
export function makeEndpoint(id: string, body: Tracker) {
  const params = { path: { id } };
  return ok(api.POST("/api/v1/affiliates/{id}/postbacks", { params, body }));
}

interface OfForm {
  /** Leaves the test receiver out. */
  is_real?: boolean;
  save(tracker: Tracker): Promise<void>;
}

/** The form of an affiliate's tracker: a preset with its answers, or an own address. */
export function EndpointForm({ is_real = false, save }: OfForm) {
  const asked = useAsked("presets", (signal) =>
    ok(
      api.GET("/api/v1/postback-presets", {
        params: { query: { limit: "50" } },
        signal,
      }),
    ),
  );
  return (
    <Shown asked={asked} lines={2}>
      {({ data }) => (
        <Adding
          save={save}
          presets={data.filter(({ preset }) => !is_real || preset !== TRIED)}
        />
      )}
    </Shown>
  );
}

/** No tracker that we know. */
const OWN = "own";
/** The preset of the tracker's own test receiver. */
export const TRIED = "test_receiver";

interface Values {
  preset: string;
  statuses: readonly Status[];
  [asked: string]: string | readonly Status[];
}

function Adding({
  presets,
  save,
}: Pick<OfForm, "save"> & { presets: readonly Preset[] }) {
  const form = useForm<Values>(
    { preset: presets[0]?.preset ?? "", statuses: ["approved"], url: "" },
    async ({ preset, statuses, ...values }) => {
      const chosen = presets.find((one) => one.preset === preset);
      await save({
        ...(chosen === undefined
          ? { url: String(values["url"]).trim() }
          : {
              preset: chosen.preset,
              ...answersOf(chosen.asks, values),
            }),
        statuses: [...statuses],
      });
    },
  );
  const { preset, statuses } = form.values;
  const chosen = presets.find((one) => one.preset === preset);
  return (
    <Form form={form} label={ENDPOINTS.add}>
      <div class="controls">
        <Select
          label={ENDPOINTS.preset}
          {...form.text("preset")}
          options={[
            ...presets.map((one) => ({
              value: one.preset,
              label: one.title,
            })),
            { value: OWN, label: ENDPOINTS.own_address },
          ]}
        />
        {preset === OWN && (
          <Field
            label={ENDPOINTS.own_url}
            hint={ENDPOINTS.own_url_hint}
            type="url"
            required
            {...form.text("url")}
          />
        )}
        {chosen?.asks.map((ask) => (
          <AskedField key={ask.field} ask={ask} field={form.text(ask.field)} />
        ))}
      </div>
      {chosen !== undefined && chosen.url !== "" && (
        <p class="stack-close">
          <span class="quiet">{ENDPOINTS.becomes}</span>
          <code>{chosen.url}</code>
        </p>
      )}
      <StatusChecks
        statuses={statuses}
        setStatuses={(chosen) => form.set({ statuses: chosen })}
      />
      <Submit label={ENDPOINTS.save} is_sending={form.is_sending} />
    </Form>
  );
}

/** The states of conversions that are told. */
export function StatusChecks({
  statuses,
  setStatuses,
}: {
  statuses: readonly Status[];
  setStatuses(statuses: readonly Status[]): void;
}) {
  return (
    <fieldset class="stack-close">
      <legend class="label">{ENDPOINTS.which}</legend>
      <div class="row">
        {STATUSES.map((status) => (
          <Check
            key={status}
            label={ENDPOINTS.statuses[status]}
            checked={statuses.includes(status)}
            onValue={(is_chosen) =>
              setStatuses(
                STATUSES.filter((one) =>
                  one === status ? is_chosen : statuses.includes(one),
                ),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
