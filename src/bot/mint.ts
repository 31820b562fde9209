import { randomBytes } from 'node:crypto'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** A new random id of 12 lower-case letters and digits (60 bits), unguessable and safe in keys and buttons. */
export function mintId(): string {
  return Array.from(randomBytes(12), byte => LETTERS[byte & 31]).join('')
}
