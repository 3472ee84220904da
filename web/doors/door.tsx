import type { ComponentChildren } from "preact";
import { say } from "../messages/en.ts";
import { useTitle } from "../ui/title.ts";

/** The frame of pages for who isn't signed in. */
export function Door({
  title,
  text,
  children,
}: {
  title: string;
  text?: string;
  children: ComponentChildren;
}) {
  useTitle(title);
  return (
    <main class="door">
      <div class="panel stack">
        <p class="quiet">{say.app}</p>
        <h1>{title}</h1>
        {text !== undefined && <p>{text}</p>}
        {children}
      </div>
    </main>
  );
}
