/** What the page knows, and the ways in which that changes. Nothing here touches the document. */

/** @typedef {import('../../../bot/card.ts').Card} Card */
/** @typedef {import('../../../bot/card.ts').Form} Form */
/** @typedef {{ id: string, name: string, admin: boolean }} Person */
/** @typedef {{ id: string, name: string, of: string | null, deleted: boolean }} Channel  `of`: whose direct message it is */
/** @typedef {{ name: string, description: string, required: boolean, choices: string[], suggests: boolean }} Option */
/** @typedef {{ name: string, description: string, options: Option[] }} Command */
/** @typedef {'recall' | 'discord' | 'slack'} Platform */
/** @typedef {{ picture: string | null, discord: any, slack: any }} Rendered  where its picture is, and what the platforms are sent */
/** @typedef {{ id: string, channel: string, at: number, author: string, card: Card | null, text: string | null, rendered: Rendered | null }} Message */
/** @typedef {{ now: number, people: Person[], channels: Channel[], commands: Command[], messages: Message[] }} Snapshot */

/**
 * An answer that only one person sees. `after` is the message it came after, null in an empty channel.
 * @typedef {{ id: string, person: string, channel: string, after: string | null, at: number, card: Card, rendered: Rendered | null }} Note
 */

/**
 * A form that is open. `note` is the private answer whose button opened it; `complaint` says why it could not be sent.
 * @typedef {{ form: Form, person: string, channel: string, note: string | undefined, complaint: string }} OpenForm
 */

/**
 * `link`: whether the server is there. `unread`: channels with messages not looked at; `below`: so has this one.
 * `shown`: how many of the newest messages are in the log. `as`: the platform to show messages as; `asOne`: single ones otherwise.
 * @typedef {{
 *   link: 'opening' | 'open' | 'lost', people: Person[], channels: Channel[], commands: Command[],
 *   messages: Map<string, Message>, notes: Note[], form: OpenForm | null, person: string, channel: string,
 *   unread: Set<string>, below: boolean, shown: number, as: Platform, asOne: Map<string, Platform>,
 * }} State
 */

const pageSize = 200

/**
 * The state of a page that has heard nothing yet.
 * @returns {State}
 */
export function emptyState() {
  return {
    link: 'opening', people: [], channels: [], commands: [], messages: new Map(), notes: [], form: null,
    person: '', channel: '', unread: new Set(), below: false, shown: pageSize, as: 'recall', asOne: new Map(),
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
  state.channel = chosen(openChannels(state), state.channel || wish.channel)
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
 * The channels that this person can write in.
 * @param {State} state
 */
export function openChannels({ channels, person }) {
  return channels.filter(({ of, deleted }) => !deleted && (of === null || of === person))
}

/**
 * The person who uses this window.
 * @param {State} state
 */
export function ownPerson({ people, person }) {
  return people.find(({ id }) => id === person)
}

/**
 * Whether the present channel is a direct message.
 * @param {State} state
 */
export function isAlone({ channels, channel }) {
  return channels.some(({ id, of }) => id === channel && of !== null)
}

/**
 * Takes the channels as they are now; leaves one that is gone.
 * @param {State} state
 * @param {Channel[]} channels
 */
export function takeChannels(state, channels) {
  state.channels = channels
  stayOrLeave(state)
}

/**
 * Becomes another person; leaves a channel that this one does not see.
 * @param {State} state
 * @param {string} person
 */
export function becomePerson(state, person) {
  state.person = person
  stayOrLeave(state)
}

/** @param {State} state */
function stayOrLeave(state) {
  const present = chosen(openChannels(state), state.channel)
  if (present !== state.channel) enterChannel(state, present)
}

/**
 * Takes one message: a new one goes to the end, a known one stays in its place. Says whether it is a new one in this channel.
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
 * @param {Pick<Note, 'card' | 'rendered'>} content
 */
export function updateNote(state, id, content) {
  state.notes = state.notes.map(note => note.id === id ? { ...note, ...content } : note)
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
 * Shows all messages as a platform does, or only one of them.
 * @param {State} state
 * @param {Platform} platform
 * @param {string} [id]  the message or private answer
 */
export function showAs(state, platform, id) {
  if (id !== undefined) state.asOne.set(id, platform)
  else Object.assign(state, { as: platform, asOne: new Map() })
}

/**
 * Shows more of the older messages.
 * @param {State} state
 */
export function showEarlier(state) {
  state.shown += pageSize
}

/**
 * @param {State} state
 * @param {string} channel
 */
export function messagesOf(state, channel) {
  return [...state.messages.values()].filter(message => message.channel === channel)
}

/**
 * The private answers of this person in this channel.
 * @param {State} state
 */
export function ownNotes(state) {
  return state.notes.filter(note => note.person === state.person && note.channel === state.channel)
}
