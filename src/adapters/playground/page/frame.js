/** What stands around the log: the channels, who you are, and the clock. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { now, tomorrowAtNine } from './clock.js'

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Person} Person */
/** @typedef {import('./state.js').Channel} Channel */
/** @typedef {{ beIn: (channel: string) => void, be: (person: string) => void, jump: (to: number) => void }} FrameActions */

const minute = 60_000

/**
 * The app's name, the channels, and a link that opens the playground as somebody else.
 * @param {State} state
 * @param {FrameActions} actions
 */
export function sideView(state, actions) {
  const other = state.people.find(person => person.id !== state.person)
  return html`<header class="side">
    <h1>Recall <span>playground</span></h1>
    <nav aria-label="Channels"><ul role="list">${state.channels.map(channel => channelView(channel, state, actions))}</ul></nav>
    ${other ? html`<p class="second">Rounds are better in company: open a
      <a href=${`/?as=${encodeURIComponent(other.id)}`} target="_blank" rel="noopener">second window as ${other.name}</a>.</p>` : nothing}
  </header>`
}

/**
 * @param {Channel} channel
 * @param {State} state
 * @param {FrameActions} actions
 */
function channelView({ id, name }, state, actions) {
  return html`<li><button type="button" class="channel" data-testid=${`channel-${id}`}
    aria-current=${id === state.channel ? 'true' : nothing} @click=${() => actions.beIn(id)}>
    <span class="hash" aria-hidden="true">#</span> <span>${name}</span>${state.unread.has(id) ? html`<span class="unread"><span class="unseen">, new messages</span></span>` : nothing}
  </button></li>`
}

/**
 * Who you are, and the clock with its jumps.
 * @param {State} state
 * @param {FrameActions} actions
 */
export function topView(state, actions) {
  return html`<div class="top">
    <label class="who"><span>You are:</span> ${personView(state, actions)}</label>
    <div class="clock" role="group" aria-label="The playground's clock">
      <span class="clock-time" data-testid="clock" data-clock></span>
      ${jumpView('jump-minute', '+1 min', () => actions.jump(now() + minute))}
      ${jumpView('jump-hour', '+1 hour', () => actions.jump(now() + 60 * minute))}
      ${jumpView('jump-tomorrow', 'Tomorrow 09:00', () => actions.jump(tomorrowAtNine()))}
    </div>
  </div>`
}

/**
 * @param {State} state
 * @param {FrameActions} actions
 */
function personView(state, actions) {
  const onChange = (/** @type {Event} */ event) => actions.be(/** @type {HTMLSelectElement} */ (event.target).value)
  return html`<select data-testid="person" autocomplete="off" @change=${onChange}>
    ${state.people.map(({ id, name, admin }) => html`<option value=${id} .selected=${id === state.person}>${name}${admin ? ' (admin)' : ''}</option>`)}
  </select>`
}

/**
 * @param {string} hook
 * @param {string} label
 * @param {() => void} jump
 */
function jumpView(hook, label, jump) {
  return html`<button type="button" class="button small" data-testid=${hook} @click=${jump}>${label}</button>`
}
