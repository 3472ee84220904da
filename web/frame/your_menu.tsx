import { FRAME } from "../messages/frame.ts";
import { say } from "../messages/en.ts";
import { signOut, useMe } from "../state/session.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/overlay.tsx";

/** Who is signed in, what is theirs, and the way out. */
export function YourMenu({ onKeys }: { onKeys(): void }) {
  const me = useMe();
  const name = me.name ?? me.email ?? me.role;
  return (
    <Menu
      label={
        <>
          <Icon name="person" />
          <span class="wide">{name}</span>
          <span class="narrow unseen">{name}</span>
        </>
      }
    >
      <p class="quiet">
        {say.signed_in_as} {me.email ?? me.name}
        {me.party !== null && <>, {me.party.name}</>}
      </p>
      <a href="/app/settings">{say.places.settings}</a>
      <a href="/docs">{say.api_docs}</a>
      <div class="row row-apart">
        <Button onClick={onKeys}>{FRAME.keys}</Button>
        <Button onClick={signOut}>{say.sign_out}</Button>
      </div>
    </Menu>
  );
}
