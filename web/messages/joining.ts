/** Texts of pages that anybody sees. */
export const JOINING = {
  title: "Become an affiliate",
  text: "Say who you are and where you advertise. The network reads it and answers by mail.",
  name: "Name or company",
  email: "Email",
  website: "Website",
  website_hint: "Where you advertise, if it is a page: https://…",
  send: "Apply",
  received_title: "Received",
  received:
    "The network has your application. If it agrees, it sends you a link to choose a password, and you are in. You can close this page.",
  sign_in: "Sign in",
  closed:
    "This network takes no applications here. Ask whoever told you of it.",
  questions: "Questions of the sign-up",
  questions_lead:
    "Those who apply to become an affiliate are asked these, besides their name, email and website. Saving changes the page at once; answers that were given stay with their applications.",
  questions_none: "Nothing more is asked.",
  question: (number: number) => `Question ${number}`,
  question_text: "What is asked",
  question_required: "Must be answered",
  add_question: "Add a question",
  remove_question: (number: number) => `Remove question ${number}`,
  sheet_title: (source: string | null) =>
    source === null ? "Reporting sales" : `Reporting sales: ${source}`,
  sheet_lead:
    "A visitor comes to the shop by an affiliate's link, which adds click_id to the shop's address. Keep that value with the visitor, and call the address below from your server for each sale. That is all.",
  sheet_key:
    "Put the source's key in the place of KEY: it is secret, and given to you apart.",
  sheet_none:
    "There is no sheet here. The link may be incomplete, or it was withdrawn: ask for a new one.",
} as const;
