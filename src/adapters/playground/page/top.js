/** What stands above the log: where you are, who you are, and as which platform messages are shown. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { openChannels } from './state.js'

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Platform} Platform */
/** @typedef {{ be: (person: string) => void, showAs: (platform: Platform, id?: string) => void }} TopActions */

/** The platforms by their names. */
export const platforms = /** @type {[Platform, string][]} */ (Object.entries({ recall: 'Recall', discord: 'Discord', slack: 'Slack' }))

/**
 * @param {State} state
 * @param {TopActions} actions
 */
export function topView(state, actions) {
  return html`<div class="top">
    <h1 class="unseen">Recall playground</h1>
    <button type="button" class="button small narrow to-side" popovertarget="side" aria-label="Channels, clock and colours">
      <span aria-hidden="true">☰</span>${hasUnread(state) ? html`<span class="unread"><span class="unseen">, new messages</span></span>` : nothing}</button>
    <h2 class="place">${placeName(state)}</h2>
    <p class="narrow clock-time" data-clock="short"></p>
    <label class="who"><span>You are</span> ${personView(state, actions)}</label>
    <div class="as-all"><span aria-hidden="true">Show as</span>${asView(state, actions)}</div>
  </div>`
}

/**
 * The present channel as people call it.
 * @param {State} state
 */
export function placeName({ channels, channel }) {
  const place = channels.find(({ id }) => id === channel)
  return place ? place.of === null ? `#${place.name}` : place.name : 'Loading'
}

/** @param {State} state */
function hasUnread(state) {
  return openChannels(state).some(({ id }) => state.unread.has(id))
}

/**
 * @param {State} state
 * @param {TopActions} actions
 */
function personView(state, actions) {
  const onChange = (/** @type {Event} */ event) => actions.be(/** @type {HTMLSelectElement} */ (event.target).value)
  return html`<select data-testid="person" autocomplete="off" @change=${onChange}>
    ${state.people.map(({ id, name, admin }) => html`<option value=${id} .selected=${id === state.person}>${name}${admin ? ' (admin)' : ''}</option>`)}
  </select>`
}

/**
 * @param {State} state
 * @param {TopActions} actions
 */
function asView(state, actions) {
  return html`<fieldset class="switch" data-testid="as"><legend class="unseen">Show messages as</legend>
    ${platforms.map(([platform, name]) => html`<label><input type="radio" name="as" value=${platform} autocomplete="off"
      .checked=${platform === state.as} @change=${() => actions.showAs(platform)}><span>${name}</span></label>`)}
  </fieldset>`
}
