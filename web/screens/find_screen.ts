import type { ComponentType } from "preact";
import type { Role } from "../state/session.tsx";
import { ALL, SCREENS } from "./screens.ts";
import type { Screen, ScreenProps } from "./screens.ts";

const loaded = new Map<Screen, ComponentType<ScreenProps>>();

/** A screen's component, if its file has been loaded. */
export function screenIfLoaded(
  screen: Screen,
): ComponentType<ScreenProps> | undefined {
  return loaded.get(screen);
}

/** Loads a screen's file; from then on it is shown at once. */
export async function loadScreen(screen: Screen): Promise<void> {
  loaded.set(screen, await screen.load());
}

/** The screen of a path that a role has, with the parts of the path. */
export function screenAt(
  path: string,
  role: Role,
): { screen: Screen; parts: Record<string, string> } | undefined {
  const asked = path
    .replace(/^\/app/, "")
    .replace(/\/$/, "")
    .split("/");
  for (const screen of SCREENS) {
    if (!screen.roles.includes(role)) continue;
    const parts = partsOf(screen.path.split("/"), asked);
    if (parts !== undefined) return { screen, parts };
  }
  return undefined;
}

/** Loads the screen of a path before it is known who is signed in; a failure is shown, and tried again, where the screen is. */
export async function loadEarly(path: string): Promise<void> {
  const screens = new Set(
    ALL.map((role) => {
      const place = isStart(path) ? startOf(role) : path;
      return screenAt(place, role)?.screen;
    }),
  );
  await Promise.all(
    [...screens].map((screen) =>
      screen === undefined ? null : loadScreen(screen).catch(() => undefined),
    ),
  );
}

function partsOf(pattern: readonly string[], asked: readonly string[]) {
  if (pattern.length !== asked.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const given = asked[at] ?? "";
    if (part.startsWith(":")) parts[part.slice(1)] = decoded(given);
    else if (part !== given) return undefined;
  }
  return parts;
}

/** Whether a path names no screen, so that everybody begins where their role does. */
export function isStart(path: string): boolean {
  return path === "/app" || path === "/app/";
}

/** Where somebody of a role begins. */
export function startOf(role: Role): string {
  const first = SCREENS.find((one) => one.roles.includes(role));
  return `/app${first?.path ?? ""}`;
}

/** A part of a path; one that isn't well-formed stands as it came, and finds nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
