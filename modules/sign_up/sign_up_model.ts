import { Type } from "@sinclair/typebox";

const closed = { additionalProperties: false };
const QUESTIONS_MAX = 30;
const LABEL_CHARS_MAX = 300;
const ANSWER_CHARS_MAX = 2_000;
/** Postgres texts can't contain NUL. */
const text = (max: number) =>
  Type.String({ minLength: 1, maxLength: max, pattern: "^[^\\u0000]*$" });
const key = Type.String({ pattern: "^[a-z][a-z0-9_]{0,39}$" });

/** An application in API requests. */
export const ApplicationBody = Type.Object(
  {
    email: Type.String({ maxLength: 254 }),
    name: text(200),
    website: Type.Optional(Type.Union([text(500), Type.Null()])),
    answers: Type.Optional(
      Type.Record(key, text(ANSWER_CHARS_MAX), {
        maxProperties: QUESTIONS_MAX,
        ...closed,
      }),
    ),
  },
  closed,
);

/** The network's questions in API requests. */
export const QuestionsBody = Type.Object(
  {
    questions: Type.Array(
      Type.Object(
        { key, label: text(LABEL_CHARS_MAX), required: Type.Boolean() },
        closed,
      ),
      { maxItems: QUESTIONS_MAX },
    ),
  },
  closed,
);

/** The refusal of an application in API requests. */
export const RefusalBody = Type.Object({ reason: text(1_000) }, closed);
