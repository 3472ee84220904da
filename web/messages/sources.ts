/** Texts of what a source is recognised by, and of how its words are read. */
export const SOURCE = {
  address: "Address and its key",
  address_text:
    "The sender calls it. Its last part is the key: whoever knows it can call, too.",
  key_replace: "Replace the key",
  key_happens:
    "The source gets a new address. The sender has to change to it before the old one ends.",
  key_replaced: "The new address stands above, and on the sheet.",
  old_key: "The old address is taken until",
  old_key_end: "End the old address",
  old_key_happens:
    "What still comes to the old address is refused from now on.",
  token: "Token",
  token_text: "Sent with each postback, as the parameter token.",
  token_none: "None: the key in the address is the proof.",
  token_make: "Make a token",
  token_replace: "Replace the token",
  token_make_happens:
    "The sender proves itself by it; it is shown once, and has to be put into its server.",
  token_happens:
    "The source gets a new token, shown once. The sender has to change to it before the old one ends.",
  token_once: "The token is shown once. Put it into the sender's server now.",
  old_token: "The old token is taken until",
  old_token_end: "End the old token",
  old_token_happens:
    "What still comes with the old token is refused from now on.",
  keep_old: "The old one is taken",
  keeps: {
    "0": "no more, from now on",
    "24": "for a day",
    "48": "for two days",
    "168": "for a week",
    "720": "for 30 days",
  },
  secrets: "Signing secrets",
  secrets_text:
    "A request may be signed with any of them. To replace one without a gap: add the new one, change the sender, then remove the old one.",
  secrets_none: "None: signatures can't be checked.",
  secret_add: "Add a secret",
  secrets_full:
    "There are two, which is all that a source can have. Remove the old one before another is added.",
  secret_once: "The secret is shown once. Put it into the sender's server now.",
  secret_remove: "Remove",
  secret_happens: (is_last: boolean) =>
    is_last
      ? "It is the last one. What is signed with it counts as not signed from now on, and is refused where a signature is required."
      : "What is signed with it counts as not signed from now on.",
  made_on: "made",
  words: "Words for states",
  words_text:
    "What the sender's words mean here. They stand before the words that every source knows.",
  words_none: "No words of its own yet: the usual ones below are understood.",
  word: "Their word",
  word_hint: "Upper and lower case are the same.",
  meaning: "Means",
  goal: "For the goal",
  goal_as_sent: "as sent",
  mode: "And then",
  modes: {
    add: "a sale of its own",
    change: "the sale changes",
    upsert: "changes the sale, or makes it",
  },
  mode_usual: "as usual",
  states: {
    approved: "approved",
    pending: "pending",
    rejected: "rejected",
    reversed: "reversed",
    ignore: "nothing: it is left out",
  },
  remove: "Remove",
  add: "Add the word",
  add_word: "Another word",
  unknown: "Words that came and weren't understood",
  unknown_text: "Take one over, and say what it means.",
  take: (word: string, count: number) => `${word} (${count})`,
  save_text: "They apply to what comes from now on.",
  refused_before:
    "What was refused before can be judged again from any of its postbacks.",
  understood:
    "All words that are understood, with these and those of its platform",
} as const;
