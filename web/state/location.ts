import { useEffect, useState } from "preact/hooks";

/** Where the browser is: every screen's state is in its path and query. */
export interface Location {
  path: string;
  query: URLSearchParams;
}

const MOVED = "tallyho:moved";

function read(): Location {
  const { pathname, search } = window.location;
  return { path: pathname, query: new URLSearchParams(search) };
}

/** Goes to another address of the app; with `replace`, the one before isn't kept in the history. */
export function go(href: string, options: { replace?: boolean } = {}): void {
  const before = window.location.pathname;
  if (options.replace === true) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  if (window.location.pathname !== before) window.scrollTo(0, 0);
  window.dispatchEvent(new Event(MOVED));
}

/** The present address, kept up to date. */
export function useLocation(): Location {
  const [location, setLocation] = useState(read);
  useEffect(() => {
    const update = () => setLocation(read());
    window.addEventListener("popstate", update);
    window.addEventListener(MOVED, update);
    return () => {
      window.removeEventListener("popstate", update);
      window.removeEventListener(MOVED, update);
    };
  }, []);
  return location;
}

/** An address with some of its query's values changed; null takes one out. */
export function withQuery(
  { path, query }: Location,
  changes: Readonly<Record<string, string | null>>,
): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") changed.delete(name);
    else changed.set(name, value);
  }
  const text = changed.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Lets plain clicks on the app's own links change the address without loading a page. */
export function followLinks(event: MouseEvent): void {
  const is_plain =
    event.button === 0 &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.shiftKey &&
    !event.altKey;
  if (!is_plain || event.defaultPrevented) return;
  const page = pageOf(event);
  if (page === undefined) return;
  event.preventDefault();
  go(page.pathname + page.search);
}

/** The page of the app that the link of an event leads to; undefined where there is none. */
export function pageOf({ target }: Event): URL | undefined {
  const link = (target as Element | null)?.closest?.("a[href]");
  if (!(link instanceof HTMLAnchorElement)) return undefined;
  if (link.target !== "" || link.hasAttribute("download")) return undefined;
  const url = new URL(link.href);
  const is_ours = url.origin === window.location.origin;
  return is_ours && isPage(url.pathname) && url.hash === "" ? url : undefined;
}

function isPage(path: string): boolean {
  return path === "/app" || path.startsWith("/app/");
}
