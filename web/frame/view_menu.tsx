import { FRAME } from "../messages/frame.ts";
import { say } from "../messages/en.ts";
import { REPORTS } from "../messages/reports.ts";
import { choose, useChoices } from "../state/choices.ts";
import type { Choices } from "../state/choices.ts";
import { useMe, useTimezone } from "../state/session.tsx";
import { Select } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/overlay.tsx";

/** Zone, currency, period and theme: chosen once for all screens. */
export function ViewMenu() {
  const zone = useTimezone();
  const { currency } = useChoices();
  const cities = zone.split("/").at(-1)?.replaceAll("_", " ");
  return (
    <Menu
      label={
        <>
          <Icon name="sliders" />
          <span class="unseen">{FRAME.view}: </span>
          <span class="wide">
            {currency !== null && `${currency} · `}
            {cities}
          </span>
        </>
      }
    >
      <AllChoices />
    </Menu>
  );
}

/** Made when the menu is opened: zones and currencies are hundreds. */
function AllChoices() {
  const me = useMe();
  const { theme, timezone, currency, period } = useChoices();
  return (
    <>
      <ChoiceOf
        label={say.timezone}
        value={timezone}
        none={`${say.timezone_own}: ${me.timezone}`}
        options={named("timeZone")}
        onChoice={(value) => choose({ timezone: value })}
      />
      <ChoiceOf
        label={say.currency}
        value={currency}
        none={say.currency_own}
        options={named("currency")}
        onChoice={(value) => choose({ currency: value })}
      />
      <ChoiceOf
        label={FRAME.period}
        value={period}
        none={FRAME.period_own}
        options={Object.entries(REPORTS.periods).filter(
          ([name]) => name !== "last_7_days",
        )}
        onChoice={(value) => choose({ period: value })}
      />
      <ChoiceOf
        label={say.theme}
        value={theme}
        none={say.theme_device}
        options={[
          ["light", say.theme_light],
          ["dark", say.theme_dark],
        ]}
        onChoice={(value) => choose({ theme: value as Choices["theme"] })}
      />
      <p class="quiet">{FRAME.view_hint}</p>
    </>
  );
}

function named(of: "timeZone" | "currency") {
  return Intl.supportedValuesOf(of).map((one) => [one, one] as const);
}

function ChoiceOf({
  label,
  value,
  none,
  options,
  onChoice,
}: {
  label: string;
  value: string | null;
  /** Label of the default, which counts while nothing is chosen. */
  none: string;
  options: readonly (readonly [value: string, label: string])[];
  onChoice(value: string | null): void;
}) {
  return (
    <Select
      label={label}
      value={value ?? ""}
      onValue={(chosen) => onChoice(chosen === "" ? null : chosen)}
      options={[
        { value: "", label: none },
        ...options.map(([one, text]) => ({ value: one, label: text })),
      ]}
    />
  );
}
