import { useState } from "preact/hooks";
import { NET } from "../../messages/network.ts";
import { useTimezone } from "../../state/session.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Ask } from "../network/ask.tsx";
import { optionsOf } from "../network/options.ts";
import { endBody, endOf } from "./price_end.ts";

/** Ends a price now or at a time; one whose end is planned may go on. */
export function EndPrice({
  name,
  valid_to,
  happens,
  end,
  plan,
}: {
  /** Whose price it is, for those who hear the button alone. */
  name: string;
  valid_to: string | null;
  happens: string;
  end(): Promise<void>;
  plan(body: { valid_to: string | null }): Promise<void>;
}) {
  const timezone = useTimezone();
  const [value, setValue] = useState(() => endOf(valid_to, timezone));
  const body = endBody(value, timezone);
  const { now, later, never } = NET.end_whens;
  return (
    <Ask
      label={
        <>
          {NET.end}
          <span class="unseen">: {name}</span>
        </>
      }
      title={NET.end_price}
      happens={value.when === "never" ? NET.end_never_happens : happens}
      agree={value.when === "never" ? NET.end_never : NET.end_price}
      kind={value.when === "never" ? "main" : "danger"}
      disabled={body === undefined}
      work={async () => {
        if (body === undefined) return;
        await (body === "now" ? end() : plan(body));
      }}
    >
      <Select
        label={NET.end_when}
        value={value.when}
        onValue={(when) =>
          setValue({ ...value, when: when as typeof value.when })
        }
        options={optionsOf(
          valid_to === null ? { now, later } : { now, later, never },
        )}
      />
      {value.when === "later" && (
        <Field
          label={NET.ends_at}
          hint={NET.end_at_hint(timezone)}
          type="datetime-local"
          value={value.at}
          onValue={(at) => setValue({ ...value, at })}
        />
      )}
    </Ask>
  );
}
