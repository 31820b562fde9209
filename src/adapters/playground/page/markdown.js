/** Discord's markdown, as its clients show it: the parts that a bot's text can meet. */
import { html } from '/vendor/lit-html/lit-html.js'
import { marked } from './inline.js'
import { written } from './clock.js'

/** @typedef {import('./inline.js').Rule} Rule */

/** Text between two marks, in which a backslash takes the next sign with it. */
const within = '((?:\\\\.|[^\\\\])+?)'

/** @type {Record<string, Parameters<typeof written>[1]>} */
const timeStyles = { t: 'minute', T: 'second', d: 'date', D: 'date', f: 'moment', F: 'weekday' }

/** @type {Rule[]} */
const rules = [
  [/\\([^a-zA-Z0-9\s])/, match => match[1]],
  [/(`+)(.+?)\1(?!`)/s, match => html`<code>${match[2]}</code>`],
  [/<t:(-?\d+)(?::([tTdDfFR]))?>/, match => timeView(Number(match[1]) * 1000, match[2] ?? 'f')],
  [/<(@|@&|#)!?(\d+)>/, match => html`<span class="mention">${match[1] === '#' ? '#channel' : '@someone'}</span>`],
  [/@(?:everyone|here)\b/, match => html`<span class="mention">${match[0]}</span>`],
  [/\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, (match, inner) => linkView(match[2] ?? '', inner(match[1] ?? ''))],
  [/<?(https?:\/\/[^\s<>)]+)>?/, match => linkView(match[1] ?? '', match[1])],
  [new RegExp(`\\*\\*\\*${within}\\*\\*\\*`, 's'), (match, inner) => html`<strong><em>${inner(match[1] ?? '')}</em></strong>`],
  [new RegExp(`\\*\\*${within}\\*\\*`, 's'), (match, inner) => html`<strong>${inner(match[1] ?? '')}</strong>`],
  [new RegExp(`__${within}__`, 's'), (match, inner) => html`<u>${inner(match[1] ?? '')}</u>`],
  [new RegExp(`~~${within}~~`, 's'), (match, inner) => html`<s>${inner(match[1] ?? '')}</s>`],
  [new RegExp(`\\|\\|${within}\\|\\|`, 's'), (match, inner) => html`<span class="spoiler">${inner(match[1] ?? '')}</span>`],
  [new RegExp(`\\*(?=\\S)${within}\\*`, 's'), (match, inner) => html`<em>${inner(match[1] ?? '')}</em>`],
  [new RegExp(`(?<!\\w)_${within}_(?!\\w)`, 's'), (match, inner) => html`<em>${inner(match[1] ?? '')}</em>`],
]

/** What a line can be by its beginning: the mark, and how its lines are drawn together. */
/** @type {[RegExp, (lines: unknown[][]) => unknown][]} */
const lineKinds = [
  [/^### /, lines => lines.map(line => html`<h4 data-size="3">${line}</h4>`)],
  [/^## /, lines => lines.map(line => html`<h4 data-size="2">${line}</h4>`)],
  [/^# /, lines => lines.map(line => html`<h4 data-size="1">${line}</h4>`)],
  [/^-# /, lines => lines.map(line => html`<p class="subtext">${line}</p>`)],
  [/^> /, lines => html`<blockquote>${lines.map(line => html`<p>${line}</p>`)}</blockquote>`],
  [/^ *[-*] /, lines => html`<ul>${lines.map(line => html`<li>${line}</li>`)}</ul>`],
]

/**
 * A text in Discord's markdown.
 * @param {string} text
 */
export function markdownView(text) {
  return text.split(/(```[^]*?```)/).map((part, place) => place % 2 === 1 ? fenceView(part) : blocksView(part))
}

/** @param {string} fence */
function fenceView(fence) {
  const [, code = ''] = /^```(?:[\w+-]+\n)?\n?([^]*?)\n?```$/.exec(fence) ?? []
  return html`<pre tabindex="0" role="group" aria-label="Code"><code>${code}</code></pre>`
}

/**
 * Lines that are of one kind and follow each other are drawn together; the others are text with its line breaks.
 * @param {string} text
 */
function blocksView(text) {
  /** @type {{ kind: number, lines: string[] }[]} */
  const blocks = []
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const kind = lineKinds.findIndex(([mark]) => mark.test(line))
    const last = blocks.at(-1)
    if (last?.kind === kind) last.lines.push(line)
    else blocks.push({ kind, lines: [line] })
  }
  return blocks.map(({ kind, lines }) => {
    const [mark, draw] = lineKinds[kind] ?? []
    return mark && draw ? draw(lines.map(line => marked(line.replace(mark, ''), rules))) : html`<p>${marked(lines.join('\n'), rules)}</p>`
  })
}

/**
 * @param {number} at
 * @param {string} style
 */
function timeView(at, style) {
  if (style === 'R') return html`<time class="stamp" datetime=${new Date(at).toISOString()} data-from-now=${at}></time>`
  return html`<time class="stamp" datetime=${new Date(at).toISOString()}>${written(at, timeStyles[style] ?? 'moment')}</time>`
}

/**
 * @param {string} url
 * @param {unknown} label
 */
function linkView(url, label) {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${label}</a>`
}
