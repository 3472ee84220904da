import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { ChoiceMenu } from "../../ui/choice_menu.tsx";
import { meaningInWords } from "./meanings.ts";
import { meaningOf, piecesOf, withChoice } from "./parameters.ts";
import type { Reading, Sent } from "./parameters.ts";

/** The meanings of a request's names, and the way to choose others. */
export interface Mapped {
  meanings: Reading;
  reading: Reading;
  setReading(reading: Reading): void;
}

/** A request as it came; each of its parameters is a button that opens what it can mean. */
export function RawRequest({
  postback,
  ...mapped
}: Mapped & { postback: Schema<"PostbackWithTrace"> }) {
  return (
    <div class="raw">
      {piecesOf(postback).map(({ text, sent }, at) =>
        sent === undefined || postback.cut !== null ? (
          text
        ) : (
          <Parameter key={at} {...mapped} {...{ text, sent }} />
        ),
      )}
    </div>
  );
}

function Parameter({
  text,
  sent: { name, value },
  meanings,
  reading,
  setReading,
}: Mapped & { text: string; sent: Sent }) {
  const meaning = meaningOf(name, meanings, reading);
  const usual = meanings[name];
  const seldom =
    usual === undefined || usual in DEBUG.meanings ? {} : { [usual]: usual };
  return (
    <ChoiceMenu
      title={
        <>
          {DEBUG.choose(name)} <code>{value}</code>
        </>
      }
      choices={{ ...DEBUG.meanings, ...seldom }}
      value={meaning ?? ""}
      onChoose={(one) => setReading(withChoice(reading, meanings, [name, one]))}
    >
      {text}
      <span class="means" data-changed={name in reading || undefined}>
        <span class="unseen">, {DEBUG.means} </span>
        {meaning === null ? DEBUG.means_nothing : meaningInWords(meaning)}
      </span>
    </ChoiceMenu>
  );
}
