/** Words of the command line that it does not know. */
export class UsageError extends Error {}
