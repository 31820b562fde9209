/** A start that fails now and may succeed later with the same settings: something outside does not answer, or does not yet. The message says what, and what to do. */
export class UnavailableError extends Error {}
