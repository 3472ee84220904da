import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { SHOP } from "../../messages/shop.ts";
import { useAsked } from "../../state/asked.ts";
import { Tabs, useTab } from "../../ui/tabs.tsx";
import { useTitle } from "../../ui/title.ts";
import { Shown, usePartyId } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { Checklist } from "./checklist.tsx";
import { HealthOf } from "./health.tsx";
import { Keys } from "./keys.tsx";
import { SheetOf } from "./sheet.tsx";
import { StatusWords } from "./status_words.tsx";
import { StorePart } from "./store_part.tsx";
import { isStore } from "./store_values.ts";

const TABS = [
  { name: "sheet", Body: SheetOf },
  { name: "checklist", Body: Checklist },
  { name: "health", Body: HealthOf },
  { name: "words", Body: StatusWords },
  { name: "keys", Body: Keys },
  { name: "store", Body: StorePart },
] as const;

/** The properties of each part of a source's page. */
export interface SourceProps {
  source: Schema<"Source">;
  path: { id: string; source_id: string };
  reload(): void;
}

/** One source: its sheet to hand over, its checklist while one tries, and how it goes. */
export function SourceScreen({ parts }: ScreenProps) {
  const path = { id: usePartyId(), source_id: parts["source_id"] ?? "" };
  const asked = useAsked(path.source_id, (signal) =>
    ok(
      api.GET("/api/v1/advertisers/{id}/sources/{source_id}", {
        params: { path },
        signal,
      }),
    ),
  );
  const title = asked.data?.name ?? SHOP.source;
  useTitle(title);
  const tabs = TABS.filter(
    ({ name }) => name !== "store" || isStore(asked.data?.preset ?? null),
  );
  const shown = useTab(tabs);
  const Body = TABS.find(({ name }) => name === shown)?.Body ?? SheetOf;
  const { reload } = asked;
  return (
    <>
      <p>
        <a href="/app/my/sources">{SHOP.sources}</a>
      </p>
      <h1>{title}</h1>
      <Tabs
        label={title}
        shown={shown}
        tabs={tabs.map(({ name }) => ({ name, label: SHOP.tabs[name] }))}
      />
      <Shown asked={asked}>
        {(source) => <Body {...{ source, path, reload }} />}
      </Shown>
    </>
  );
}
