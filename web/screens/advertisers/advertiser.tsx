import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { go } from "../../state/location.ts";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { useTab } from "../../ui/tabs.tsx";
import { useTitle } from "../../ui/title.ts";
import { AuditTab } from "../network/audit_tab.tsx";
import { PartyHead, Waiting } from "../network/party_page.tsx";
import { PeopleTab } from "../network/people_tab.tsx";
import { Remove } from "../network/remove.tsx";
import { ReportTab } from "../network/report_tab.tsx";
import { StateBadge } from "../network/state_badge.tsx";
import { useTabs } from "../network/tabs.ts";
import type { ScreenProps } from "../screens.ts";
import { AdvertiserBasics } from "./advertiser_basics.tsx";
import { SourcesTab } from "./sources_tab.tsx";

/** Properties of an advertiser's tab. */
export interface AdvertiserProps {
  of: Tagged<Schema<"Advertiser">>;
  reload(): void;
}

const TABS = [
  "basics",
  "sources",
  "campaigns",
  "people",
  "report",
  "audit",
] as const;

/** Reads an advertiser with its tag. */
export async function readAdvertiser(
  id: number | string,
  signal?: AbortSignal,
) {
  const params = { path: { id: String(id) } };
  return await tagged(
    api.GET("/api/v1/advertisers/{id}", { params, ...(signal && { signal }) }),
  );
}

/** Everything about one advertiser. */
export function AdvertiserScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const asked = useAsked(id, (signal) => readAdvertiser(id, signal));
  const { data, reload } = asked;
  useTitle(data?.value.name ?? NET.advertiser);
  if (data === undefined) {
    return <Waiting title={NET.advertiser} asked={asked} />;
  }
  return <Shown key={id} of={data} reload={reload} />;
}

function Shown(props: AdvertiserProps) {
  const { id, name } = props.of.value;
  const tabs = useTabs(TABS);
  const tab = useTab(tabs);
  return (
    <>
      <PartyHead
        back={{ href: "/app/advertisers", label: NET.advertisers }}
        name={name}
        about={<span class="quiet">#{id}</span>}
        actions={
          <Remove
            name={name}
            happens={NET.remove_advertiser_happens}
            work={async () => {
              await ok(
                api.DELETE("/api/v1/advertisers/{id}", {
                  params: {
                    path: { id: String(id) },
                    header: { "If-Match": props.of.etag },
                  },
                }),
              );
              go("/app/advertisers");
            }}
          />
        }
        tabs={tabs}
        shown={tab}
      />
      {tab === "basics" && <AdvertiserBasics {...props} />}
      {tab === "sources" && <SourcesTab advertiser_id={id} />}
      {tab === "campaigns" && <CampaignsTab id={id} />}
      {tab === "people" && <PeopleTab role="advertiser" id={id} />}
      {tab === "report" && <ReportTab subject="advertiser" id={id} />}
      {tab === "audit" && <AuditTab subject="advertiser" id={id} />}
    </>
  );
}

function CampaignsTab({ id }: { id: number }) {
  const { data, error, reload } = useAsked(`campaigns of ${id}`, (signal) => {
    const query = { advertiser_id: id, sort: "name", limit: "200" } as const;
    return ok(api.GET("/api/v1/campaigns", { params: { query }, signal }));
  });
  return (
    <div class="stack">
      <div>
        <a class="button" href={`/app/campaigns/new?advertiser=${id}`}>
          {NET.new_campaign}
        </a>
      </div>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape />
      ) : data.data.length === 0 ? (
        <p class="panel quiet">{NET.campaigns_empty}</p>
      ) : (
        <Table
          stacks
          caption={NET.campaigns}
          rows={data.data}
          keyOf={(campaign) => String(campaign.id)}
          columns={[
            {
              key: "name",
              label: NET.campaign,
              cell: ({ id: campaign_id, name }) => (
                <a href={`/app/campaigns/${campaign_id}`}>{name}</a>
              ),
            },
            {
              key: "status",
              label: NET.state,
              cell: ({ status }) => <StateBadge state={status} />,
            },
            {
              key: "open_to",
              label: NET.open_to,
              cell: ({ visibility }) => NET.visibilities[visibility],
            },
          ]}
        />
      )}
    </div>
  );
}
