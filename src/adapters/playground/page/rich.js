/** Slack's rich text: sections, lists, quotations and code made of styled pieces. */
import { html } from '/vendor/lit-html/lit-html.js'
import { dateView } from './mrkdwn.js'

/**
 * A piece of rich text, or a part made of pieces, by Slack's own names.
 * @typedef {{
 *   type: string, text?: string, url?: string, name?: string, timestamp?: number, format?: string, fallback?: string, channel_id?: string, usergroup_id?: string, style?: any, elements?: Piece[],
 * }} Piece
 */

/**
 * @param {Piece[]} parts
 * @returns {unknown[]}
 */
export function richTextView(parts) {
  return parts.map(part => {
    const inside = part.elements?.map(pieceView)
    switch (part.type) {
      case 'rich_text_section': return html`<div>${inside}</div>`
      case 'rich_text_preformatted': return html`<pre tabindex="0" role="group" aria-label="Code"><code>${inside}</code></pre>`
      case 'rich_text_quote': return html`<blockquote>${inside}</blockquote>`
      case 'rich_text_list': return part.style === 'ordered' ? html`<ol>${listView(part)}</ol>` : html`<ul>${listView(part)}</ul>`
      default: return html`<p class="unknown">Rich text of type ${part.type}, which this page cannot draw</p>`
    }
  })
}

/** @param {Piece} list */
function listView({ elements = [] }) {
  return elements.map(item => html`<li>${item.elements?.map(pieceView)}</li>`)
}

/** @param {Piece} piece */
function pieceView({ type, text = '', url, name, timestamp = 0, format = '', fallback = '', channel_id: channel, usergroup_id: group, style = {} }) {
  if (type === 'date') return dateView(timestamp * 1000, format, fallback)
  if (type === 'channel') return html`<span class="mention">#${channel}</span>`
  if (type === 'usergroup') return html`<span class="mention">@${group}</span>`
  if (type === 'emoji') return `:${name}:`
  if (type === 'link') return html`<a href=${url} target="_blank" rel="noopener noreferrer">${text || url}</a>`
  const plain = style.code ? html`<code>${text}</code>` : text
  const struck = style.strike ? html`<s>${plain}</s>` : plain
  const slanted = style.italic ? html`<em>${struck}</em>` : struck
  return style.bold ? html`<strong>${slanted}</strong>` : slanted
}
