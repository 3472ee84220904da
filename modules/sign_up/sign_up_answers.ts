import { Type } from "@sinclair/typebox";
import {
  described,
  Id,
  named,
  nullable,
  oneOf,
  Time,
  Uuid,
} from "../http/mod.ts";
import { APPLICATION_STATES, NOTE_CODES } from "./application_list.ts";
import { QuestionsBody } from "./sign_up_model.ts";

const text = Type.String();

/** The network's questions in the API. */
export const Questions = named("SignUpQuestions", QuestionsBody);

/** The answer to an application: the same, whatever is known of it. */
export const Received = Type.Object({ status: Type.Literal("received") });

const APPLICATION = {
  id: Uuid,
  email: text,
  name: text,
  website: nullable(text),
  answers: described("Answers by the question's key.", Type.Record(text, text)),
  address: nullable(text),
  country: nullable(text),
  is_data_centre: Type.Boolean(),
  status: oneOf(APPLICATION_STATES),
  reason: nullable(text),
  affiliate_id: described("The affiliate that it became.", nullable(Id)),
  notes: described(
    "Things to know before it is decided.",
    Type.Array(Type.Object({ code: oneOf(NOTE_CODES), text })),
  ),
  created_at: Time,
  decided_at: nullable(Time),
};

/** An application in the API. */
export const Application = named("Application", Type.Object(APPLICATION));

/** An approved application, with the link to sign in by. */
export const ApprovedApplication = named(
  "ApprovedApplication",
  Type.Object({
    ...APPLICATION,
    invitation: Type.Object({
      url: text,
      expires_at: Time,
      mail: oneOf(["sent", "failed", "off"]),
    }),
  }),
);
