import { api, ok } from "../../api/client.ts";
import { SETTINGS } from "../../messages/settings.ts";
import type { Role } from "../../state/session.tsx";
import { useAsked } from "../../state/asked.ts";
import type { FormState } from "../../ui/form.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { useNames } from "../own/names.ts";

/** A role, and the parties it is of. */
interface RoleValues {
  role: string;
  affiliate_id: string;
  advertiser_id: string;
  affiliate_ids: string;
  advertiser_ids: string;
}

export const NO_ROLE: RoleValues = {
  role: "manager",
  affiliate_id: "",
  advertiser_id: "",
  affiliate_ids: "",
  advertiser_ids: "",
};

/** The body of a role, as the API takes it. */
export function roleBody(values: RoleValues) {
  const role = values.role as Role;
  const idOf = (text: string) => (text === "" ? null : Number(text));
  const idsOf = (text: string) => {
    const ids = text.split(/[\s,]+/).filter((one) => one !== "");
    return role !== "manager" || ids.length === 0 ? null : ids.map(Number);
  };
  return {
    role,
    affiliate_id: role === "affiliate" ? idOf(values.affiliate_id) : null,
    advertiser_id: role === "advertiser" ? idOf(values.advertiser_id) : null,
    affiliate_ids: idsOf(values.affiliate_ids),
    advertiser_ids: idsOf(values.advertiser_ids),
  };
}

/** Fields of a role: its party, or what a manager is limited to. */
export function RoleFields<Values extends RoleValues>({
  form,
}: {
  form: FormState<Values>;
}) {
  const { role } = form.values;
  const fields = form as unknown as FormState<RoleValues>;
  return (
    <>
      <Select
        label={SETTINGS.role}
        hint={SETTINGS.may[role as Role]}
        value={role}
        onValue={(value) => fields.set({ role: value })}
        options={Object.entries(SETTINGS.roles).map(([value, label]) => ({
          value,
          label,
        }))}
      />
      {(role === "affiliate" || role === "advertiser") && (
        <PartySelect kind={role} form={fields} />
      )}
      {role === "manager" && (
        <>
          <Field
            label={SETTINGS.limit_affiliates}
            hint={SETTINGS.limit_hint}
            inputMode="numeric"
            {...fields.text("affiliate_ids")}
          />
          <Field
            label={SETTINGS.limit_advertisers}
            hint={SETTINGS.limit_hint}
            inputMode="numeric"
            {...fields.text("advertiser_ids")}
          />
        </>
      )}
    </>
  );
}

function PartySelect({
  kind,
  form,
}: {
  kind: "affiliate" | "advertiser";
  form: FormState<RoleValues>;
}) {
  const { data } = useAsked(kind, async (signal) => {
    const query = { limit: "500", sort: "name" } as const;
    const asked = { params: { query }, signal };
    const page =
      kind === "affiliate"
        ? await ok(api.GET("/api/v1/affiliates", asked))
        : await ok(api.GET("/api/v1/advertisers", asked));
    return page.data.map(({ id, name }) => ({ id, name }));
  });
  const { wrong } = form.text(`${kind}_id`);
  return (
    <Select
      label={SETTINGS[kind]}
      wrong={wrong}
      required
      value={form.values[`${kind}_id`]}
      onValue={(value) => form.set({ [`${kind}_id`]: value })}
      options={[
        { value: "", label: SETTINGS.choose },
        ...(data ?? []).map(({ id, name }) => ({
          value: String(id),
          label: `${name} (${id})`,
        })),
      ]}
    />
  );
}

interface OfParties {
  affiliate_id: number | null;
  advertiser_id: number | null;
  affiliate_ids: number[] | null;
  advertiser_ids: number[] | null;
}

/** Words for whom somebody is of, or what they are limited to. */
export function usePartyWords(): (of: OfParties) => string {
  const affiliates = useNames("affiliates");
  const advertisers = useNames("advertisers");
  return (of) => {
    const parts = [
      of.affiliate_id === null ? [] : [affiliates(of.affiliate_id)],
      of.advertiser_id === null ? [] : [advertisers(of.advertiser_id)],
      limit(SETTINGS.limit_affiliates, of.affiliate_ids?.map(affiliates)),
      limit(SETTINGS.limit_advertisers, of.advertiser_ids?.map(advertisers)),
    ].flat();
    return parts.length === 0 ? SETTINGS.everything : parts.join("; ");
  };
}

function limit(label: string, names: readonly string[] | undefined): string[] {
  return names === undefined ? [] : [`${label}: ${names.join(", ")}`];
}
