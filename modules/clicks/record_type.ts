/** What a record of the journal is. */
export const RECORD_TYPE = { click: 1, postback: 2 } as const;
