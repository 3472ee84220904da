import { NET } from "../../messages/network.ts";
import { SETTINGS } from "../../messages/settings.ts";
import type { Role } from "../../state/session.tsx";
import type { FormState } from "../../ui/form.tsx";
import { Select } from "../../ui/field.tsx";
import { PickMany, Picker } from "../network/picker.tsx";
import { useNames } from "../own/names.ts";

/** A role, and the parties it is of. */
interface RoleValues {
  role: string;
  affiliate_id: string;
  advertiser_id: string;
  affiliate_ids: readonly string[];
  advertiser_ids: readonly string[];
}

export const NO_ROLE: RoleValues = {
  role: "manager",
  affiliate_id: "",
  advertiser_id: "",
  affiliate_ids: [],
  advertiser_ids: [],
};

/** The body of a role, as the API takes it. */
export function roleBody(values: RoleValues) {
  const role = values.role as Role;
  const idOf = (text: string) => (text === "" ? null : Number(text));
  const idsOf = (ids: readonly string[]) =>
    role !== "manager" || ids.length === 0 ? null : ids.map(Number);
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
        <Picker
          key={role}
          kind={`${role}s`}
          label={SETTINGS[role]}
          hint={NET.picker_hint}
          {...fields.text(`${role}_id`)}
        />
      )}
      {role === "manager" && (
        <>
          <Limit kind="affiliates" field="affiliate_ids" form={fields} />
          <Limit kind="advertisers" field="advertiser_ids" form={fields} />
        </>
      )}
    </>
  );
}

/** Those that a manager sees nothing beyond. */
function Limit({
  kind,
  field,
  form,
}: {
  kind: "affiliates" | "advertisers";
  field: "affiliate_ids" | "advertiser_ids";
  form: FormState<RoleValues>;
}) {
  return (
    <PickMany
      kind={kind}
      label={SETTINGS[`limit_${kind}`]}
      hint={SETTINGS.limit_hint}
      wrong={form.text(field).wrong}
      values={form.values[field]}
      onValues={(ids) => form.set({ [field]: ids })}
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
