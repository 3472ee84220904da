import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { useMe } from "../../state/session.tsx";
import { Act } from "../../ui/act.tsx";
import { mergedMapping } from "./parameters.ts";
import type { Mapping, Reading } from "./parameters.ts";
import { changes, Verdicts } from "./verdicts.tsx";

/** A trial on a postback: a reading, and the mapping that its source would have. */
export interface Trial {
  reading: Reading;
  /** Undefined where nothing is chosen, or where there is no source to choose for. */
  mapping: Record<string, string[]> | undefined;
}

/** The trial of a reading on a source's mapping. */
export function trialOf(reading: Reading, mapping: Mapping | undefined): Trial {
  const is_chosen = Object.keys(reading).length > 0;
  if (!is_chosen || mapping === undefined)
    return { reading, mapping: undefined };
  return { reading, mapping: mergedMapping(mapping, reading) };
}

/** Judges a postback again, by what is set up now or by the mapping that was built. */
export function Again({
  postback: { id },
  trial: { reading, mapping },
  reload,
}: {
  postback: Schema<"PostbackWithTrace">;
  trial: Trial;
  reload(): void;
}) {
  const { party } = useMe();
  const [judged, setJudged] = useState<{
    reading: Reading;
    of: Schema<"ReplayedPostback">;
  } | null>(null);
  const params = { path: { id } };
  const path = "/api/v1/postbacks/{id}/replay";
  const attempt = async () => {
    const body = { dry_run: true, ...(mapping && { mapping }) };
    const of = await ok(api.POST(path, { params, body }));
    setJudged({ reading, of });
  };
  const judge = async () => {
    await ok(api.POST(path, { params, body: { dry_run: false } }));
    reload();
  };
  const of = judged?.reading === reading ? judged.of : null;
  const is_changed = of !== null && changes(of);
  return (
    <section class="panel stack">
      <h3>{DEBUG.again_title}</h3>
      <p>{mapping === undefined ? DEBUG.again_text : DEBUG.again_mapped}</p>
      <div class="row">
        <Act kind="main" work={attempt}>
          {DEBUG.again_try}
        </Act>
        {is_changed && party === null && mapping === undefined && (
          <Act kind="danger" work={judge}>
            {DEBUG.again_do}
          </Act>
        )}
      </div>
      {of !== null && <Verdicts of={of} />}
      {is_changed && party !== null && (
        <p class="quiet">{DEBUG.only_network}</p>
      )}
    </section>
  );
}
