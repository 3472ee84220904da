import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { Schema } from "../../api/client.ts";
import { SOURCE } from "../../messages/sources.ts";
import { useTimezone } from "../../state/session.tsx";
import { Select } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Ask } from "../network/ask.tsx";
import { optionsOf } from "../network/options.ts";

/** Asks how long the old one is taken, then replaces it. */
export function Replace({
  label,
  happens,
  work,
}: {
  label: string;
  happens: string;
  work(keep_old_hours: number): Promise<unknown>;
}) {
  const [hours, setHours] = useState("48");
  return (
    <Ask
      label={label}
      title={label}
      happens={happens}
      agree={label}
      work={() => work(Number(hours))}
    >
      <Select
        label={SOURCE.keep_old}
        value={hours}
        onValue={setHours}
        options={optionsOf(SOURCE.keeps)}
      />
    </Ask>
  );
}

/** A replaced key or token that is still taken, and the way to end it before its time. */
export function OldOne({
  old,
  until,
  end,
  happens,
  work,
}: {
  old: Schema<"Source">["old_key"];
  until: ComponentChildren;
  end: string;
  happens: string;
  work(): Promise<unknown>;
}) {
  const timezone = useTimezone();
  if (old === null) return null;
  return (
    <p class="row">
      <span>
        {until} <Time at={old.valid_until} timezone={timezone} />{" "}
        <span class="quiet">
          (<code>{old.masked}</code>)
        </span>
      </span>
      <Ask
        kind="danger"
        label={end}
        title={end}
        happens={happens}
        agree={end}
        work={work}
      />
    </p>
  );
}
