import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { PROMOTING } from "../../messages/promoting.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import type { List } from "../../state/use_list.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import type { Column } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { BringBack, WhichLinks } from "../network/bring_back.tsx";
import { useNames } from "../own/names.ts";
import type { NameOf } from "../own/names.ts";
import { ShownList } from "../own/shown.tsx";
import { LinkCard } from "./link_card.tsx";

type Link = Schema<"Link">;

/** One's own links, all or those of an offer; each opens with what can be done with it. */
export function LinksOf({ campaign_id }: { campaign_id?: string }) {
  const timezone = useTimezone();
  const nameOf = useNames("campaigns");
  const location = useLocation();
  const archived = location.query.get("archived") === "true";
  const query = { archived, ...(campaign_id && { campaign_id }) };
  const list = useList(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/links", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const asked = location.query.get("link");
  const open = list.rows?.find(({ id }) => String(id) === asked);
  const show = (link: string | null) => go(withQuery(location, { link }));
  return (
    <>
      <WhichLinks
        is_archived={archived}
        onValue={(next) =>
          go(
            withQuery(location, { archived: next ? "true" : null, link: null }),
          )
        }
      />
      <ShownList
        list={list}
        caption={PROMOTING.links}
        keyOf={({ id }) => String(id)}
        empty={emptyOf(archived, campaign_id)}
        columns={[
          ...(campaign_id === undefined ? [offerColumn(nameOf)] : []),
          ...columnsOf(timezone, (id) => show(String(id))),
        ]}
      />
      {open !== undefined && (
        <Drawer title={PROMOTING.link} onClose={() => show(null)}>
          {open.archived ? (
            <>
              <code class="address">{open.url}</code>
              <p>{NET.archived_lead}</p>
              <BringBack link={open} onDone={list.reload} />
            </>
          ) : (
            <>
              <LinkCard link={open} />
              <PauseOrResume link={open} list={list} />
            </>
          )}
        </Drawer>
      )}
    </>
  );
}

function emptyOf(is_archived: boolean, campaign_id?: string): string {
  if (is_archived) return NET.links_archived_none;
  return campaign_id === undefined
    ? PROMOTING.links_empty
    : PROMOTING.links_of_empty;
}

function PauseOrResume({ link, list }: { link: Link; list: List<Link> }) {
  if (link.paused_by_network) {
    return <Badge tone="warn">{PROMOTING.paused_by_network}</Badge>;
  }
  const change = async () => {
    await ok(
      api.PATCH("/api/v1/links/{id}", {
        params: { path: { id: String(link.id) } },
        body: { paused: !link.paused },
      }),
    );
    list.reload();
  };
  return (
    <div>
      <Act work={change}>
        {link.paused ? PROMOTING.resume : PROMOTING.pause}
      </Act>
    </div>
  );
}

function offerColumn(nameOf: NameOf): Column<Link> {
  return {
    key: "offer",
    label: PROMOTING.offer,
    cell: ({ campaign_id }) => (
      <a href={`/app/offers/${campaign_id}`}>{nameOf(campaign_id)}</a>
    ),
  };
}

function columnsOf(
  timezone: string,
  open: (id: number) => void,
): Column<Link>[] {
  return [
    {
      key: "url",
      label: PROMOTING.link,
      cell: ({ url }) => (
        <span class="row">
          <code>{url}</code>
          <CopyButton text={url} />
        </span>
      ),
    },
    {
      key: "subs",
      label: PROMOTING.subs,
      cell: ({ subs, deep_link }) => {
        const written = Object.entries(subs)
          .map(([name, value]) => `${name}=${value}`)
          .join(", ");
        if (deep_link === null) return written === "" ? null : written;
        return (
          <>
            {written} <span class="quiet">{deep_link}</span>
          </>
        );
      },
    },
    {
      key: "state",
      label: PROMOTING.state,
      cell: ({ archived, paused, paused_by_network }) =>
        archived ? (
          <Badge>{NET.states.archived}</Badge>
        ) : paused_by_network ? (
          <Badge tone="warn">{PROMOTING.paused_by_network}</Badge>
        ) : (
          <Badge tone={paused ? "warn" : "good"}>
            {paused ? PROMOTING.paused : PROMOTING.active}
          </Badge>
        ),
    },
    {
      key: "created",
      label: PROMOTING.created,
      cell: ({ created_at }) => (
        <Time at={created_at} timezone={timezone} style="day" />
      ),
    },
    {
      key: "open",
      label: say.details,
      cell: ({ id, slug }) => (
        <Button kind="plain" onClick={() => open(id)}>
          {say.details}
          <span class="unseen"> {slug}</span>
        </Button>
      ),
    },
  ];
}
