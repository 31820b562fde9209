/** The playground's page: puts its parts together and carries out what the reader does. */
import { html, nothing, render } from '/vendor/lit-html/lit-html.js'
import { now, setClock, startTicking, tick } from './clock.js'
import { Composer } from './composer.js'
import { ask, listen, Refusal } from './connection.js'
import { sideView, topView } from './frame.js'
import { listenToKeys } from './keys.js'
import { focusLog, followEnd, isFocusInLog, isReadingEnd, keepPlace, logView, scrollToEnd } from './log.js'
import { addNote, dismissNote, emptyState, enterChannel, pressOfChoice, showEarlier, takeMessage, takeSnapshot, updateNote } from './state.js'

/** @typedef {import('./state.js').Card} Card */

const state = emptyState()
const root = /** @type {HTMLElement} */ (document.getElementById('page'))
const composer = new Composer({ commands: () => state.commands, send: text => void send(text), leave: focusLog, draw })
const logActions = { press, dismiss, send, earlier, reachedEnd }
const frameActions = { be, beIn, jump }
let isDrawing = false

/** Draws once for all changes of this turn. */
function draw() {
  if (isDrawing) return
  isDrawing = true
  queueMicrotask(drawNow)
}

function drawNow() {
  isDrawing = false
  const hadFocus = isFocusInLog()
  const channel = state.channels.find(one => one.id === state.channel)?.name
  render(html`
    ${sideView(state, frameActions)}
    <main class="main">
      <h2 class="unseen">${channel ? `Channel ${channel}` : 'Loading'}</h2>
      ${topView(state, frameActions)}
      <p class="banner" role="status">${state.link === 'lost' ? html`<span>Reconnecting…</span>` : nothing}</p>
      ${logView(state, logActions)}
      ${composer.view(channel ? `Message #${channel}` : 'Message')}
    </main>`, root)
  tick()
  if (isReadingEnd()) scrollToEnd()
  if (hadFocus && !isFocusInLog()) focusLog()
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

/**
 * Asks the server as the present person, in the present channel, and shows what comes back.
 * @param {'send' | 'press' | 'clock'} what
 * @param {object} body
 * @param {string} [note]  the private answer that is asked about
 * @returns {Promise<Refusal | null>}
 */
async function attempt(what, body, note) {
  const { person, channel } = state
  const tell = (/** @type {Card} */ card) => addNote(state, { person, channel, at: now(), card })
  try {
    const reply = await ask(what, { as: person, channel, ...body })
    if (reply.now !== undefined) setClock(reply.now)
    if (reply.private) tell(reply.private)
    if (reply.update && note) updateNote(state, note, reply.update)
    else if (reply.update) tell(reply.update)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    tell({ kind: 'note', text: error.message })
    return error
  } finally {
    draw()
  }
}

/** @param {number} to */
async function jump(to) {
  await attempt('clock', { to: Math.ceil(to) })
}

/** @param {string} note */
function dismiss(note) {
  dismissNote(state, note)
  draw()
}

/** @param {string} person */
function be(person) {
  state.person = person
  sessionStorage.setItem('person', person)
  history.replaceState(null, '', location.pathname)
  scrollToEnd()
  draw()
}

/** @param {string} channel */
function beIn(channel) {
  enterChannel(state, channel)
  sessionStorage.setItem('channel', channel)
  scrollToEnd()
  draw()
}

function earlier() {
  showEarlier(state)
  keepPlace(drawNow)
}

function reachedEnd() {
  if (!state.below) return
  state.below = false
  draw()
}

/** Who and where this window was or was asked to be. */
function wish() {
  const person = new URLSearchParams(location.search).get('as') ?? sessionStorage.getItem('person')
  return { person, channel: sessionStorage.getItem('channel') }
}

drawNow()
followEnd()
startTicking()
listenToKeys({
  onChoice(choice) {
    const found = pressOfChoice(state, choice)
    if (found) void press(found)
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
    if (takeMessage(state, message) && !isReadingEnd()) state.below = true
    draw()
  },
  onClock: setClock,
  onLost() {
    state.link = 'lost'
    draw()
  },
})
