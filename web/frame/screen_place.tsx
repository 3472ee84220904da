import { useErrorBoundary } from "preact/hooks";
import { ApiError } from "../api/client.ts";
import { say } from "../messages/en.ts";
import {
  isStart,
  loadScreen,
  screenAt,
  screenIfLoaded,
} from "../screens/find_screen.ts";
import type { Screen, ScreenProps } from "../screens/screens.ts";
import { useAsked } from "../state/asked.ts";
import { useLocation } from "../state/location.ts";
import { useMe } from "../state/session.tsx";
import { Failed, Notice, Shape } from "../ui/notice.tsx";

/** The screen of the present address. */
export function ScreenPlace() {
  const { path } = useLocation();
  const found = screenAt(path, useMe().role);
  return (
    <main class="screen" id="screen" tabIndex={-1}>
      {found === undefined ? (
        isStart(path) ? (
          <Shape />
        ) : (
          <>
            <h1>{say.not_found_title}</h1>
            <Notice>
              <p>{say.not_found}</p>
              <a href="/app">{say.places.today}</a>
            </Notice>
          </>
        )
      ) : (
        <Loaded key={found.screen.path} {...found} />
      )}
    </main>
  );
}

function Loaded({
  screen,
  parts,
}: ScreenProps & {
  screen: Screen;
}) {
  const [failure, retry] = useErrorBoundary();
  const { error, reload } = useAsked(
    screenIfLoaded(screen) === undefined ? screen.path : null,
    async () => {
      await loadScreen(screen);
      return screen.path;
    },
  );
  if (failure !== undefined) {
    const detail = failure instanceof Error ? failure.message : String(failure);
    const told = new ApiError({ detail, code: "page_failed" as never }, null);
    return <Failed error={told} retry={retry} />;
  }
  const Component = screenIfLoaded(screen);
  if (Component !== undefined) return <Component parts={parts} />;
  return error === undefined ? (
    <Shape />
  ) : (
    <Failed error={error} retry={reload} />
  );
}
