/** What the page knows, and the ways in which that changes. Nothing here touches the document. */

/** @typedef {import('../../../bot/card.ts').Card} Card */
/** @typedef {{ id: string, name: string, admin: boolean }} Person */
/** @typedef {{ id: string, name: string }} Channel */
/** @typedef {{ name: string, description: string, required: boolean, choices: string[] }} Option */
/** @typedef {{ name: string, description: string, options: Option[] }} Command */
/** @typedef {{ id: string, channel: string, at: number, author: string, card: Card | null, text: string | null }} Message */
/** @typedef {{ now: number, people: Person[], channels: Channel[], commands: Command[], messages: Message[] }} Snapshot */

/**
 * An answer that only one person sees. `after` is the message it came after, null in an empty channel.
 * @typedef {{ id: string, person: string, channel: string, after: string | null, at: number, card: Card }} Note
 */

/** @typedef {{ type: 'message', key: string, message: Message } | { type: 'note', key: string, note: Note } | { type: 'day', key: string, at: number }} Entry */

/**
 * `link`: whether the server is there. `unread`: channels with messages not looked at; `below`: so has this one.
 * `shown`: how many of the newest messages are in the log.
 * @typedef {{
 *   link: 'opening' | 'open' | 'lost', people: Person[], channels: Channel[], commands: Command[],
 *   messages: Map<string, Message>, notes: Note[], person: string, channel: string,
 *   unread: Set<string>, below: boolean, shown: number,
 * }} State
 */

const pageSize = 200

/**
 * The state of a page that has heard nothing yet.
 * @returns {State}
 */
export function emptyState() {
  return {
    link: 'opening', people: [], channels: [], commands: [], messages: new Map(), notes: [],
    person: '', channel: '', unread: new Set(), below: false, shown: pageSize,
  }
}

/**
 * Takes the server's whole state over; keeps the person, the channel and the private answers.
 * @param {State} state
 * @param {Snapshot} snapshot
 * @param {{ person: string | null, channel: string | null }} wish  who and where this window wants to be
 */
export function takeSnapshot(state, snapshot, wish) {
  const { people, channels, commands, messages } = snapshot
  Object.assign(state, { link: 'open', people, channels, commands })
  state.messages = new Map(messages.map(message => [message.id, message]))
  state.person = chosen(people, state.person || wish.person)
  state.channel = chosen(channels, state.channel || wish.channel)
}

/**
 * The wished one by id or name, else the first one.
 * @param {{ id: string, name: string }[]} list
 * @param {string | null} wish
 */
function chosen(list, wish) {
  const lower = wish?.toLowerCase()
  const found = list.find(one => one.id.toLowerCase() === lower || one.name.toLowerCase() === lower)
  return (found ?? list[0])?.id ?? ''
}

/**
 * Takes one message: a new one goes to the end, a known one stays in its place.
 * @param {State} state
 * @param {Message} message
 */
export function takeMessage(state, message) {
  const isNew = !state.messages.has(message.id)
  state.messages.set(message.id, message)
  if (isNew && message.channel !== state.channel) state.unread.add(message.channel)
  return isNew && message.channel === state.channel
}

/**
 * Adds a private answer after the newest message of its channel.
 * @param {State} state
 * @param {Omit<Note, 'id' | 'after'>} note
 */
export function addNote(state, note) {
  const after = messagesOf(state, note.channel).at(-1)?.id ?? null
  state.notes.push({ ...note, id: crypto.randomUUID(), after })
}

/**
 * Puts another card in the place of a private answer's own.
 * @param {State} state
 * @param {string} id
 * @param {Card} card
 */
export function updateNote(state, id, card) {
  state.notes = state.notes.map(note => note.id === id ? { ...note, card } : note)
}

/**
 * Takes a private answer away.
 * @param {State} state
 * @param {string} id
 */
export function dismissNote(state, id) {
  state.notes = state.notes.filter(note => note.id !== id)
}

/**
 * Goes to another channel.
 * @param {State} state
 * @param {string} channel
 */
export function enterChannel(state, channel) {
  state.unread.delete(channel)
  Object.assign(state, { channel, below: false, shown: pageSize })
}

/**
 * Whether the channel has older messages than the log shows.
 * @param {State} state
 */
export function hasEarlier(state) {
  return messagesOf(state, state.channel).length > state.shown
}

/**
 * Shows more of the older messages.
 * @param {State} state
 */
export function showEarlier(state) {
  state.shown += pageSize
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
 * @param {State} state
 * @param {string} channel
 */
function messagesOf(state, channel) {
  return [...state.messages.values()].filter(message => message.channel === channel)
}

/** @param {State} state */
function ownNotes(state) {
  return state.notes.filter(note => note.person === state.person && note.channel === state.channel)
}

/**
 * The press of a choice (0 is the first) of this channel's newest question with buttons.
 * @param {State} state
 * @param {number} choice
 * @returns {string | null}
 */
export function pressOfChoice(state, choice) {
  const open = messagesOf(state, state.channel).findLast(({ card }) => card?.kind === 'question' && card.buttons?.length)
  const { rows = [], buttons = [] } = open?.card ?? {}
  const row = rows[choice]
  if (!row) return null
  return (buttons.find(button => button.label === row.label) ?? buttons[choice])?.press ?? null
}
