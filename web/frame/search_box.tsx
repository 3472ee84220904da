import { useEffect, useState } from "preact/hooks";
import { say } from "../messages/en.ts";
import { go, useLocation } from "../state/location.ts";

/** Takes any id and opens its story. */
export function SearchBox() {
  const { path, query } = useLocation();
  const shown = path === "/app/story" ? (query.get("q") ?? "") : "";
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const open = (event: Event) => {
    event.preventDefault();
    const q = text.trim();
    if (q !== "") go(`/app/story?${new URLSearchParams({ q })}`);
  };
  return (
    <form class="search" role="search" onSubmit={open}>
      <input
        class="input"
        type="search"
        name="q"
        aria-label={say.search}
        placeholder={say.search}
        aria-keyshortcuts="/"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
