/** Says what is new to those who listen: politely, once, and never the whole log again. */
import { timeLeft, now, written } from './clock.js'
import { lineOf } from './slash.js'

/** @typedef {import('../../../bot/card.ts').Card} Card */
/** @typedef {import('../../../bot/card.ts').Text} Text */

const most = 8

/**
 * Adds a sentence to the live region of the page.
 * @param {string} sentence
 */
export function announce(sentence) {
  const region = document.getElementById('live')
  const line = document.createElement('p')
  line.textContent = sentence
  region?.append(line)
  while (region && region.children.length > most) region.firstElementChild?.remove()
}

/**
 * What is said of a card: its title, its text, and a question's choices.
 * @param {Card} card
 */
export function wordsOf({ kind, title, text, rows, file }) {
  const choices = kind === 'question' ? rows?.map(row => `${lineOf(row.label)}: ${row.text}`) : []
  const parts = [title && lineOf(title), text && plain(text), ...choices ?? [], file && `A file: ${file.name}`]
  return parts.filter(part => part).join('. ')
}

/** @param {Text} text */
function plain(text) {
  if (typeof text === 'string') return text
  return text.map(part => {
    if (typeof part === 'string') return part
    if ('at' in part) return part.as === 'countdown' ? timeLeft(part.at - now()) : written(part.at, 'moment')
    if ('command' in part) return lineOf(part)
    return 'channel' in part ? `#${part.channel}` : `@${part.role}`
  }).join('')
}
