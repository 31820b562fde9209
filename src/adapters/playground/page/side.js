/** What stands beside the log, or in a drawer on a phone: the channels, the clock and the colours. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { now } from './clock.js'
import { menuView } from './menu.js'
import { openChannels, ownPerson } from './state.js'
import { themeView } from './theme.js'

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Channel} Channel */
/** @typedef {{ beIn: (channel: string) => void, jump: (to: number | 'tomorrow at nine') => void, setDeleted: (channel: string, deleted: boolean) => void }} SideActions */

const minute = 60_000

/**
 * The app's name, the channels, the clock with its jumps, and a link that opens the playground as somebody else.
 * @param {State} state
 * @param {SideActions} actions
 */
export function sideView(state, actions) {
  const other = state.people.find(person => person.id !== state.person)
  return html`<header class="side" id="side" popover>
    <div class="side-head"><p class="name">Recall <span>playground</span></p>
      <button type="button" class="button small narrow" popovertarget="side" popovertargetaction="hide">Close</button></div>
    <nav aria-label="Channels"><ul role="list">${channelsView(state, actions)}</ul></nav>
    ${clockView(actions)}
    <div class="side-part"><p class="side-name" aria-hidden="true">Colours</p>${themeView()}</div>
    ${other ? html`<p class="second">Rounds are better in company: open a
      <a href=${`/?as=${encodeURIComponent(other.id)}`} target="_blank" rel="noopener">second window as ${other.name}</a>.</p>` : nothing}
  </header>`
}

/** Closes the drawer, where there is one. */
export function closeSide() {
  const side = document.getElementById('side')
  if (side?.matches(':popover-open')) side.hidePopover()
}

/**
 * @param {State} state
 * @param {SideActions} actions
 */
function channelsView(state, actions) {
  const isAdmin = ownPerson(state)?.admin ?? false
  const deleted = state.channels.filter(channel => channel.deleted && isAdmin)
  return [
    ...openChannels(state).map(channel => channelView(channel, state, isAdmin && channel.of === null, actions)),
    ...deleted.map(channel => deletedView(channel, actions)),
  ]
}

/**
 * @param {Channel} channel
 * @param {State} state
 * @param {boolean} canDelete
 * @param {SideActions} actions
 */
function channelView({ id, name, of }, state, canDelete, actions) {
  return html`<li class="channel-line"><button type="button" class="channel" data-testid=${of === null ? `channel-${id}` : 'channel-dm'}
    aria-current=${id === state.channel ? 'true' : nothing} @click=${() => actions.beIn(id)}>
    <span class="hash" aria-hidden="true">${of === null ? '#' : '@'}</span> <span>${name}</span>${state.unread.has(id) ? html`<span class="unread"><span class="unseen">, new messages</span></span>` : nothing}
  </button>${canDelete ? menuView({
    id: `menu-${id}`, label: '⋯', name: `More about #${name}`, look: 'more',
    items: [{ label: `Delete #${name}`, choose: () => actions.setDeleted(id, true) }],
  }) : nothing}</li>`
}

/**
 * @param {Channel} channel
 * @param {SideActions} actions
 */
function deletedView({ id, name }, actions) {
  return html`<li class="channel-line deleted" data-testid=${`deleted-${id}`}><span class="channel-name"><s>#${name}</s> <span>deleted</span></span>
    <button type="button" class="button small" aria-label=${`Bring #${name} back`} @click=${() => actions.setDeleted(id, false)}>Bring back</button></li>`
}

/** @param {SideActions} actions */
function clockView({ jump }) {
  return html`<div class="side-part clock" role="group" aria-label="The playground's clock">
    <p class="side-name" aria-hidden="true">Clock</p>
    <p class="clock-time" data-testid="clock" data-clock></p>
    ${jumpView('jump-minute', 'Next minute', () => jump((Math.floor(now() / minute) + 1) * minute))}
    ${jumpView('jump-hour', 'Next hour', () => jump(now() + 60 * minute))}
    ${jumpView('jump-tomorrow', 'Tomorrow 09:00', () => jump('tomorrow at nine'))}
    ${jumpView('jump-week', 'In a week', () => jump(now() + 7 * 24 * 60 * minute))}
  </div>`
}

/**
 * @param {string} hook
 * @param {string} label
 * @param {() => void} jump
 */
function jumpView(hook, label, jump) {
  return html`<button type="button" class="button small" data-testid=${hook} @click=${jump}>${label}</button>`
}
