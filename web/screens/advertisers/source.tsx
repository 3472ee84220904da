import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useTab } from "../../ui/tabs.tsx";
import { useTitle } from "../../ui/title.ts";
import { Act, Ask } from "../network/act.tsx";
import { PartyHead, Waiting } from "../network/party_page.tsx";
import { useTabs } from "../network/tabs.ts";
import type { ScreenProps } from "../screens.ts";
import { SourceChecklist } from "./source_checklist.tsx";
import { readSource, SourceSettings } from "./source_settings.tsx";
import type { SourcePath } from "./source_settings.tsx";

type Source = Schema<"Source">;

const TABS = ["hand_over", "checklist", "settings"] as const;

/** One source of an advertiser: handed over, tried out, and set up. */
export function AdvertiserSourceScreen({ parts }: ScreenProps) {
  const path = {
    id: parts["id"] ?? "",
    source_id: parts["source_id"] ?? "",
  };
  const key = `source ${path.id} ${path.source_id}`;
  const asked = useAsked(key, (signal) => readSource(path, signal));
  const { data, reload } = asked;
  useTitle(data?.value.name ?? NET.source);
  if (data === undefined) return <Waiting title={NET.source} asked={asked} />;
  return <Shown key={key} of={data} path={path} reload={reload} />;
}

function Shown(props: {
  of: Tagged<Source>;
  path: SourcePath;
  reload(): void;
}) {
  const { of, path } = props;
  const { name, preset, require } = of.value;
  const tabs = useTabs(TABS);
  const tab = useTab(tabs);
  return (
    <>
      <PartyHead
        back={{
          href: `/app/advertisers/${path.id}?tab=sources`,
          label: NET.tabs.sources,
        }}
        name={name}
        about={
          <span class="quiet">
            {preset ?? NET.preset_none}; {NET.proofs[require]}
          </span>
        }
        tabs={tabs}
        shown={tab}
      />
      {tab === "hand_over" && (
        <div class="stack">
          <SheetLinks path={path} />
          <Keys {...props} />
        </div>
      )}
      {tab === "checklist" && (
        <SourceChecklist path={path} url={of.value.url} />
      )}
      {tab === "settings" && <SourceSettings {...props} />}
    </>
  );
}

/** Addresses that show the sheet to whoever has no sign-in. */
function SheetLinks({ path }: { path: SourcePath }) {
  const timezone = useTimezone();
  const [url, setUrl] = useState<string | null>(null);
  const params = { path };
  const at = "/api/v1/advertisers/{id}/sources/{source_id}/sheet/link";
  const { data, reload } = useAsked(`sheet links ${path.source_id}`, (signal) =>
    ok(api.GET(at, { params, signal })),
  );
  const make = async () => {
    const made = await ok(api.POST(at, { params, body: {} }));
    setUrl(made.url);
    reload();
  };
  const withdraw = async (id: number) => {
    const link = { path: { ...path, link_id: String(id) } };
    await ok(api.DELETE(`${at}/{link_id}`, { params: link }));
    reload();
  };
  return (
    <section class="panel stack">
      <h2>{NET.sheet}</h2>
      <p>{NET.sheet_text}</p>
      <div class="row">
        <Act kind="main" work={make}>
          {NET.sheet_link}
        </Act>
      </div>
      {url !== null && (
        <Notice tone="good" title={NET.sheet_link_made}>
          <p class="row">
            <code>{url}</code>
            <CopyButton text={url} />
          </p>
        </Notice>
      )}
      <ul class="stack-close">
        {data?.data.map(({ id, created_at }) => (
          <li key={id} class="row">
            {NET.made} <Time at={created_at} timezone={timezone} />
            <Ask
              label={NET.withdraw}
              title={NET.withdraw}
              happens={NET.withdraw_sheet_happens}
              agree={NET.withdraw}
              kind="danger"
              work={() => withdraw(id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The address with its key, and secrets for signatures. */
function Keys({
  of: { value: source },
  path,
  reload,
}: {
  of: Tagged<Source>;
  path: SourcePath;
  reload(): void;
}) {
  const timezone = useTimezone();
  const [secret, setSecret] = useState<string | null>(null);
  const params = { path };
  const at = "/api/v1/advertisers/{id}/sources/{source_id}";
  const rotate = async () => {
    const body = { keep_old_hours: 48 };
    await ok(api.POST(`${at}/rotate-key`, { params, body }));
    reload();
  };
  const makeSecret = async () => {
    const made = await ok(api.POST(`${at}/secrets`, { params, body: {} }));
    setSecret(made.secret);
    reload();
  };
  return (
    <section class="panel stack">
      <h2>{NET.source_address}</h2>
      <p>{NET.source_address_text}</p>
      <p class="row">
        <code>{source.url}</code>
        <CopyButton text={source.url} />
      </p>
      {source.old_key !== null && (
        <p class="quiet">
          {NET.old_key_until}{" "}
          <Time at={source.old_key.valid_until} timezone={timezone} />
        </p>
      )}
      <div class="row">
        <Ask
          label={NET.rotate}
          title={NET.rotate}
          happens={NET.rotate_happens}
          agree={NET.rotate}
          work={rotate}
        />
      </div>
      <h2>{NET.secrets}</h2>
      <ul class="stack-close">
        {source.secrets.map(({ id, masked, created_at }) => (
          <li key={id} class="row">
            <code>{masked}</code>
            <Time at={created_at} timezone={timezone} style="day" />
          </li>
        ))}
      </ul>
      {secret !== null && (
        <Notice tone="good" title={NET.secret_once}>
          <p class="row">
            <code>{secret}</code>
            <CopyButton text={secret} />
          </p>
        </Notice>
      )}
      <div class="row">
        <Act work={makeSecret}>{NET.make_secret}</Act>
      </div>
    </section>
  );
}
