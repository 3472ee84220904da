/** Types of journal records. */
export const RECORD_TYPE = { click: 1, postback: 2 } as const;
