/** Draws a Discord message from its payload alone: Components V2, as the clients lay them out. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { fileView } from './keep.js'
import { markdownView } from './markdown.js'
import { menuView } from './menu.js'

/**
 * A component of a payload, by Discord's own names.
 * @typedef {{
 *   type: number, content?: string, components?: Component[], accessory?: Component, accent_color?: number | null, divider?: boolean, spacing?: number,
 *   items?: { media: { url: string }, description?: string }[], media?: { url: string }, description?: string, file?: { url: string },
 *   style?: number, label?: string, custom_id?: string, url?: string, disabled?: boolean, placeholder?: string, options?: { label: string, value: string, description?: string }[],
 * }} Component
 */

/** @typedef {{ body: { content?: string, components?: Component[] }, files: { name: string, text: string }[] }} Payload  a message and what is attached to it */
/** @typedef {{ id: string, payload: Payload, picture: string | null, onPress: (press: string) => void }} Shown */

const buttonStyles = ['', 'primary', 'secondary', 'success', 'danger', 'link']

/**
 * The message; its buttons and options press as they would on Discord.
 * @param {Shown} shown
 */
export function discordView(shown) {
  const { content, components } = shown.payload.body
  return html`<div class="platform discord" data-platform="discord">
    ${content ? html`<div class="discord-text">${markdownView(content)}</div>` : nothing}
    ${components?.map((component, place) => componentView(component, `${shown.id}-${place}`, shown))}
  </div>`
}

/**
 * @param {Component} component
 * @param {string} id  its own in the document
 * @param {Shown} shown
 * @returns {unknown}
 */
function componentView(component, id, shown) {
  const inside = () => component.components?.map((one, place) => componentView(one, `${id}-${place}`, shown))
  switch (component.type) {
    case 1: return html`<div class="discord-row">${inside()}</div>`
    case 2: return buttonView(component, shown)
    case 3: return selectView(component, id, shown)
    case 9: return html`<div class="discord-section"><div>${inside()}</div>${component.accessory ? componentView(component.accessory, `${id}-a`, shown) : nothing}</div>`
    case 10: return html`<div class="discord-text">${markdownView(component.content ?? '')}</div>`
    case 11: return imageView(component.media?.url, component.description, shown)
    case 12: return html`<div class="discord-gallery">${component.items?.map(item => imageView(item.media.url, item.description, shown))}</div>`
    case 13: return attachedView(component.file?.url ?? '', shown)
    case 14: return html`<hr class="discord-separator" data-spacing=${component.spacing ?? 1} ?data-plain=${component.divider === false}>`
    case 17: return containerView(component, inside())
    default: return html`<p class="unknown">A component of type ${component.type}, which this page cannot draw</p>`
  }
}

/**
 * The colour is set by a property of the element: a style attribute would break the content security policy.
 * @param {Component} component
 * @param {unknown} inside
 */
function containerView({ accent_color: colour }, inside) {
  if (colour == null) return html`<div class="discord-container">${inside}</div>`
  return html`<div class="discord-container"><svg class="discord-bar" aria-hidden="true"><rect width="100%" height="100%" fill=${`#${colour.toString(16).padStart(6, '0')}`}/></svg>${inside}</div>`
}

/**
 * @param {Component} button
 * @param {Shown} shown
 */
function buttonView({ style = 2, label, custom_id: press, url, disabled }, { onPress }) {
  if (url) return html`<a class="discord-button" data-style="link" href=${url} target="_blank" rel="noopener noreferrer">${label} ↗</a>`
  return html`<button type="button" class="discord-button" data-style=${buttonStyles[style] ?? 'secondary'} ?disabled=${disabled}
    @click=${() => press && onPress(press)}>${label}</button>`
}

/**
 * @param {Component} select
 * @param {string} id
 * @param {Shown} shown
 */
function selectView({ placeholder = 'Make a selection', options = [] }, id, { onPress }) {
  const items = options.map(({ label, value, description }) => ({ label, more: description, choose: () => onPress(value) }))
  return menuView({ id: `discord-${id}`, label: placeholder, look: 'discord-select', items })
}

/**
 * @param {string} url
 * @param {Shown} shown
 */
function attachedView(url, { payload }) {
  const file = payload.files.find(({ name }) => url === `attachment://${name}`)
  return file ? fileView(file) : html`<p class="unknown">${url}, which is not attached</p>`
}

/**
 * A picture that is attached to the message is here under its own address.
 * @param {string | undefined} url
 * @param {string | undefined} description
 * @param {Shown} shown
 */
function imageView(url, description, { picture }) {
  const source = url?.startsWith('attachment://') ? picture : url
  return source ? html`<img class="platform-picture" src=${source} alt=${description ?? ''}>` : nothing
}
