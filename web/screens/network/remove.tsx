import { NET } from "../../messages/network.ts";
import { Ask } from "./ask.tsx";

/** A button that removes a thing, after saying what becomes of all that hangs on it. */
export function Remove({
  name,
  happens,
  work,
}: {
  name: string;
  happens: string;
  work(): Promise<unknown>;
}) {
  return (
    <Ask
      label={
        <>
          {NET.remove}
          <span class="unseen">: {name}</span>
        </>
      }
      title={NET.remove_it(name)}
      happens={happens}
      agree={NET.remove}
      kind="danger"
      work={work}
    />
  );
}
