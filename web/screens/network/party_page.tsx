import type { ComponentChildren } from "preact";
import { NET } from "../../messages/network.ts";
import type { Asked } from "../../state/asked.ts";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Tabs } from "../../ui/tabs.tsx";

/** The page of a thing until it is there. */
export function Waiting({
  title,
  asked: { error, reload },
}: {
  title: string;
  asked: Asked<unknown>;
}) {
  return (
    <>
      <h1>{title}</h1>
      {error === undefined ? (
        <Shape lines={8} />
      ) : (
        <Failed error={error} retry={reload} />
      )}
    </>
  );
}

/** The head of a page: the way back, the name, the state and the actions. */
export function PartyHead<Name extends keyof typeof NET.tabs>({
  back,
  name,
  about,
  actions,
  tabs,
  shown,
}: {
  back: { href: string; label: string };
  name: string;
  about: ComponentChildren;
  actions?: ComponentChildren;
  tabs: readonly { name: Name; label: string }[];
  shown: Name;
}) {
  return (
    <>
      <div class="screen-head">
        <div class="stack-close">
          <a href={back.href}>{back.label}</a>
          <h1>{name}</h1>
          <div class="row">{about}</div>
        </div>
        {actions !== undefined && <div class="row">{actions}</div>}
      </div>
      <Tabs label={name} tabs={tabs} shown={shown} />
    </>
  );
}
