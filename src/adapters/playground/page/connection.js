/** The way to the server: requests, and the stream of events that is opened again whenever it breaks. */

/** @typedef {import('./state.js').Card} Card */
/** @typedef {import('./state.js').Form} Form */
/** @typedef {import('./state.js').Channel} Channel */
/** @typedef {import('./state.js').Message} Message */
/** @typedef {import('./state.js').Rendered} Rendered */
/** @typedef {import('./state.js').Snapshot} Snapshot */

/** @typedef {{ private?: Card, update?: Card, rendered?: Rendered, form?: Form, now?: number }} Reply */

/** An error with a sentence for the reader. `isAway`: the server was not there at all. */
export class Refusal extends Error {
  /**
   * @param {string} sentence
   * @param {boolean} isAway
   */
  constructor(sentence, isAway) {
    super(sentence)
    this.isAway = isAway
  }
}

/**
 * Asks the server for something; throws a Refusal.
 * @param {'send' | 'press' | 'submit' | 'channel' | 'clock'} what
 * @param {object} body
 * @returns {Promise<Reply>}
 */
export async function ask(what, body) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`/api/${what}`, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(15_000) })
    .catch(() => null)
  if (!response) throw new Refusal('Recall is just restarting. Please try that again in a moment.', true)
  const reply = await response.json().catch(() => ({}))
  if (!response.ok) throw new Refusal(reply.error ?? 'Something went wrong. Please try that again.', false)
  return reply
}

/**
 * What the bot suggests for an option's value; nothing when the server is away or the signal aborts.
 * @param {{ as: string, channel: string, command: string, option: string, typed: string }} query
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>}
 */
export async function askSuggestions(query, signal) {
  const response = await fetch(`/api/suggest?${new URLSearchParams(query)}`, { signal }).catch(() => null)
  return response?.ok ? await response.json().catch(() => []) : []
}

/**
 * Keeps a stream of events open. Each time it opens, the whole state comes first, then every event since.
 * @param {{
 *   onState: (snapshot: Snapshot) => void, onMessage: (message: Message) => void, onChannels: (channels: Channel[]) => void,
 *   onClock: (now: number) => void, onLost: () => void,
 * }} on
 */
export function listen(on) {
  const source = new EventSource('/api/events')
  /** @type {(() => void)[] | null} */
  let waiting = []
  const take = (/** @type {() => void} */ event) => waiting ? waiting.push(event) : event()
  const again = () => {
    source.close()
    on.onLost()
    setTimeout(listen, 1000, on)
  }
  source.addEventListener('message', ({ data }) => take(() => on.onMessage(JSON.parse(data))))
  source.addEventListener('channels', ({ data }) => take(() => on.onChannels(JSON.parse(data))))
  source.addEventListener('clock', ({ data }) => take(() => on.onClock(JSON.parse(data).now)))
  source.addEventListener('error', again)
  source.addEventListener('open', () => {
    loadState().then(snapshot => {
      on.onState(snapshot)
      for (const event of waiting ?? []) event()
      waiting = null
    }).catch(again)
  })
}

/** @returns {Promise<Snapshot>} */
async function loadState() {
  const response = await fetch('/api/state')
  if (!response.ok) throw new Error(`state: ${response.status}`)
  return response.json()
}
