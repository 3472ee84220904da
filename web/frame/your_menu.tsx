import { say } from "../messages/en.ts";
import { choose, useChoices } from "../state/choices.ts";
import type { Choices } from "../state/choices.ts";
import { signOut, useMe } from "../state/session.tsx";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/field.tsx";
import { Menu } from "../ui/overlay.tsx";

const ZONES = Intl.supportedValuesOf("timeZone");

/** Who is signed in, how things are shown, and the way out. */
export function YourMenu() {
  const me = useMe();
  const { theme, timezone } = useChoices();
  return (
    <Menu label={me.name ?? me.email ?? me.role}>
      <p class="quiet">
        {say.signed_in_as} {me.email ?? me.name}
        {me.party !== null && <>, {me.party.name}</>}
      </p>
      <Select
        label={say.theme}
        value={theme ?? ""}
        onValue={(value) =>
          choose({ theme: value === "" ? null : (value as Choices["theme"]) })
        }
        options={[
          { value: "", label: say.theme_device },
          { value: "light", label: say.theme_light },
          { value: "dark", label: say.theme_dark },
        ]}
      />
      <Select
        label={say.timezone}
        value={timezone ?? ""}
        onValue={(value) => choose({ timezone: value === "" ? null : value })}
        options={[
          { value: "", label: `${say.timezone_own}: ${me.timezone}` },
          ...ZONES.map((zone) => ({ value: zone, label: zone })),
        ]}
      />
      <div class="row row-apart">
        <a href="/docs">{say.api_docs}</a>
        <Button onClick={signOut}>{say.sign_out}</Button>
      </div>
    </Menu>
  );
}
