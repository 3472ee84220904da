import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import type { Column } from "../../ui/table.tsx";
import { ShownList } from "../own/shown.tsx";
import { WhichLinks } from "./bring_back.tsx";
import { LinkDrawer } from "./link_drawer.tsx";
import { useNames } from "./use_named.ts";
import { NewLink } from "./new_link.tsx";
import { StateBadge } from "./state_badge.tsx";

type Link = Schema<"Link">;

/** Whose links are shown: a campaign's or an affiliate's. */
export interface LinksOf {
  campaign_id?: number;
  affiliate_id?: number;
}

/** Links of a campaign or an affiliate: made, copied, tried out. */
export function LinksTab(of: LinksOf) {
  const location = useLocation();
  const open_id = location.query.get("open");
  const is_archived = location.query.get("archived") === "true";
  const show = (open: string | null) => go(withQuery(location, { open }));
  const timezone = useTimezone();
  const nameOf = useNames(
    of.campaign_id === undefined ? "campaigns" : "affiliates",
  );
  const list = useList(
    `links ${is_archived} ${JSON.stringify(of)}`,
    async (cursor, signal) =>
      await ok(
        api.GET("/api/v1/links", {
          params: {
            query: {
              sort: "-id",
              archived: is_archived,
              ...of,
              ...(cursor && { cursor }),
            },
          },
          ...(signal && { signal }),
        }),
      ),
  );
  const { rows, reload } = list;
  const open = rows?.find(({ id }) => String(id) === open_id);
  const made = (link: Link) => {
    reload();
    show(String(link.id));
  };
  return (
    <div class="stack">
      <NewLink of={of} onMade={made} />
      <p>
        <a href="/app/bulk?kind=links">{NET.many_links}</a>
      </p>
      <WhichLinks
        is_archived={is_archived}
        onValue={(next) =>
          go(
            withQuery(location, { archived: next ? "true" : null, open: null }),
          )
        }
      />
      <ShownList
        list={list}
        caption={NET.tabs.links}
        keyOf={({ id }) => String(id)}
        empty={is_archived ? NET.links_archived_none : NET.links_none}
        columns={columnsOf({ of, nameOf, timezone, show })}
      />
      {open !== undefined && (
        <Drawer title={NET.link(open.id)} onClose={() => show(null)}>
          <LinkDrawer link={open} onChanged={reload} />
        </Drawer>
      )}
    </div>
  );
}

function columnsOf({
  of,
  nameOf,
  timezone,
  show,
}: {
  of: LinksOf;
  nameOf(id: number | null): string;
  timezone: string;
  show(id: string): void;
}): Column<Link>[] {
  const partner: Column<Link> =
    of.campaign_id === undefined
      ? {
          key: "campaign",
          label: NET.campaign,
          cell: ({ campaign_id }) =>
            campaign_id === null ? NET.smart_link : nameOf(campaign_id),
        }
      : {
          key: "affiliate",
          label: NET.affiliate,
          cell: ({ affiliate_id }) => (
            <a href={`/app/affiliates/${affiliate_id}`}>
              {nameOf(affiliate_id)}
            </a>
          ),
        };
  return [
    partner,
    {
      key: "url",
      label: NET.address,
      cell: ({ url }) => (
        <div class="row">
          <code>{url}</code>
          <CopyButton text={url} />
        </div>
      ),
    },
    { key: "subs", label: NET.subs, cell: ({ subs }) => subsInWords(subs) },
    {
      key: "state",
      label: NET.state,
      cell: (link) => <StateBadge state={stateOf(link)} />,
    },
    {
      key: "made",
      label: NET.made,
      cell: ({ created_at }) => (
        <Time at={created_at} timezone={timezone} style="day" />
      ),
    },
    {
      key: "open",
      label: say.details,
      cell: ({ id }) => (
        <Button onClick={() => show(String(id))}>
          {NET.try_out}
          <span class="unseen"> {NET.link(id)}</span>
        </Button>
      ),
    },
  ];
}

function subsInWords(subs: Link["subs"]): string {
  const words = Object.entries(subs).map(([name, value]) => `${name}=${value}`);
  return words.length === 0 ? say.none : words.join(", ");
}

function stateOf({ archived, paused, paused_by_network }: Link): string {
  if (archived) return "archived";
  return paused || paused_by_network ? "paused" : "active";
}
