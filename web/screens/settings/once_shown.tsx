import { CopyButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

/** A secret that isn't shown again. */
export function OnceShown({ text, secret }: { text: string; secret: string }) {
  return (
    <Notice tone="good">
      <p>{text}</p>
      <pre>{secret}</pre>
      <div>
        <CopyButton text={secret} />
      </div>
    </Notice>
  );
}
