import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { RISK } from "../../messages/risk.ts";
import { useAsked } from "../../state/asked.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Count } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Empty } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { useNamed, useNames } from "../own/names.ts";
import type { NameOf } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { boundName, hourName } from "./bins.ts";
import { DecideButton } from "./decide.tsx";
import { Distribution } from "./distribution.tsx";
import { PERIOD } from "./period_filters.ts";
import { Doubles, Findings, Networks } from "./picture_tables.tsx";

type Picture = Schema<"RiskPicture">;

/** How one affiliate's conversions look: what stands out, and what shows it. */
export function RiskPictureScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const affiliates = useNames("affiliates");
  const campaigns = useNamed("campaigns");
  const title = RISK.of(affiliates(Number(id)));
  useTitle(title);
  const filters: readonly Filter[] = [
    { name: "campaign_id", label: RISK.campaign, ...campaigns.choice },
    ...PERIOD,
  ];
  const { campaign_id, ...days } = useFilters(filters);
  const query = {
    ...days,
    ...(campaign_id !== undefined && { campaign_id: Number(campaign_id) }),
  };
  const asked = useAsked(`${id} ${JSON.stringify(query)}`, (signal) =>
    ok(
      api.GET("/api/v1/risk/affiliates/{id}", {
        params: { path: { id }, query },
        signal,
      }),
    ),
  );
  const narrowed = new URLSearchParams({
    ...days,
    ...(campaign_id !== undefined && { campaign_id }),
  });
  const address = `/api/v1/risk/affiliates/${id}?${narrowed}`;
  return (
    <>
      <div class="screen-head">
        <div class="stack-close">
          <a href="/app/risk">{RISK.back}</a>
          <h1>{title}</h1>
        </div>
        <div class="row">
          <CopyButton label={say.copy_as_curl} text={() => curlOf(address)} />
          <DecideButton
            label={RISK.decide}
            filter={{
              ...query,
              affiliate_id: Number(id),
              // No later ones, which nobody has looked at.
              ...(asked.data && { from: asked.data.from, to: asked.data.to }),
            }}
            onDone={asked.reload}
          />
        </div>
      </div>
      <p>{RISK.of_lead}</p>
      <FilterBar filters={filters} />
      <Shown asked={asked} lines={10}>
        {(picture) => (
          <Whole
            picture={picture}
            affiliates={affiliates}
            campaigns={campaigns.nameOf}
          />
        )}
      </Shown>
    </>
  );
}

function Whole({
  picture,
  affiliates,
  campaigns,
}: {
  picture: Picture;
  affiliates: NameOf;
  campaigns: NameOf;
}) {
  if (picture.verdicts.conversions === 0) return <Empty>{RISK.of_none}</Empty>;
  const times = picture.times.map(({ up_to_s, ...counts }) => ({
    ...counts,
    name: boundName(up_to_s),
  }));
  const hours = picture.hours.map(({ hour, ...counts }) => ({
    ...counts,
    name: hourName(hour),
  }));
  return (
    <>
      <Verdicts verdicts={picture.verdicts} />
      <Findings findings={picture.findings} nameOf={campaigns} />
      <Distribution title={RISK.times} bin={RISK.times} bins={times} />
      <Distribution title={RISK.hours} bin={RISK.hour} bins={hours} />
      <Networks networks={picture.networks} />
      <Doubles shared_with={picture.shared_with} nameOf={affiliates} />
    </>
  );
}

const COUNTS = ["conversions", "watch", "hold", "held"] as const;

function Verdicts({ verdicts }: Pick<Picture, "verdicts">) {
  return (
    <section class="panel">
      <dl class="facts">
        {COUNTS.map((name) => (
          <Fact key={name} label={RISK[name]} value={verdicts[name]} />
        ))}
      </dl>
    </section>
  );
}

function Fact({ label, value }: { label: string; value: number }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Count value={value} />
      </dd>
    </>
  );
}
