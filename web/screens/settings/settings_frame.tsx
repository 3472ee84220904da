import type { ComponentChildren } from "preact";
import { SETTINGS } from "../../messages/settings.ts";
import { useLocation } from "../../state/location.ts";
import { isWhole, useMe } from "../../state/session.tsx";
import type { Me } from "../../state/session.tsx";
import { useTitle } from "../../ui/title.ts";

type TabName = keyof typeof SETTINGS.tabs;

/** Who has which part. */
const TABS: readonly {
  name: TabName;
  path: string;
  isFor(me: Me): boolean;
}[] = [
  { name: "account", path: "/app/settings", isFor: () => true },
  {
    name: "people",
    path: "/app/settings/people",
    isFor: ({ role }) => role === "admin",
  },
  { name: "tokens", path: "/app/settings/tokens", isFor: () => true },
  {
    name: "webhooks",
    path: "/app/settings/webhooks",
    isFor: (me) => me.role === "affiliate" || isWhole(me),
  },
  { name: "bells", path: "/app/settings/bells", isFor: isWhole },
  { name: "rules", path: "/app/settings/rules", isFor: isWhole },
  { name: "domains", path: "/app/settings/domains", isFor: isWhole },
  { name: "old_links", path: "/app/settings/old-links", isFor: isWhole },
  { name: "jobs", path: "/app/settings/jobs", isFor: isWhole },
  { name: "health", path: "/app/settings/health", isFor: isWhole },
  {
    name: "audit",
    path: "/app/settings/audit",
    isFor: ({ role }) => role === "admin",
  },
];

/** The head and the parts of settings around one of them. */
export function SettingsFrame({
  name,
  actions,
  children,
}: {
  name: TabName;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const me = useMe();
  const { path } = useLocation();
  useTitle(SETTINGS.tabs[name]);
  return (
    <>
      <div class="screen-head">
        <h1>{SETTINGS.tabs[name]}</h1>
        <div class="row">{actions}</div>
      </div>
      <nav class="tabs" aria-label={SETTINGS.title}>
        {TABS.filter(({ isFor }) => isFor(me)).map((tab) => (
          <a
            key={tab.name}
            href={tab.path}
            aria-current={tab.path === path ? "page" : undefined}
          >
            {SETTINGS.tabs[tab.name]}
          </a>
        ))}
      </nav>
      {children}
    </>
  );
}
