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
import { Act } from "../../ui/act.tsx";
import { Ask } from "../network/ask.tsx";
import { PartyHead, Waiting } from "../network/party_page.tsx";
import { useTabs } from "../network/tabs.ts";
import type { ScreenProps } from "../screens.ts";
import { Checklist } from "../sources/checklist.tsx";
import { HealthOf } from "../sources/health.tsx";
import { SheetOf } from "../sources/sheet.tsx";
import { readSource, SourceSettings } from "./source_settings.tsx";
import type { SourcePath } from "./source_settings.tsx";

type Source = Schema<"Source">;

const TABS = ["hand_over", "checklist", "health", "keys", "settings"] as const;

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
  const { of, path, reload } = props;
  const theirs = { source: of.value, path, reload };
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
      {tab === "hand_over" && <SheetOf {...theirs} />}
      {tab === "checklist" && <Checklist {...theirs} />}
      {tab === "health" && <HealthOf {...theirs} />}
      {tab === "keys" && <Keys {...props} />}
      {tab === "settings" && <SourceSettings {...props} />}
    </>
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
