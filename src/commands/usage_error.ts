/** A mistake on the command line; an empty message leaves it to the usage. */
export class UsageError extends Error {}
