import { useEffect, useRef } from "preact/hooks";
import { FRAME } from "../messages/frame.ts";
import { say } from "../messages/en.ts";
import { SCREENS } from "../screens/screens.ts";
import type { PlaceName } from "../screens/screens.ts";
import { choose, useChoices } from "../state/choices.ts";
import { go } from "../state/location.ts";
import { useMe } from "../state/session.tsx";
import type { Role } from "../state/session.tsx";
import { Check } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";

/** How long the second of two keys may take. */
const SECOND_KEY_MS = 1500;

/** Keys that follow `g`; a place without one is reached by the first free letter of its name. */
function goKeys(role: Role): Map<string, { name: PlaceName; path: string }> {
  const keys = new Map<string, { name: PlaceName; path: string }>();
  for (const { place, path, roles } of SCREENS) {
    if (place === undefined || !roles.includes(role)) continue;
    const letters = say.places[place.name].toLowerCase().replace(/[^a-z]/g, "");
    const key = [...letters].find((letter) => !keys.has(letter));
    if (key !== undefined) keys.set(key, { name: place.name, path });
  }
  return keys;
}

/** Takes `/`, `?`, and `g` with a letter, unless somebody types or has turned keys off. */
export function useKeys(onHelp: () => void): void {
  const { role } = useMe();
  const { are_keys_off } = useChoices();
  const since = useRef(0);
  useEffect(() => {
    if (are_keys_off) return;
    const keys = goKeys(role);
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target, timeStamp } = event;
      if (ctrlKey || metaKey || altKey || isTyping(target)) return;
      const place = keys.get(key);
      if (key === "/") {
        event.preventDefault();
        focusSearch();
      } else if (key === "?") {
        onHelp();
      } else if (timeStamp - since.current < SECOND_KEY_MS && place) {
        since.current = 0;
        go(`/app${place.path}`);
      } else if (key === "g") {
        since.current = timeStamp;
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [role, are_keys_off]);
}

function focusSearch(): void {
  const input = document.querySelector<HTMLInputElement>(".search input");
  input?.focus();
  input?.select();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("dialog") !== null ||
      ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** The keys and their actions. */
export function KeysHelp({ onClose }: { onClose(): void }) {
  const { role } = useMe();
  const { are_keys_off } = useChoices();
  return (
    <Dialog title={FRAME.keys_title} onClose={onClose}>
      <dl class="facts">
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>{FRAME.keys_search}</dd>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>{FRAME.keys_help}</dd>
        <dt>
          <kbd>Esc</kbd>
        </dt>
        <dd>{FRAME.keys_close}</dd>
        {[...goKeys(role)].map(([key, { name }]) => (
          <KeyOfPlace key={key} letter={key} name={name} />
        ))}
      </dl>
      <Check
        label={FRAME.keys_on}
        hint={FRAME.keys_on_hint}
        checked={!are_keys_off}
        onValue={(is_on) => choose({ are_keys_off: !is_on })}
      />
    </Dialog>
  );
}

function KeyOfPlace({ letter, name }: { letter: string; name: PlaceName }) {
  return (
    <>
      <dt>
        <kbd>g</kbd> {FRAME.keys_then} <kbd>{letter}</kbd>
      </dt>
      <dd>{FRAME.keys_go(say.places[name])}</dd>
    </>
  );
}
