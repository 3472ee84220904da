import { api, tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useTimezone } from "../../state/session.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { useEdit } from "../network/use_edit.ts";
import {
  CurrencyFields,
  PermissionFields,
  PlaceFields,
  SaleFields,
  TextFields,
  TimeFields,
} from "./basics_fields.tsx";
import type { CampaignProps } from "./campaign.tsx";
import { readCampaign } from "./campaign.tsx";
import { campaignBody, campaignValues } from "./campaign_values.ts";
import { CreativesFields } from "./creatives_fields.tsx";

/** A campaign's own settings, to be edited; times are in the zone of who reads them. */
export function BasicsTab(props: CampaignProps) {
  const timezone = useTimezone();
  return <BasicsForm key={timezone} timezone={timezone} {...props} />;
}

function BasicsForm({
  of,
  reload,
  timezone,
}: CampaignProps & { timezone: string }) {
  const { id, destination_url_used, currency } = of.value;
  const edit = useEdit({
    start: of,
    valuesOf: (campaign: typeof of.value) => campaignValues(campaign, timezone),
    read: () => readCampaign(id),
    send: (changes, etag) =>
      tagged(
        api.PATCH("/api/v1/campaigns/{id}", {
          params: {
            path: { id: String(id) },
            header: { "If-Match": etag },
          },
          body: campaignBody(changes, timezone),
        }),
      ),
    onSaved: reload,
  });
  const { form } = edit;
  return (
    <div class="panel">
      <EditForm edit={edit} label={NET.tabs.basics}>
        <PlaceFields form={form} destination_url_used={destination_url_used} />
        <TimeFields form={form} timezone={timezone} />
        <SaleFields form={form} />
        <CurrencyFields form={form} />
        <TextFields form={form} />
        <CreativesFields
          value={form.values.creatives}
          wrong={(name) =>
            form.error?.fields.find(({ field }) => field === name)?.message
          }
          onValue={(creatives) => form.set({ creatives })}
        />
        <PermissionFields form={form} />
        <p class="quiet">{NET.fixed_facts(currency)}</p>
      </EditForm>
    </div>
  );
}
