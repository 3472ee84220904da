import { useEffect, useState } from "preact/hooks";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { Button } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { useNames } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { Batches } from "./batches.tsx";
import { Compared } from "./compared.tsx";
import { ConfirmFrame } from "./confirm_frame.tsx";
import { ImportReview } from "./import_review.tsx";
import { IMPORTS, STATEMENTS } from "./kinds.ts";
import type { Kind, Upload } from "./kinds.ts";
import { KindTabs, lastOf, stepOf, UploadState } from "./list.tsx";
import { NameColumns } from "./name_columns.tsx";
import { Progress } from "./progress.tsx";

const POLL_MS = 1_000;

/** One statement, from its columns to what was applied. */
export function StatementScreen({ parts }: ScreenProps) {
  return <Whole key={parts["id"]} kind={STATEMENTS} id={parts["id"] ?? ""} />;
}

export function ImportScreen({ parts }: ScreenProps) {
  return <Whole key={parts["id"]} kind={IMPORTS} id={parts["id"] ?? ""} />;
}

function Whole({ kind, id }: { kind: Kind; id: string }) {
  useTitle(RECONCILING.kinds[kind.name]);
  const [turn, setTurn] = useState(0);
  const asked = useAsked(`${id} ${turn}`, (signal) => kind.read(id, signal));
  const { data } = asked;
  const is_working = data?.status === "matching";
  useEffect(() => {
    if (!is_working) return;
    const timer = setInterval(() => setTurn((before) => before + 1), POLL_MS);
    return () => clearInterval(timer);
  }, [is_working]);
  const reload = () => setTurn((before) => before + 1);
  return (
    <>
      <KindTabs shown={kind} />
      <Shown asked={asked}>
        {(upload) => (
          <>
            <Head upload={upload} />
            <Step kind={kind} upload={upload} onChange={reload} />
          </>
        )}
      </Shown>
      {data === undefined && <h1 class="unseen">{RECONCILING.title}</h1>}
    </>
  );
}

function Head({ upload }: { upload: Upload }) {
  const advertisers = useNames("advertisers");
  const { advertiser_id, from, to, timezone, statement } = upload;
  return (
    <div class="screen-head">
      <div class="stack-close">
        <h1>{advertisers(advertiser_id)}</h1>
        <p class="row quiet">
          {from && (
            <span>
              <Time at={from} timezone={timezone} style="day" /> –{" "}
              <Time at={lastOf(to)} timezone={timezone} style="day" />
            </span>
          )}
          <span>{timezone}</span>
          <span>{statement?.file_name}</span>
        </p>
      </div>
      <UploadState upload={upload} />
    </div>
  );
}

interface StepProps {
  kind: Kind;
  upload: Upload;
  onChange(): void;
}

/** The present step of an upload. */
function Step({ kind, upload, onChange }: StepProps) {
  const location = useLocation();
  const step = stepOf(upload);
  const is_renamed = location.query.get("columns") === "change";
  const rename = (is_on: boolean) =>
    go(withQuery(location, { columns: is_on ? "change" : null }));
  if (step === "matching" || step === "reading") {
    return <Progress id={upload.id} />;
  }
  if (step === "failed" && (upload.reading?.rows ?? 0) === 0) {
    return (
      <>
        <Notice tone="bad">{upload.problem}</Notice>
        <p>
          <a href={kind.path}>{RECONCILING.another}</a>
        </p>
      </>
    );
  }
  if (step === "mapping" || step === "failed" || is_renamed) {
    const onNamed = () => {
      rename(false);
      onChange();
    };
    return (
      <>
        {step === "failed" && upload.problem !== null && (
          <Notice tone="bad">{upload.problem}</Notice>
        )}
        <NameColumns kind={kind} upload={upload} onNamed={onNamed} />
      </>
    );
  }
  return (
    <>
      {kind.name === "statements" ? (
        <>
          <ConfirmFrame upload={upload} onChange={onChange} />
          {step !== "frame" && <Compared upload={upload} onChange={onChange} />}
        </>
      ) : (
        <ImportReview upload={upload} onChange={onChange} />
      )}
      <Batches kind={kind} upload={upload} onChange={onChange} />
      {upload.status === "review" && (
        <div>
          <Button onClick={() => rename(true)}>{RECONCILING.again}</Button>
        </div>
      )}
    </>
  );
}
