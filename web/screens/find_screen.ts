import type { Role } from "../state/session.tsx";
import { ALL, SCREENS } from "./screens.ts";
import type { Screen } from "./screens.ts";

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

/** Begins to load the screen of a path before it is known who is signed in. */
export function loadEarly(path: string): void {
  for (const role of ALL) {
    screenAt(path, role)
      ?.screen.load()
      // Shown, and tried again, when the screen is.
      .catch(() => undefined);
  }
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
