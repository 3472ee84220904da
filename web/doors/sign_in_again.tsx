import { say } from "../messages/en.ts";
import { readMe } from "../state/session.tsx";
import type { Me } from "../state/session.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { SignIn } from "./sign_in.tsx";

/** Asks who was signed in to sign in again, over the page, which keeps what was typed. */
export function SignInAgain({
  me,
  onDone,
}: {
  me: Me;
  onDone(is_in: boolean): void;
}) {
  const signedIn = async () => {
    const now = await readMe();
    // Another person's page would show what the first one asked for.
    if (now.id !== me.id && now.email !== me.email) window.location.reload();
    else onDone(true);
  };
  return (
    <Dialog title={say.session_ended_title} onClose={() => onDone(false)}>
      <p>{say.session_ended}</p>
      <SignIn email={me.email ?? ""} onSignedIn={() => void signedIn()} />
    </Dialog>
  );
}
