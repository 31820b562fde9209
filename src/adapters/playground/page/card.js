/** How a card looks: each of its slots as HTML. */
import { html, nothing, svg } from '/vendor/lit-html/lit-html.js'
import { momentView } from './clock.js'
import { codeView, fileView } from './keep.js'
import { menuView } from './menu.js'
import { lineOf } from './slash.js'

/** @typedef {import('../../../bot/card.ts').Card} Card */
/** @typedef {import('../../../bot/card.ts').Row} Row */
/** @typedef {import('../../../bot/card.ts').Field} Field */
/** @typedef {import('../../../bot/card.ts').Button} Button */
/** @typedef {import('../../../bot/card.ts').Image} Image */
/** @typedef {import('../../../bot/card.ts').Select} Select */
/** @typedef {import('../../../bot/card.ts').Text} Text */

/**
 * A card. `id` is its own in the document, `picture` where its picture is; `onPress` gets the press of a button or an option.
 * @param {{ id: string, card: Card, picture: string | null, onPress: (press: string) => void }} shown
 */
export function cardView({ id, card, picture, onPress }) {
  const { kind, tone, title, text, image, code, rows, fields, buttons, select, file, footer, mention, thread } = card
  return html`<div class="card" data-kind=${kind} data-tone=${tone ?? nothing}>
    ${mention ? html`<p class="card-text"><span class="channel-link">@${mention}</span></p>` : nothing}
    ${title ? html`<h3 class="card-title">${lineOf(title)}</h3>` : nothing}
    ${text ? html`<p class="card-text">${words(text)}</p>` : nothing}
    ${image && picture ? imageView(image, picture) : nothing}
    ${code ? codeView(code) : nothing}
    ${rows?.length ? html`<ol class="rows" role="list">${rows.map(row => rowView(row, isBoard(card)))}</ol>` : nothing}
    ${fields?.length ? html`<dl class="fields">${fields.map(fieldView)}</dl>` : nothing}
    ${file ? fileView(file) : nothing}
    ${buttons?.length || select ? html`<div class="buttons">
      ${buttons?.map(button => buttonView(button, onPress))} ${select ? selectView(select, id, onPress) : nothing}
    </div>` : nothing}
    ${footer ? html`<p class="card-footer">${words(footer)}</p>` : nothing}
    ${thread ? html`<p class="card-footer">Thread: ${thread}</p>` : nothing}
  </div>`
}

/** @param {Card} card */
function isBoard(card) {
  return card.kind === 'leaderboard' || card.kind === 'podium'
}

/** @param {Text} text */
function words(text) {
  if (typeof text === 'string') return text
  return text.map(part => {
    if (typeof part === 'string') return part
    if ('at' in part) return momentView(part)
    if ('command' in part) return lineOf(part)
    return html`<span class="channel-link">${'channel' in part ? `#${part.channel}` : `@${part.role}`}</span>`
  })
}

/**
 * @param {Image} image
 * @param {string} picture
 */
function imageView({ alt }, picture) {
  return html`<p class="picture"><img src=${picture} alt=${alt}></p>`
}

/**
 * @param {Row} row
 * @param {boolean} ofBoard
 */
function rowView({ label, text, value, mark, note }, ofBoard) {
  return html`<li class="row" data-mark=${mark ?? nothing}>
    <span class="badge" data-rank=${ofBoard ? lineOf(label) : nothing}>${lineOf(label)}</span>
    <span class="row-text">${text}</span>
    ${mark ? markView(mark, ofBoard) : nothing}
    ${value ? html`<span class="row-value">${value}</span>` : nothing}
    ${note ? html`<span class="row-note">${note}</span>` : nothing}
  </li>`
}

/**
 * @param {'right' | 'wrong' | 'own'} mark
 * @param {boolean} ofBoard
 */
function markView(mark, ofBoard) {
  if (mark === 'own') return html`<span class="tag">${ofBoard ? 'You' : 'Your answer'}</span>`
  const drawing = mark === 'right' ? svg`<path d="m3 8.5 3.5 3.5L13 4.5"/>` : svg`<path d="m4 4 8 8m0-8-8 8"/>`
  return html`<span class="mark">
    <svg viewBox="0 0 16 16" aria-hidden="true">${drawing}</svg>
    <span class="unseen">${mark === 'right' ? 'Right' : 'Wrong'}</span>
  </span>`
}

/** @param {Field} field */
function fieldView({ name, value }) {
  return html`<div class="field"><dt>${name}</dt><dd>${words(value)}</dd></div>`
}

/**
 * @param {Button} button
 * @param {(press: string) => void} onPress
 */
function buttonView({ label, press, main, opens }, onPress) {
  return html`<button type="button" class=${main ? 'button main' : 'button'} aria-haspopup=${opens ? 'dialog' : nothing}
    @click=${() => onPress(press)}>${label}${opens ? '…' : ''}</button>`
}

/**
 * @param {Select} select
 * @param {string} id
 * @param {(press: string) => void} onPress
 */
function selectView({ placeholder, options }, id, onPress) {
  const items = options.map(({ label, press }) => ({ label, choose: () => onPress(press) }))
  return menuView({ id: `select-${id}`, label: placeholder, look: 'button opens', items })
}
