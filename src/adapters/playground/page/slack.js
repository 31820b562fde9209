/** Draws a Slack message from its payload alone: Block Kit, as the clients lay it out. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { markdownView } from './markdown.js'
import { menuView } from './menu.js'
import { mrkdwnView } from './mrkdwn.js'
import { richTextView } from './rich.js'

/** @typedef {{ type: string, text: string }} TextObject */

/**
 * A block or an element of one, by Slack's own names.
 * @typedef {{
 *   type: string, text?: TextObject | string, fields?: TextObject[], accessory?: Block, elements?: any[], alt_text?: string, image_url?: string, title?: TextObject,
 *   rows?: { type: string, text?: string, elements?: any[] }[][], column_settings?: ({ align?: string } | null)[],
 *   style?: string, value?: string, url?: string, action_id?: string, placeholder?: TextObject, options?: { text: TextObject, value: string, description?: TextObject }[],
 * }} Block
 */

/** @typedef {{ text?: string, blocks?: Block[], attachments?: { color?: string, blocks?: Block[] }[] }} Payload */
/** @typedef {{ id: string, payload: Payload, onPress: (press: string) => void }} Shown */

/**
 * The message; its buttons and options press as they would on Slack.
 * @param {Shown} shown
 */
export function slackView(shown) {
  const { blocks, attachments, text } = shown.payload
  return html`<div class="platform slack" data-platform="slack">
    ${blocks || attachments ? nothing : html`<div class="slack-text">${mrkdwnView(text ?? '')}</div>`}
    ${blocks?.map((block, place) => blockView(block, `${shown.id}-${place}`, shown))}
    ${attachments?.map((attachment, at) => html`<div class="slack-attachment">${barView(attachment.color)}
      ${attachment.blocks?.map((block, place) => blockView(block, `${shown.id}-${at}-${place}`, shown))}</div>`)}
  </div>`
}

/** @param {string | undefined} colour */
function barView(colour) {
  return html`<svg class="slack-bar" aria-hidden="true"><rect width="100%" height="100%" fill=${colour ?? '#ddd'}/></svg>`
}

/**
 * @param {Block} block
 * @param {string} id  its own in the document
 * @param {Shown} shown
 * @returns {unknown}
 */
function blockView(block, id, shown) {
  switch (block.type) {
    case 'header': return html`<h4 class="slack-header">${textView(block.text)}</h4>`
    case 'section': return sectionView(block, id, shown)
    case 'context': return html`<div class="slack-context">${block.elements?.map(element => element.type === 'image' ? imageView(element) : html`<span>${textView(element)}</span>`)}</div>`
    case 'divider': return html`<hr class="slack-divider">`
    case 'image': return html`<div>${block.title ? html`<p class="slack-image-title">${textView(block.title)}</p>` : nothing}${imageView(block)}</div>`
    case 'actions': return html`<div class="slack-actions">${block.elements?.map((element, place) => elementView(element, `${id}-${place}`, shown))}</div>`
    case 'table': return tableView(block)
    case 'rich_text': return html`<div class="slack-text">${richTextView(block.elements ?? [])}</div>`
    case 'markdown': return html`<div class="slack-text slack-markdown">${markdownView(String(block.text ?? ''))}</div>`
    default: return html`<p class="unknown">A block of type ${block.type}, which this page cannot draw</p>`
  }
}

/**
 * @param {Block} section
 * @param {string} id
 * @param {Shown} shown
 */
function sectionView({ text, fields, accessory }, id, shown) {
  return html`<div class="slack-section"><div>
    ${text ? html`<div class="slack-text">${textView(text)}</div>` : nothing}
    ${fields?.length ? html`<div class="slack-fields">${fields.map(field => html`<div class="slack-text">${textView(field)}</div>`)}</div>` : nothing}
  </div>${accessory ? elementView(accessory, `${id}-a`, shown) : nothing}</div>`
}

/** @param {TextObject | string | undefined} text */
function textView(text) {
  if (typeof text !== 'object') return text ?? ''
  return text.type === 'mrkdwn' ? mrkdwnView(text.text) : text.text
}

/**
 * @param {Block} element
 * @param {string} id
 * @param {Shown} shown
 */
function elementView(element, id, shown) {
  switch (element.type) {
    case 'button': return buttonView(element, shown)
    case 'static_select':
    case 'overflow': return selectView(element, id, shown)
    case 'image': return imageView(element)
    default: return html`<span class="unknown">An element of type ${element.type}, which this page cannot draw</span>`
  }
}

/**
 * @param {Block} button
 * @param {Shown} shown
 */
function buttonView({ text, style, value, url }, { onPress }) {
  if (url) return html`<a class="slack-button" href=${url} target="_blank" rel="noopener noreferrer">${textView(text)}</a>`
  return html`<button type="button" class="slack-button" data-style=${style ?? nothing} @click=${() => value && onPress(value)}>${textView(text)}</button>`
}

/**
 * @param {Block} select
 * @param {string} id
 * @param {Shown} shown
 */
function selectView({ placeholder, options = [] }, id, { onPress }) {
  const items = options.map(({ text, value, description }) => ({ label: text.text, more: description?.text, choose: () => onPress(value) }))
  return menuView({ id: `slack-${id}`, label: placeholder?.text ?? '⋯', look: 'slack-button slack-select', items })
}

/** @param {Block} image */
function imageView({ image_url: url, alt_text: alt }) {
  return url ? html`<img class="platform-picture" src=${url} alt=${alt ?? ''}>` : html`<p class="unknown">A picture without an address: ${alt}</p>`
}

/** @param {Block} table */
function tableView({ rows = [], column_settings: columns = [] }) {
  const [head = [], ...body] = rows
  const align = (/** @type {number} */ place) => columns[place]?.align ?? 'left'
  const cell = (/** @type {{ type: string, text?: string, elements?: any[] }} */ one) => one.type === 'rich_text' ? richTextView(one.elements ?? []) : one.text
  return html`<div class="slack-table" tabindex="0" role="group" aria-label="Table"><table>
    <thead><tr>${head.map((one, place) => html`<th scope="col" data-align=${align(place)}>${cell(one)}</th>`)}</tr></thead>
    <tbody>${body.map(row => html`<tr>${row.map((one, place) => html`<td data-align=${align(place)}>${cell(one)}</td>`)}</tr>`)}</tbody>
  </table></div>`
}
