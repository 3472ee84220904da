import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { go } from "../../state/location.ts";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Tabs, useTab } from "../../ui/tabs.tsx";
import { useTitle } from "../../ui/title.ts";
import { Ask } from "../network/ask.tsx";
import { AuditTab } from "../network/audit_tab.tsx";
import { LinksTab } from "../network/links_tab.tsx";
import { useNames } from "../network/use_named.ts";
import { Remove } from "../network/remove.tsx";
import { ReportTab } from "../network/report_tab.tsx";
import { StateBadge } from "../network/state_badge.tsx";
import { useTabs } from "../network/tabs.ts";
import type { ScreenProps } from "../screens.ts";
import { AccessTab } from "./access_tab.tsx";
import { AppsTab } from "./apps_tab.tsx";
import { BasicsTab } from "./basics_tab.tsx";
import { PricesTab } from "./prices_tab.tsx";
import { RoutingTab } from "./routing_tab.tsx";
import { RulesTab } from "./rules_tab.tsx";

/** Properties of a campaign's tab. */
export interface CampaignProps {
  campaign: Schema<"Campaign">;
  of: Tagged<Schema<"Campaign">>;
  reload(): void;
}

const TABS = [
  "basics",
  "prices",
  "routing",
  "apps",
  "access",
  "links",
  "rules",
  "report",
  "audit",
] as const;

/** Reads a campaign with its tag. */
export async function readCampaign(id: number | string, signal?: AbortSignal) {
  const params = { path: { id: String(id) } };
  return await tagged(
    api.GET("/api/v1/campaigns/{id}", { params, ...(signal && { signal }) }),
  );
}

/** Everything about one campaign. */
export function CampaignScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const { data, error, reload } = useAsked(id, (signal) =>
    readCampaign(id, signal),
  );
  useTitle(data?.value.name ?? NET.campaign);
  if (data === undefined) {
    return (
      <>
        <h1>{NET.campaign}</h1>
        {error === undefined ? (
          <Shape lines={8} />
        ) : (
          <Failed error={error} retry={reload} />
        )}
      </>
    );
  }
  return <Shown key={id} campaign={data.value} of={data} reload={reload} />;
}

function Shown(props: CampaignProps) {
  const { campaign } = props;
  const tabs = useTabs(TABS);
  const tab = useTab(tabs);
  const nameOf = useNames("advertisers");
  return (
    <>
      <div class="screen-head">
        <div class="stack-close">
          <a href="/app/campaigns">{NET.campaigns}</a>
          <h1>{campaign.name}</h1>
          <div class="row">
            <StateBadge state={campaign.status} />
            <span class="quiet">#{campaign.id}</span>
            <a href={`/app/advertisers/${campaign.advertiser_id}`}>
              {nameOf(campaign.advertiser_id)}
            </a>
          </div>
        </div>
        <Running {...props} />
      </div>
      <Tabs label={campaign.name} tabs={tabs} shown={tab} />
      {tab === "basics" && <BasicsTab {...props} />}
      {tab === "prices" && <PricesTab {...props} />}
      {tab === "routing" && <RoutingTab {...props} />}
      {tab === "apps" && <AppsTab {...props} />}
      {tab === "access" && <AccessTab {...props} />}
      {tab === "links" && <LinksTab campaign_id={campaign.id} />}
      {tab === "rules" && <RulesTab campaign_id={campaign.id} />}
      {tab === "report" && <ReportTab subject="campaign" id={campaign.id} />}
      {tab === "audit" && <AuditTab subject="campaign" id={campaign.id} />}
    </>
  );
}

/** Starts, pauses and removes it, and says what that does. */
function Running({ campaign, of, reload }: CampaignProps) {
  const is_running = campaign.status === "active";
  const status = is_running ? "paused" : "active";
  const change = async () => {
    await ok(
      api.PATCH("/api/v1/campaigns/{id}", {
        params: {
          path: { id: String(campaign.id) },
          header: { "If-Match": of.etag },
        },
        body: { status },
      }),
    );
    reload();
  };
  const remove = async () => {
    await ok(
      api.DELETE("/api/v1/campaigns/{id}", {
        params: {
          path: { id: String(campaign.id) },
          header: { "If-Match": of.etag },
        },
      }),
    );
    go("/app/campaigns");
  };
  return (
    <div class="row">
      <Ask
        label={is_running ? NET.pause : NET.start}
        title={is_running ? NET.pause : NET.start}
        happens={is_running ? NET.pause_happens : NET.start_happens}
        agree={is_running ? NET.pause : NET.start}
        work={change}
      />
      {campaign.status !== "archived" && (
        <Remove
          name={campaign.name}
          happens={NET.remove_campaign_happens}
          work={remove}
        />
      )}
    </div>
  );
}
