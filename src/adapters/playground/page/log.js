/** The log of a channel: messages, private answers, and what an empty channel says. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { guard } from '/vendor/lit-html/directives/guard.js'
import { repeat } from '/vendor/lit-html/directives/repeat.js'
import { cardView } from './card.js'
import { written } from './clock.js'
import { entriesOf, hasEarlier } from './state.js'

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Entry} Entry */
/** @typedef {import('./state.js').Message} Message */
/** @typedef {import('./state.js').Note} Note */

/**
 * What the log asks the page to do. `press` names the private answer that the button is on, if it is on one.
 * @typedef {{ press: (press: string, note?: string) => void, dismiss: (note: string) => void, send: (text: string) => void, earlier: () => void, reachedEnd: () => void }} LogActions
 */

const firstSteps = [
  { name: 'Play a short round', text: '/rapid questions:3 seconds:20' },
  { name: 'Set a question a day (as Ada, the admin)', text: '/daily set time:09:00' },
  { name: 'Look a formula up', text: '/formula name:cosine similarity' },
  { name: 'See everything it can do', text: '/help' },
]

let isAtEnd = true

/**
 * The log of the chosen channel.
 * @param {State} state
 * @param {LogActions} actions
 */
export function logView(state, actions) {
  const entries = entriesOf(state)
  return html`<div class="log-frame">
    <div class="log" id="log" role="log" aria-live="polite" aria-relevant="additions" aria-label="Messages" tabindex="0" @scroll=${() => onScroll(actions)}>
      ${entries.length === 0 && state.link !== 'opening' ? firstStepsView(actions) : nothing}
      ${hasEarlier(state) ? html`<button type="button" class="button small earlier" @click=${actions.earlier}>Earlier messages</button>` : nothing}
      ${repeat(entries, entry => entry.key, entry => guard([contentOf(entry)], () => entryView(entry, actions)))}
    </div>
    ${state.below ? html`<button type="button" class="button below" @click=${scrollToEnd}>New messages ↓</button>` : nothing}
  </div>`
}

/** @param {LogActions} actions */
function onScroll(actions) {
  const { scrollHeight, scrollTop, clientHeight } = logElement()
  isAtEnd = scrollHeight - scrollTop - clientHeight < 48
  if (isAtEnd) actions.reachedEnd()
}

/** @returns {HTMLElement} */
function logElement() {
  return /** @type {HTMLElement} */ (document.getElementById('log'))
}

/** Whether the reader sees the newest messages. */
export function isReadingEnd() {
  return isAtEnd
}

/** Scrolls to the newest message. */
export function scrollToEnd() {
  isAtEnd = true
  const log = logElement()
  log.scrollTop = log.scrollHeight
}

/**
 * Draws what is new above the reader without moving what the reader sees.
 * @param {() => void} draw
 */
export function keepPlace(draw) {
  const log = logElement()
  const fromEnd = log.scrollHeight - log.scrollTop
  draw()
  log.scrollTop = log.scrollHeight - fromEnd
}

/** Keeps the newest message in view whenever the log changes its size. */
export function followEnd() {
  new ResizeObserver(() => isAtEnd && scrollToEnd()).observe(logElement())
}

/** Whether the focus is on the log or on something in it. */
export function isFocusInLog() {
  return document.activeElement?.closest('#log') != null
}

/** Moves the focus to the log: from the text box, or from a button that is gone. */
export function focusLog() {
  logElement().focus({ preventScroll: true })
}

/**
 * What an entry is drawn from: the same object, the same drawing.
 * @param {Entry} entry
 */
function contentOf(entry) {
  return entry.type === 'message' ? entry.message : entry.type === 'note' ? entry.note : entry.at
}

/**
 * @param {Entry} entry
 * @param {LogActions} actions
 */
function entryView(entry, actions) {
  if (entry.type === 'day') return html`<h3 class="day"><span>${written(entry.at, 'day')}</span></h3>`
  return entry.type === 'note' ? noteView(entry.note, actions) : messageView(entry.message, actions)
}

/**
 * @param {Message} message
 * @param {LogActions} actions
 */
function messageView({ id, at, author, card, text }, actions) {
  return html`<article class="message" data-testid="message" data-message-id=${id} data-kind=${card?.kind ?? 'chat'}
    aria-label=${`${author}, ${written(at, 'minute')}`}>
    ${headView(author, at, card !== null)}
    ${card ? cardView(card, press => actions.press(press)) : html`<p class=${text?.startsWith('/') ? 'said command' : 'said'}>${text}</p>`}
  </article>`
}

/**
 * @param {string} author
 * @param {number} at
 * @param {boolean} isBot
 */
function headView(author, at, isBot) {
  return html`<span class=${isBot ? 'avatar bot' : 'avatar'} aria-hidden="true">${author.slice(0, 1)}</span>
    <p class="message-head"><strong>${author}</strong>${isBot ? html` <span class="tag">Bot</span>` : nothing}
      <time datetime=${new Date(at).toISOString()}>${written(at, 'minute')}</time></p>`
}

/**
 * @param {Note} note
 * @param {LogActions} actions
 */
function noteView({ id, at, card }, actions) {
  return html`<article class="message private" data-testid="private" data-kind=${card.kind} aria-label="Only you can see this">
    ${headView('Recall', at, true)}
    ${cardView(card, press => actions.press(press, id))}
    <p class="private-line">Only you can see this <span aria-hidden="true">·</span>
      <button type="button" class="link" @click=${() => actions.dismiss(id)}>Dismiss</button></p>
  </article>`
}

/** @param {LogActions} actions */
function firstStepsView(actions) {
  return html`<section class="first-steps" data-testid="first-steps" aria-labelledby="first-steps-title">
    <h3 id="first-steps-title">Try Recall</h3>
    <p>Recall asks interview questions about machine learning, keeps the score and explains the answers. Start with one of these,
      or type your own below.</p>
    <ul role="list">${firstSteps.map(({ name, text }) => html`<li>
      <button type="button" class="step" @click=${() => actions.send(text)}><span>${name}</span> <code>${text}</code></button>
    </li>`)}</ul>
  </section>`
}
