/** The log of a channel: messages and private answers, each as Recall, Discord or Slack shows it. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { guard } from '/vendor/lit-html/directives/guard.js'
import { repeat } from '/vendor/lit-html/directives/repeat.js'
import { cardView } from './card.js'
import { written } from './clock.js'
import { discordView } from './discord.js'
import { entriesOf, hasEarlier } from './entries.js'
import { logElement, readingOn, scrollToEnd } from './scroll.js'
import { slackView } from './slack.js'
import { isAlone, ownPerson } from './state.js'
import { firstStepsView } from './steps.js'
import { platforms } from './top.js'

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Platform} Platform */
/** @typedef {import('./state.js').Message} Message */
/** @typedef {import('./state.js').Note} Note */
/** @typedef {import('./entries.js').Entry} Entry */

/**
 * What the log asks the page to do. `press` names the private answer that the button is on, if it is on one.
 * @typedef {{
 *   press: (press: string, note?: string) => void, dismiss: (note: string) => void, send: (text: string) => void,
 *   showAs: (platform: Platform, id: string) => void, earlier: () => void, reachedEnd: () => void,
 * }} LogActions
 */

/**
 * The log of the chosen channel.
 * @param {State} state
 * @param {LogActions} actions
 */
export function logView(state, actions) {
  const entries = entriesOf(state)
  return html`<div class="log-frame">
    <div class="log" id="log" role="log" aria-live="off" aria-label="Messages" tabindex="0" @scroll=${() => readingOn(actions.reachedEnd)}>
      ${hasEarlier(state) ? html`<button type="button" class="button small earlier" @click=${actions.earlier}>Earlier messages</button>` : nothing}
      ${repeat(entries, entry => entry.key, entry => {
        const as = platformOf(entry, state)
        return guard([contentOf(entry), as], () => entryView(entry, as, actions))
      })}
      ${entries.every(isGreeting) && state.link !== 'opening' ? firstStepsView({ isAlone: isAlone(state), isAdmin: ownPerson(state)?.admin ?? false }, actions.send) : nothing}
    </div>
    ${state.below ? html`<button type="button" class="button below" @click=${scrollToEnd}>New messages ↓</button>` : nothing}
  </div>`
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
 * Whether nothing has happened yet: the line of the day and the bot's first words do not count.
 * @param {Entry} entry
 */
function isGreeting(entry) {
  return entry.type === 'day' || entry.type === 'message' && entry.message.card?.kind === 'help'
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
 * @param {State} state
 */
function platformOf(entry, { as, asOne }) {
  return asOne.get(entry.key) ?? as
}

/**
 * @param {Entry} entry
 * @param {Platform} as
 * @param {LogActions} actions
 */
function entryView(entry, as, actions) {
  if (entry.type === 'day') return html`<h3 class="day"><span>${written(entry.at, 'day')}</span></h3>`
  return entry.type === 'note' ? noteView(entry.note, as, actions) : messageView(entry.message, as, actions)
}

/**
 * @param {Message} message
 * @param {Platform} as
 * @param {LogActions} actions
 */
function messageView(message, as, actions) {
  const { id, at, author, card, text } = message
  return html`<article class="message" data-testid="message" data-message-id=${id} data-kind=${card?.kind ?? 'chat'}
    aria-label=${`${author}, ${written(at, 'minute')}`}>
    ${headView(author, at, card && message.rendered ? asView(id, as, actions) : nothing, card !== null)}
    ${card ? shownView(id, { ...message, card }, as, press => actions.press(press)) : html`<p class=${text?.startsWith('/') ? 'said command' : 'said'}>${text}</p>`}
  </article>`
}

/**
 * @param {Note} note
 * @param {Platform} as
 * @param {LogActions} actions
 */
function noteView(note, as, actions) {
  const { id, at, card, rendered } = note
  return html`<article class="message private" data-testid="private" data-kind=${card.kind} aria-label="Recall, only you can see this">
    ${headView('Recall', at, rendered ? asView(id, as, actions) : nothing, true)}
    ${shownView(id, note, as, press => actions.press(press, id))}
    <p class="private-line">Only you can see this <span aria-hidden="true">·</span>
      <button type="button" class="link" @click=${() => actions.dismiss(id)}>Dismiss</button></p>
  </article>`
}

/**
 * The card, or the payload that a platform is sent: what the payload says is what is seen.
 * @param {string} id
 * @param {Pick<Note, 'card' | 'rendered'>} content
 * @param {Platform} as
 * @param {(press: string) => void} onPress
 */
function shownView(id, { card, rendered }, as, onPress) {
  const picture = rendered?.picture ?? null
  if (!rendered || as === 'recall') return cardView({ id, card, picture, onPress })
  return as === 'discord' ? discordView({ id, payload: rendered.discord, picture, onPress }) : slackView({ id, payload: rendered.slack, onPress })
}

/**
 * @param {string} author
 * @param {number} at
 * @param {unknown} chooser
 * @param {boolean} isBot
 */
function headView(author, at, chooser, isBot) {
  return html`<span class=${isBot ? 'avatar bot' : 'avatar'} aria-hidden="true">${author.slice(0, 1)}</span>
    <div class="message-head"><strong>${author}</strong>${isBot ? html` <span class="tag">Bot</span>` : nothing}
      <time datetime=${new Date(at).toISOString()}>${written(at, 'minute')}</time> ${chooser}</div>`
}

/**
 * @param {string} id
 * @param {Platform} as
 * @param {LogActions} actions
 */
function asView(id, as, actions) {
  const onChange = (/** @type {Event} */ event) => actions.showAs(/** @type {Platform} */ (/** @type {HTMLSelectElement} */ (event.target).value), id)
  return html`<select class="as-one" aria-label="Show this message as" autocomplete="off" @change=${onChange}>
    ${platforms.map(([platform, name]) => html`<option value=${platform} .selected=${platform === as}>as ${name}</option>`)}
  </select>`
}
