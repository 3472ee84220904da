import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { RISK } from "../../messages/risk.ts";
import { useAsked } from "../../state/asked.ts";
import { go } from "../../state/location.ts";
import { isWhole, useMe } from "../../state/session.tsx";
import { useTab } from "../../ui/tabs.tsx";
import { useTitle } from "../../ui/title.ts";
import { Ask } from "../network/ask.tsx";
import { AuditTab } from "../network/audit_tab.tsx";
import { LinksTab } from "../network/links_tab.tsx";
import { PartyHead, Waiting } from "../network/party_page.tsx";
import { PeopleTab } from "../network/people_tab.tsx";
import { Remove } from "../network/remove.tsx";
import { ReportTab } from "../network/report_tab.tsx";
import { StateBadge } from "../network/state_badge.tsx";
import { useTabs } from "../network/tabs.ts";
import type { ScreenProps } from "../screens.ts";
import { AffiliateBasics } from "./affiliate_basics.tsx";
import { BalanceTab } from "./balance_tab.tsx";
import { EndpointsTab } from "./endpoints_tab.tsx";

type Affiliate = Schema<"Affiliate">;

/** Properties of an affiliate's tab. */
export interface AffiliateProps {
  of: Tagged<Affiliate>;
  reload(): void;
}

const TABS = [
  "basics",
  "links",
  "endpoints",
  "balance",
  "people",
  "report",
  "audit",
] as const;

/** Reads an affiliate with its tag. */
export async function readAffiliate(id: number | string, signal?: AbortSignal) {
  const params = { path: { id: String(id) } };
  return await tagged(
    api.GET("/api/v1/affiliates/{id}", { params, ...(signal && { signal }) }),
  );
}

/** Everything about one affiliate. */
export function AffiliateScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const asked = useAsked(id, (signal) => readAffiliate(id, signal));
  const { data, reload } = asked;
  useTitle(data?.value.name ?? NET.affiliate);
  if (data === undefined)
    return <Waiting title={NET.affiliate} asked={asked} />;
  return <Shown key={id} of={data} reload={reload} />;
}

function Shown(props: AffiliateProps) {
  const { id, name, status, payment_hold } = props.of.value;
  const tabs = useTabs(TABS);
  const tab = useTab(tabs);
  return (
    <>
      <PartyHead
        back={{ href: "/app/affiliates", label: NET.affiliates }}
        name={name}
        about={
          <>
            <StateBadge state={status} />
            {payment_hold && <StateBadge state="on_hold" />}
            <span class="quiet">#{id}</span>
            {isWhole(useMe()) && <a href={`/app/risk/${id}`}>{RISK.look}</a>}
          </>
        }
        actions={<Status {...props} />}
        tabs={tabs}
        shown={tab}
      />
      {tab === "basics" && <AffiliateBasics {...props} />}
      {tab === "links" && <LinksTab affiliate_id={id} />}
      {tab === "endpoints" && <EndpointsTab affiliate_id={id} />}
      {tab === "balance" && <BalanceTab affiliate_id={id} />}
      {tab === "people" && <PeopleTab role="affiliate" id={id} />}
      {tab === "report" && <ReportTab subject="affiliate" id={id} />}
      {tab === "audit" && <AuditTab subject="affiliate" id={id} />}
    </>
  );
}

/** Lets it work, pauses or blocks it, and says what that does. */
function Status({ of, reload }: AffiliateProps) {
  const { id, name, status } = of.value;
  const remove = async () => {
    await ok(
      api.DELETE("/api/v1/affiliates/{id}", {
        params: {
          path: { id: String(id) },
          header: { "If-Match": of.etag },
        },
      }),
    );
    go("/app/affiliates");
  };
  const change = async (next: Affiliate["status"]) => {
    await ok(
      api.PATCH("/api/v1/affiliates/{id}", {
        params: {
          path: { id: String(id) },
          header: { "If-Match": of.etag },
        },
        body: { status: next },
      }),
    );
    reload();
  };
  return (
    <>
      {status === "active" ? (
        <Ask
          label={NET.pause}
          title={NET.pause}
          happens={NET.pause_affiliate_happens}
          agree={NET.pause}
          work={() => change("paused")}
        />
      ) : (
        <Ask
          label={NET.start}
          title={NET.start}
          happens={NET.start_affiliate_happens}
          agree={NET.start}
          work={() => change("active")}
        />
      )}
      {status !== "blocked" && (
        <Ask
          label={NET.block}
          title={NET.block}
          happens={NET.block_affiliate_happens}
          agree={NET.block}
          kind="danger"
          work={() => change("blocked")}
        />
      )}
      <Remove
        name={name}
        happens={NET.remove_affiliate_happens}
        work={remove}
      />
    </>
  );
}
