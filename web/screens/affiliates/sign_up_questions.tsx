import { useState } from "preact/hooks";
import { Submit } from "../../doors/sign_in.tsx";
import { api, tagged } from "../../api/client.ts";
import type { Tagged } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { JOINING } from "../../messages/joining.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Button } from "../../ui/button.tsx";
import { Check, Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { useEdit } from "../network/use_edit.ts";
import { NEW_QUESTION, questionsToSend } from "./questions_to_send.ts";
import type { Question, QuestionDraft } from "./questions_to_send.ts";

type Questions = Tagged<{ questions: Question[] }>;

/** The questions that those who apply to become an affiliate are asked. */
export function SignUpQuestionsScreen() {
  useTitle(JOINING.questions);
  const { data, error, reload } = useAsked("questions", readQuestions);
  return (
    <>
      <div class="screen-head">
        <h1>{JOINING.questions}</h1>
        <a class="button" href="/app/applications">
          {NET.applications}
        </a>
      </div>
      <p>{JOINING.questions_lead}</p>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={6} />
      ) : (
        <QuestionsForm start={data} />
      )}
    </>
  );
}

async function readQuestions(): Promise<Questions> {
  return await tagged(api.GET("/api/v1/sign-up-questions"));
}

function QuestionsForm({ start }: { start: Questions }) {
  const [theirs, setTheirs] = useState<readonly Question[]>();
  const { form, changed, is_saved } = useEdit({
    start,
    valuesOf: (row): { questions: QuestionDraft[] } => ({
      questions: row.questions,
    }),
    read: async () => {
      const now = await readQuestions();
      setTheirs(now.value.questions);
      return now;
    },
    send: async (_, etag, { questions }) =>
      await tagged(
        api.PUT("/api/v1/sign-up-questions", {
          params: { header: { "If-Match": etag } },
          body: { questions: questionsToSend(questions) },
        }),
      ),
    onSaved: () => setTheirs(undefined),
  });
  const { questions } = form.values;
  const set = (next: QuestionDraft[]) => form.set({ questions: next });
  const wrongOf = (at: number) =>
    form.error?.fields.find(({ field }) => field.startsWith(`questions.${at}.`))
      ?.message;
  return (
    <div class="panel">
      <Form form={form} label={JOINING.questions}>
        {questions.length === 0 && <p>{JOINING.questions_none}</p>}
        {questions.map((question, at) => (
          <QuestionRow
            key={at}
            number={at + 1}
            of={question}
            wrong={wrongOf(at)}
            onChange={(next) => set(questions.with(at, next))}
            onRemove={() => set(questions.toSpliced(at, 1))}
          />
        ))}
        <div>
          <Button onClick={() => set([...questions, NEW_QUESTION])}>
            {JOINING.add_question}
          </Button>
        </div>
        {changed.length > 0 && theirs !== undefined && (
          <ChangedMeanwhile questions={theirs} />
        )}
        <div class="row">
          <Submit label={say.save} is_sending={form.is_sending} />
          <span role="status">{is_saved ? NET.saved : ""}</span>
        </div>
      </Form>
    </div>
  );
}

function QuestionRow({
  number,
  of,
  wrong,
  onChange,
  onRemove,
}: {
  number: number;
  of: QuestionDraft;
  wrong: string | undefined;
  onChange(next: QuestionDraft): void;
  onRemove(): void;
}) {
  return (
    <fieldset class="stack">
      <legend>{JOINING.question(number)}</legend>
      <Field
        label={JOINING.question_text}
        name={`question_${number}`}
        required
        wrong={wrong}
        value={of.label}
        onValue={(label) => onChange({ ...of, label })}
      />
      <div class="row">
        <Check
          label={JOINING.question_required}
          checked={of.required}
          onValue={(required) => onChange({ ...of, required })}
        />
        <Button kind="plain" onClick={onRemove}>
          {JOINING.remove_question(number)}
        </Button>
      </div>
    </fieldset>
  );
}

function ChangedMeanwhile({ questions }: { questions: readonly Question[] }) {
  return (
    <Notice tone="warn" title={NET.changed_meanwhile}>
      {questions.length === 0 && <p>{JOINING.questions_none}</p>}
      <ul>
        {questions.map(({ key, label }) => (
          <li key={key}>{label}</li>
        ))}
      </ul>
    </Notice>
  );
}
