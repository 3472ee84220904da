import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { onEndedSession } from "./api/client.ts";
import { InvitationPage, ResetPage, SetUpPage } from "./doors/link_pages.tsx";
import { SignInPage } from "./doors/sign_in.tsx";
import { SignInAgain } from "./doors/sign_in_again.tsx";
import { Frame } from "./frame/frame.tsx";
import { loadEarly } from "./screens/find_screen.ts";
import { useAsked } from "./state/asked.ts";
import { followLinks, pageOf, useLocation } from "./state/location.ts";
import { readMe, SignedIn } from "./state/session.tsx";
import { Failed, Shape } from "./ui/notice.tsx";

const DOORS = {
  "/setup": SetUpPage,
  "/invitation": InvitationPage,
  "/password-reset": ResetPage,
};

const LATER: Readonly<Record<string, () => Promise<ComponentType>>> = {
  "/join": async () => (await import("./doors/join.tsx")).JoinPage,
  "/s/": async () => (await import("./doors/linked_sheet.tsx")).LinkedSheetPage,
};

/** The whole app: a door for who isn't signed in, else the frame with a screen. */
export function App() {
  const { path } = useLocation();
  useEffect(() => {
    document.addEventListener("click", followLinks);
    document.addEventListener("pointerover", loadAhead);
    document.addEventListener("focusin", loadAhead);
    return () => {
      document.removeEventListener("click", followLinks);
      document.removeEventListener("pointerover", loadAhead);
      document.removeEventListener("focusin", loadAhead);
    };
  }, []);
  const DoorPage = DOORS[path as keyof typeof DOORS];
  const load = path.startsWith("/s/") ? LATER["/s/"] : LATER[path];
  if (load !== undefined) return <LoadedDoor load={load} />;
  return DoorPage === undefined ? <Inside /> : <DoorPage />;
}

/** Loads the screen of a link that is pointed at or focused: what is chosen next is there by then. */
function loadAhead(event: Event): void {
  const page = pageOf(event);
  if (page !== undefined) void loadEarly(page.pathname);
}

/** A door that few come by. */
function LoadedDoor({ load }: { load(): Promise<ComponentType> }) {
  const [loaded, setLoaded] = useState<{ Page: ComponentType } | null>(null);
  const { error, reload } = useAsked("door", async () =>
    setLoaded({ Page: await load() }),
  );
  if (loaded !== null) return <loaded.Page />;
  return (
    <main class="door">
      {error === undefined ? (
        <Shape />
      ) : (
        <Failed error={error} retry={reload} />
      )}
    </main>
  );
}

function Inside() {
  const me = useAsked("me", readMe);
  const [is_asked, setAsked] = useState(false);
  const waiters = useRef<((is_in: boolean) => void)[]>([]);
  const { data } = me;
  useEffect(() => {
    if (data === undefined) return;
    onEndedSession(() => {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      waiters.current.push(resolve);
      setAsked(true);
      return promise;
    });
  }, [data]);
  if (data === undefined) {
    if (me.error?.status === 401) return <SignInPage onSignedIn={me.reload} />;
    if (me.error !== undefined) {
      return (
        <main class="door">
          <Failed error={me.error} retry={me.reload} />
        </main>
      );
    }
    return (
      <main class="door">
        <Shape />
      </main>
    );
  }
  return (
    <SignedIn value={data}>
      <Frame />
      {is_asked && (
        <SignInAgain
          me={data}
          onDone={(is_in) => {
            for (const resolve of waiters.current.splice(0)) resolve(is_in);
            setAsked(false);
          }}
        />
      )}
    </SignedIn>
  );
}
