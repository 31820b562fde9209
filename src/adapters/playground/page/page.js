/** The playground's page: puts its parts together and carries out what the reader does. */
import { html, nothing, render } from '/vendor/lit-html/lit-html.js'
import { announce, wordsOf } from './announce.js'
import { now, setClock, startTicking, tick } from './clock.js'
import { openComposer } from './composer.js'
import { ask, askSuggestions, listen, Refusal } from './connection.js'
import { pressOfChoice } from './entries.js'
import { formView, leaveDialog, openDialog } from './form.js'
import { listenToKeys } from './keys.js'
import { focusLog, isFocusInLog, logView } from './log.js'
import { followEnd, isReadingEnd, keepPlace, scrollToEnd, scrollToNewest } from './scroll.js'
import { closeSide, sideView } from './side.js'
import { addNote, becomePerson, dismissNote, emptyState, enterChannel, isAlone, showAs, showEarlier, takeChannels, takeMessage, takeSnapshot, updateNote } from './state.js'
import { startTheme } from './theme.js'
import { placeName, topView } from './top.js'

/** @typedef {import('./state.js').Note} Note */
/** @typedef {import('./state.js').Message} Message */
/** @typedef {import('./connection.js').Reply} Reply */

const state = emptyState()
const root = /** @type {HTMLElement} */ (document.getElementById('page'))
const composer = openComposer({
  commands: () => state.commands,
  suggest: ({ command, option, typed }, signal) => askSuggestions({ as: state.person, channel: state.channel, command, option, typed }, signal),
  send: text => void send(text),
  leave: focusLog,
  draw,
})
const actions = {
  press,
  send,
  sendForm,
  jump: (/** @type {number | 'tomorrow at nine'} */ to) => attempt('clock', { to: typeof to === 'number' ? Math.ceil(to) : to }),
  setDeleted: (/** @type {string} */ channel, /** @type {boolean} */ deleted) => attempt('channel', { channel, deleted }),
  be: changing(becomePerson, person => { remember('person', person); scrollToEnd() }),
  beIn: changing(enterChannel, channel => { remember('channel', channel); closeSide(); scrollToEnd() }),
  dismiss: changing(dismissNote),
  showAs: changing(showAs),
  leaveForm: changing(state => { state.form = null }),
  earlier() {
    showEarlier(state)
    keepPlace(drawNow)
  },
  reachedEnd() {
    if (!state.below) return
    state.below = false
    draw()
  },
}
let isDrawing = false

/**
 * An action that changes the state and draws it again.
 * @template {unknown[]} Rest
 * @param {(state: import('./state.js').State, ...rest: Rest) => void} change
 * @param {(...rest: Rest) => void} [then]
 */
function changing(change, then) {
  return (/** @type {Rest} */ ...rest) => {
    change(state, ...rest)
    then?.(...rest)
    draw()
  }
}

/** Draws once for all changes of this turn. */
function draw() {
  if (isDrawing) return
  isDrawing = true
  queueMicrotask(drawNow)
}

function drawNow() {
  isDrawing = false
  const hadFocus = isFocusInLog()
  const wasAtEnd = isReadingEnd()
  render(html`
    ${sideView(state, actions)}
    <main class="main">
      ${topView(state, actions)}
      <p class="banner" role="status">${state.link === 'lost' ? html`<span>Reconnecting…</span>` : nothing}</p>
      ${logView(state, actions)}
      ${composer.view(isAlone(state) ? 'Message Recall' : `Message ${placeName(state)}`)}
    </main>
    <div class="unseen" id="live" role="log" aria-live="polite" aria-label="News"></div>
    ${formView(state, actions)}`, root)
  tick()
  openDialog()
  if (wasAtEnd) scrollToNewest()
  if (hadFocus && !isFocusInLog() && !state.form) focusLog()
}

/** @param {string} text */
async function send(text) {
  scrollToEnd()
  const refusal = await attempt('send', { text })
  if (refusal?.isAway) composer.focus(text)
}

/**
 * @param {string} press
 * @param {string} [note]
 */
async function press(press, note) {
  await attempt('press', { press }, note)
}

/** @param {Record<string, string[]>} values */
async function sendForm(values) {
  const { form } = state
  if (!form) return
  try {
    const reply = await ask('submit', { as: form.person, channel: form.channel, press: form.form.press, values })
    leaveDialog()
    takeReply(reply, form, form.note)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    form.complaint = error.message
  }
  draw()
}

/**
 * Asks the server as the present person, in the present channel, and shows what comes back.
 * @param {'send' | 'press' | 'channel' | 'clock'} what
 * @param {object} body
 * @param {string} [note]  the private answer that is asked about
 * @returns {Promise<Refusal | null>}
 */
async function attempt(what, body, note) {
  const { person, channel } = state
  try {
    takeReply(await ask(what, { as: person, channel, ...body }), { person, channel }, note)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    takeReply({ private: { kind: 'note', tone: 'bad', text: error.message } }, { person, channel })
    return error
  } finally {
    draw()
  }
}

/**
 * @param {Reply} reply
 * @param {Pick<Note, 'person' | 'channel'>} where
 * @param {string} [note]
 */
function takeReply(reply, { person, channel }, note) {
  if (reply.now !== undefined) setClock(reply.now)
  if (reply.form) state.form = { form: reply.form, person, channel, note, complaint: '' }
  const card = reply.private ?? reply.update
  if (!card) return
  const content = { card, rendered: reply.rendered ?? null }
  if (reply.update && note) updateNote(state, note, content)
  else {
    addNote(state, { person, channel, at: now(), ...content })
    scrollToEnd()
  }
  announce(`Only you can see this. ${wordsOf(card)}`)
}

/**
 * Says a message that came in, when it is a new one, or another kind of card now.
 * @param {Message} message
 * @param {Message | undefined} before
 */
function announceMessage({ channel, author, card, text }, before) {
  if (channel !== state.channel || before && before.card?.kind === card?.kind) return
  announce(`${author}: ${card ? wordsOf(card) : text ?? ''}`)
}

/**
 * @param {'person' | 'channel'} what
 * @param {string} value
 */
function remember(what, value) {
  sessionStorage.setItem(what, value)
  history.replaceState(null, '', location.pathname)
}

/** Who and where this window was or was asked to be. */
function wish() {
  const person = new URLSearchParams(location.search).get('as') ?? sessionStorage.getItem('person')
  return { person, channel: sessionStorage.getItem('channel') }
}

startTheme()
drawNow()
followEnd()
startTicking()
listenToKeys({
  onChoice(choice) {
    const found = pressOfChoice(state, choice)
    if (found) void press(found.press, found.note)
  },
  onSlash: () => composer.focus('/'),
})
listen({
  onState(snapshot) {
    takeSnapshot(state, snapshot, wish())
    setClock(snapshot.now)
    sessionStorage.setItem('person', state.person)
    draw()
  },
  onMessage(message) {
    announceMessage(message, state.messages.get(message.id))
    if (takeMessage(state, message) && !isReadingEnd()) state.below = true
    draw()
  },
  onChannels: changing(takeChannels),
  onClock: setClock,
  onLost: changing(state => { state.link = 'lost' }),
})
