import { useEffect, useState } from "preact/hooks";
import { say } from "../messages/en.ts";
import { isStart, startOf } from "../screens/find_screen.ts";
import { SCREENS } from "../screens/screens.ts";
import { go, useLocation } from "../state/location.ts";
import { isWhole, useMe } from "../state/session.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Bell } from "./bell.tsx";
import { KeysHelp, useKeys } from "./keys.tsx";
import { ScreenPlace } from "./screen_place.tsx";
import { SearchBox } from "./search_box.tsx";
import { ViewMenu } from "./view_menu.tsx";
import { YourMenu } from "./your_menu.tsx";

const GROUPS = ["work", "network", "money", "logs", "help"] as const;

/** The frame of every screen: search, places, and who is signed in. */
export function Frame() {
  const me = useMe();
  const { path } = useLocation();
  const [is_open, setOpen] = useState(false);
  const [are_keys_shown, setKeys] = useState(false);
  useKeys(() => setKeys(true));
  useEffect(() => {
    setOpen(false);
    if (isStart(path)) go(startOf(me.role), { replace: true });
  }, [path]);
  return (
    <div class="frame">
      <a class="skip" href="#screen">
        {say.skip}
      </a>
      <header class="top">
        <span class="menu-button">
          <Button
            kind="plain"
            aria-expanded={is_open}
            aria-controls="places"
            onClick={() => setOpen(!is_open)}
          >
            <Icon name="menu" />
            {say.menu}
          </Button>
        </span>
        <a class="brand" href="/app">
          {say.app}
        </a>
        <SearchBox />
        <div class="top-right">
          <ViewMenu />
          {isWhole(me) && <Bell />}
          <YourMenu onKeys={() => setKeys(true)} />
        </div>
      </header>
      <nav
        class="side"
        id="places"
        aria-label={say.menu}
        data-open={is_open || undefined}
      >
        {GROUPS.map((group) => (
          <Places key={group} group={group} path={path} />
        ))}
      </nav>
      <ScreenPlace />
      {are_keys_shown && <KeysHelp onClose={() => setKeys(false)} />}
    </div>
  );
}

function Places({
  group,
  path,
}: {
  group: (typeof GROUPS)[number];
  path: string;
}) {
  const { role } = useMe();
  const screens = SCREENS.filter(
    ({ place, roles }) => place?.group === group && roles.includes(role),
  );
  if (screens.length === 0) return null;
  return (
    <>
      <h2>{say.groups[group]}</h2>
      <ul>
        {screens.map(({ place, path: below }) => (
          <li key={below}>
            <a
              href={`/app${below}`}
              aria-current={isWithin(path, below) ? "page" : undefined}
            >
              {place !== undefined && say.places[place.name]}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function isWithin(path: string, below: string): boolean {
  return path === `/app${below}` || path.startsWith(`/app${below}/`);
}
