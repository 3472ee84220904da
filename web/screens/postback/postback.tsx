import { DEBUG } from "../../messages/debugger.ts";
import { useTitle } from "../../ui/title.ts";
import type { ScreenProps } from "../screens.ts";
import { Debugger } from "./debugger.tsx";

/** One postback, on a page of its own. */
export function PostbackScreen({ parts }: ScreenProps) {
  useTitle(DEBUG.title);
  return (
    <>
      <p>
        <a href="/app/postbacks">{DEBUG.all}</a>
      </p>
      <h1>{DEBUG.title}</h1>
      <Debugger id={parts["id"] ?? ""} />
    </>
  );
}
