/** How commands are typed in the playground. */

/** @typedef {import('../../../bot/card.ts').Slash} Slash */

/**
 * A title or a label; a command has its own slash here.
 * @param {string | Slash} text
 */
export function lineOf(text) {
  return typeof text === 'string' ? text : `/${text.command}`
}
