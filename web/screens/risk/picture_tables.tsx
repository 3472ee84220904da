import type { Schema } from "../../api/client.ts";
import { RISK } from "../../messages/risk.ts";
import { Count, Ratio } from "../../ui/figures.tsx";
import { Empty } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";

type Picture = Schema<"RiskPicture">;

/** A name of a number. */
type NameOf = (id: number) => string;

/** How groups of an affiliate's conversions stand out from the offer's others. */
export function Findings({
  findings,
  nameOf,
}: Pick<Picture, "findings"> & { nameOf: NameOf }) {
  if (findings.length === 0) return <Empty>{RISK.findings_none}</Empty>;
  return (
    <Table
      stacks
      caption={RISK.findings}
      rows={findings}
      keyOf={({ campaign_id, part, code }) => `${campaign_id} ${part} ${code}`}
      columns={[
        {
          key: "code",
          label: RISK.code,
          cell: ({ code }) => RISK.codes[code],
          hint: ({ code }) => code,
        },
        {
          key: "campaign",
          label: RISK.campaign,
          cell: ({ campaign_id, part }) => (
            <>
              {nameOf(campaign_id)}
              <div class="quiet">{part === "" ? RISK.whole : part}</div>
            </>
          ),
        },
        {
          key: "found",
          label: RISK.found,
          align: "right",
          cell: ({ found }) => <Count value={found} />,
        },
        {
          key: "of",
          label: RISK.of_count,
          align: "right",
          cell: ({ of }) => <Count value={of} />,
        },
        {
          key: "share_low",
          label: RISK.share_low,
          align: "right",
          cell: ({ share_low }) => <Ratio value={share_low} />,
        },
        {
          key: "usual",
          label: RISK.usual,
          align: "right",
          cell: ({ usual }) => <Ratio value={usual} />,
        },
      ]}
    />
  );
}

/** The networks of an affiliate's clicks with most conversions. */
export function Networks({ networks }: Pick<Picture, "networks">) {
  if (networks.length === 0) return <Empty>{RISK.networks_none}</Empty>;
  return (
    <Table
      stacks
      caption={RISK.networks}
      rows={networks.slice(0, NETWORKS_MAX)}
      keyOf={({ network }) => network}
      columns={[
        {
          key: "network",
          label: RISK.network,
          cell: ({ network }) => <code>{network}</code>,
        },
        {
          key: "countries",
          label: RISK.countries,
          cell: ({ countries }) => countries.join(", "),
        },
        {
          key: "conversions",
          label: RISK.conversions,
          align: "right",
          cell: ({ conversions }) => <Count value={conversions} />,
        },
        {
          key: "addresses",
          label: RISK.addresses,
          align: "right",
          cell: ({ addresses }) => <Count value={addresses} />,
        },
      ]}
    />
  );
}

const NETWORKS_MAX = 10;

/** The other affiliates with conversions of the same addresses and devices. */
export function Doubles({
  shared_with,
  nameOf,
}: Pick<Picture, "shared_with"> & { nameOf: NameOf }) {
  if (shared_with.length === 0) return <Empty>{RISK.doubles_none}</Empty>;
  return (
    <Table
      stacks
      caption={RISK.doubles}
      rows={shared_with}
      keyOf={({ affiliate_id }) => String(affiliate_id)}
      columns={[
        {
          key: "with",
          label: RISK.with_whom,
          cell: ({ affiliate_id }) => (
            <a href={`/app/risk/${affiliate_id}`}>{nameOf(affiliate_id)}</a>
          ),
        },
        {
          key: "addresses",
          label: RISK.addresses,
          align: "right",
          cell: ({ addresses }) => <Count value={addresses} />,
        },
        {
          key: "devices",
          label: RISK.devices,
          align: "right",
          cell: ({ devices }) => <Count value={devices} />,
        },
        {
          key: "conversions",
          label: RISK.conversions,
          align: "right",
          cell: ({ conversions }) => <Count value={conversions} />,
        },
      ]}
    />
  );
}
