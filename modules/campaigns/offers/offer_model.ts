import { Type } from "@sinclair/typebox";

const closed = { additionalProperties: false };
const ANSWERS_MAX = 30;
const QUESTION_CHARS_MAX = 300;
const ANSWER_CHARS_MAX = 2_000;
const version = Type.String({ minLength: 1, maxLength: 100 });
const affiliate_id = Type.Optional(
  Type.Integer({
    description: "An affiliate's own by default.",
    minimum: 1,
    maximum: 2_147_483_647,
  }),
);

/** Answers by question. */
export const Answers = Type.Record(
  Type.String({ minLength: 1, maxLength: QUESTION_CHARS_MAX }),
  Type.String({ maxLength: ANSWER_CHARS_MAX }),
  { maxProperties: ANSWERS_MAX },
);

/** An application for a campaign in API requests. */
export const ApplicationBody = Type.Object(
  {
    affiliate_id,
    answers: Type.Optional(Answers),
    accepted_terms_version: Type.Optional(Type.Union([version, Type.Null()])),
  },
  closed,
);

/** The acceptance of a campaign's terms in API requests. */
export const AcceptTermsBody = Type.Object(
  { affiliate_id, accepted_terms_version: version },
  closed,
);
