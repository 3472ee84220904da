import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../messages/en.ts";
import { go, useLocation } from "../state/location.ts";

/** Takes any id and opens its story; `/` puts the focus here. */
export function SearchBox() {
  const { path, query } = useLocation();
  const shown = path === "/app/story" ? (query.get("q") ?? "") : "";
  const [text, setText] = useState(shown);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(shown), [shown]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);
  const open = (event: Event) => {
    event.preventDefault();
    const q = text.trim();
    if (q !== "") go(`/app/story?${new URLSearchParams({ q })}`);
  };
  return (
    <form class="search" role="search" onSubmit={open}>
      <input
        ref={input}
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

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
