/** Slack's mrkdwn, as its clients show it. */
import { html } from '/vendor/lit-html/lit-html.js'
import { written } from './clock.js'
import { marked } from './inline.js'

/** @typedef {import('./inline.js').Rule} Rule */

/** @type {Record<string, Parameters<typeof written>[1]>} */
const dateParts = { date: 'date', date_num: 'date', date_short: 'date', date_long: 'day', date_pretty: 'date', date_short_pretty: 'date', date_long_pretty: 'day', time: 'minute', time_secs: 'second' }

/**
 * A rule for text between two equal marks that stand at the edges of words.
 * @param {string} mark
 * @param {(inside: unknown) => unknown} draw
 * @returns {Rule}
 */
function around(mark, draw) {
  const sign = `\\${mark}`
  return [new RegExp(`(?<![\\w${sign}])${sign}(?=\\S)([^${sign}\\n]*?[^\\s${sign}])${sign}(?![\\w${sign}])`), (match, inner) => draw(inner(match[1] ?? ''))]
}

/** @type {Rule[]} */
const rules = [
  [/`([^`\n]+)`/, match => html`<code>${unescaped(match[1] ?? '')}</code>`],
  [/<!date\^(\d+)\^([^|^>]*)(?:\^[^|>]*)?\|([^>]*)>/, match => dateView(Number(match[1]) * 1000, match[2] ?? '', unescaped(match[3] ?? ''))],
  [/<(https?:[^|>]+)(?:\|([^>]*))?>/, match => html`<a href=${unescaped(match[1] ?? '')} target="_blank" rel="noopener noreferrer">${unescaped(match[2] ?? match[1] ?? '')}</a>`],
  [/<([@#!])[^|>]*(?:\|([^>]*))?>/, match => html`<span class="mention">${match[1]}${match[2] ?? 'someone'}</span>`],
  [/&(amp|lt|gt);/, match => unescaped(match[0])],
  around('*', inside => html`<strong>${inside}</strong>`),
  around('_', inside => html`<em>${inside}</em>`),
  around('~', inside => html`<s>${inside}</s>`),
]

/**
 * A text in Slack's mrkdwn.
 * @param {string} text
 */
export function mrkdwnView(text) {
  return text.split(/```\n?([^]*?)\n?```\n?/).map((part, place) => {
    if (place % 2 === 1) return html`<pre tabindex="0" role="group" aria-label="Code"><code>${unescaped(part)}</code></pre>`
    return part.split(/((?:^|\n)(?:&gt;|>) ?[^\n]*)/).map((piece, at) => at % 2 === 1
      ? html`<blockquote>${marked(piece.replace(/^\n?(?:&gt;|>) ?/, ''), rules)}</blockquote>`
      : marked(piece, rules))
  })
}

/**
 * Slack's three entities as the signs they stand for.
 * @param {string} text
 */
export function unescaped(text) {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}

/**
 * A time in the reader's own zone, written by a pattern such as "{date_short} at {time}"; a pattern that is none shows the fallback.
 * @param {number} at
 * @param {string} pattern
 * @param {string} fallback
 */
export function dateView(at, pattern, fallback) {
  if (pattern.includes('{ago}')) return html`<time datetime=${new Date(at).toISOString()} data-from-now=${at}></time>`
  if (pattern.match(/\{\w+\}/g)?.some(part => !dateParts[part.slice(1, -1)])) return fallback
  const text = pattern.replace(/\{(\w+)\}/g, (whole, part) => dateParts[part] ? written(at, dateParts[part]) : whole)
  return html`<time datetime=${new Date(at).toISOString()}>${text}</time>`
}
