/** What the log of a channel shows, in its order. */
import { messagesOf, ownNotes } from './state.js'

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Message} Message */
/** @typedef {import('./state.js').Note} Note */

/** @typedef {{ type: 'message', key: string, message: Message } | { type: 'note', key: string, note: Note } | { type: 'day', key: string, at: number }} Entry */

/**
 * Whether the channel has older messages than the log shows.
 * @param {State} state
 */
export function hasEarlier(state) {
  return messagesOf(state, state.channel).length > state.shown
}

/**
 * What the log shows, from old to new: messages, private answers after theirs, and a line where a day begins.
 * @param {State} state
 * @returns {Entry[]}
 */
export function entriesOf(state) {
  const messages = messagesOf(state, state.channel).slice(-state.shown)
  const notes = Map.groupBy(ownNotes(state), note => note.after && state.messages.has(note.after) ? note.after : null)
  const entries = messages.flatMap((message, index) => [
    ...dayEntry(message, messages[index - 1]),
    messageEntry(message),
    ...noteEntries(notes.get(message.id)),
  ])
  return messages.length === 0 ? noteEntries(notes.get(null)) : placeFirst(entries, notes.get(null))
}

/**
 * Notes older than every message go above them, the others below.
 * @param {Entry[]} entries
 * @param {Note[] | undefined} notes
 */
function placeFirst(entries, notes = []) {
  const first = entries.find(entry => entry.type === 'message')?.message.at ?? 0
  const older = notes.filter(note => note.at < first)
  const newer = notes.filter(note => note.at >= first)
  return [...noteEntries(older), ...entries, ...noteEntries(newer)]
}

/**
 * @param {Note[] | undefined} notes
 * @returns {Entry[]}
 */
function noteEntries(notes = []) {
  return notes.map(note => ({ type: 'note', key: note.id, note }))
}

/**
 * @param {Message} message
 * @returns {Entry}
 */
function messageEntry(message) {
  return { type: 'message', key: message.id, message }
}

/**
 * @param {Message} message
 * @param {Message | undefined} before
 * @returns {Entry[]}
 */
function dayEntry(message, before) {
  const day = new Date(message.at).toDateString()
  if (before && new Date(before.at).toDateString() === day) return []
  return [{ type: 'day', key: `day before ${message.id}`, at: message.at }]
}

/**
 * The press of a choice (0 is the first) of the newest question with buttons in the log, and the private answer it is on.
 * @param {State} state
 * @param {number} choice
 * @returns {{ press: string, note?: string } | null}
 */
export function pressOfChoice(state, choice) {
  const open = entriesOf(state).findLast(entry => isOpenQuestion(entry))
  const { rows = [], buttons = [] } = (open && cardOf(open)) ?? {}
  const row = rows[choice]
  const press = row && (buttons.find(button => button.label === row.label) ?? buttons[choice])?.press
  if (!open || press === undefined) return null
  return open.type === 'note' ? { press, note: open.note.id } : { press }
}

/** @param {Entry} entry */
function isOpenQuestion(entry) {
  const card = cardOf(entry)
  return card?.kind === 'question' && Boolean(card.rows?.length) && Boolean(card.buttons?.length)
}

/** @param {Entry} entry */
function cardOf(entry) {
  return entry.type === 'message' ? entry.message.card : entry.type === 'note' ? entry.note.card : null
}
