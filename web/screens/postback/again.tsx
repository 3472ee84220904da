import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { useMe } from "../../state/session.tsx";
import { Act } from "../../ui/act.tsx";
import { Checks } from "./checks.tsx";
import { Verdicts } from "./verdicts.tsx";

type Whole = Schema<"PostbackWithTrace">;

/** Judges a postback again by what is set up now: tried out first. */
export function Again({
  postback,
  reload,
}: {
  postback: Whole;
  reload(): void;
}) {
  const { party } = useMe();
  const [judged, setJudged] = useState<Schema<"ReplayedPostback"> | null>(null);
  if (postback.cut !== null) return null;
  const judge = async (dry_run: boolean) => {
    const answer = await ok(
      api.POST("/api/v1/postbacks/{id}/replay", {
        params: { path: { id: postback.id } },
        body: { dry_run },
      }),
    );
    if (dry_run) setJudged(answer);
    else reload();
  };
  return (
    <section class="panel stack">
      <h3>{DEBUG.again_title}</h3>
      <p>{DEBUG.again_text}</p>
      <div class="row">
        <Act work={() => judge(true)}>{DEBUG.again_try}</Act>
        {judged !== null && party === null && (
          <Act kind="danger" work={() => judge(false)}>
            {DEBUG.again_do}
          </Act>
        )}
      </div>
      {judged?.before !== undefined && judged.after !== undefined && (
        <>
          <Verdicts before={judged.before} after={judged.after} />
          {party !== null && <p class="quiet">{DEBUG.only_network}</p>}
          {judged.trace !== undefined && judged.trace.length > 0 && (
            <Checks caption={DEBUG.after} trace={judged.trace} />
          )}
        </>
      )}
    </section>
  );
}
