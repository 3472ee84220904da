import type { Schema, Tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { useTab } from "../../ui/tabs.tsx";
import { useTitle } from "../../ui/title.ts";
import { PartyHead, Waiting } from "../network/party_page.tsx";
import { useTabs } from "../network/tabs.ts";
import type { ScreenProps } from "../screens.ts";
import { Checklist } from "../sources/checklist.tsx";
import { HealthOf } from "../sources/health.tsx";
import { Keys } from "../sources/keys.tsx";
import { SheetOf } from "../sources/sheet.tsx";
import { presetTitle } from "./source_words.ts";
import { StorePart } from "../sources/store_part.tsx";
import { StatusWords } from "../sources/status_words.tsx";
import { readSource, SourceSettings } from "./source_settings.tsx";
import type { SourcePath } from "./source_settings.tsx";

type Source = Schema<"Source">;

const TABS = [
  "hand_over",
  "checklist",
  "health",
  "words",
  "keys",
  "settings",
] as const;

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
            {presetTitle(preset)}; {NET.proofs[require]}
          </span>
        }
        tabs={tabs}
        shown={tab}
      />
      {tab === "hand_over" && <SheetOf {...theirs} />}
      {tab === "checklist" && <Checklist {...theirs} />}
      {tab === "health" && <HealthOf {...theirs} />}
      {tab === "words" && <StatusWords {...theirs} />}
      {tab === "keys" && <Keys {...theirs} />}
      {tab === "settings" && (
        <div class="stack">
          <StorePart {...theirs} />
          <SourceSettings {...props} />
        </div>
      )}
    </>
  );
}
