import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { useMe } from "../../state/session.tsx";
import { Act } from "../../ui/act.tsx";
import { isSame, Verdicts } from "./verdicts.tsx";

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
  const before = judged?.before;
  const after = judged?.after;
  const is_other =
    before !== undefined && after !== undefined && !isSame(before, after);
  const { made = 0, changed = 0 } = judged?.conversions ?? {};
  const changes = is_other || made + changed > 0;
  return (
    <section class="panel stack">
      <h3>{DEBUG.again_title}</h3>
      <p>{DEBUG.again_text}</p>
      <div class="row">
        <Act work={() => judge(true)}>{DEBUG.again_try}</Act>
        {changes && party === null && (
          <Act kind="danger" work={() => judge(false)}>
            {DEBUG.again_do}
          </Act>
        )}
      </div>
      {before !== undefined && after !== undefined && (
        <>
          <Verdicts {...{ before, after, trace: judged?.trace }} />
          {made + changed > 0 && <p>{DEBUG.alike_made(made, changed)}</p>}
          {changes && party !== null && (
            <p class="quiet">{DEBUG.only_network}</p>
          )}
        </>
      )}
    </section>
  );
}
