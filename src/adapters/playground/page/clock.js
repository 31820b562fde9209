/** The playground's clock: the server's time, kept ticking here, and how times are written. */
import { html } from '/vendor/lit-html/lit-html.js'

/** @typedef {import('../../../bot/card.ts').Moment} Moment */

const format = {
  clock: formatter({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  short: formatter({ weekday: 'short', hour: '2-digit', minute: '2-digit' }),
  moment: formatter({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
  day: formatter({ weekday: 'long', day: 'numeric', month: 'long' }),
  date: formatter({ day: 'numeric', month: 'long', year: 'numeric' }),
  weekday: formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
  minute: formatter({ hour: '2-digit', minute: '2-digit' }),
  second: formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
}

/** @param {Intl.DateTimeFormatOptions} options */
function formatter(options) {
  return new Intl.DateTimeFormat('en-GB', options)
}

let offset = 0

/** The playground's time, in milliseconds. */
export function now() {
  return Date.now() + offset
}

/**
 * Sets the clock by what the server says.
 * @param {number} serverNow
 */
export function setClock(serverNow) {
  offset = serverNow - Date.now()
  tick()
}

/**
 * An instant in the reader's own time.
 * @param {number} at
 * @param {keyof typeof format} as
 */
export function written(at, as) {
  return format[as].format(at)
}

/**
 * A moment of a card: a countdown that runs, or a time in the reader's own zone.
 * @param {Moment} moment
 */
export function momentView({ at, as }) {
  if (as === 'countdown') return html`<span class="countdown" role="timer" data-until=${at}></span>`
  return html`<time datetime=${new Date(at).toISOString()}>${written(at, 'moment')}</time>`
}

/**
 * When a time is up, such as "in 12 s".
 * @param {number} milliseconds
 */
export function timeLeft(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds <= 0) return 'now'
  if (seconds < 60) return `in ${seconds} s`
  if (seconds < 3600) return `in ${Math.floor(seconds / 60)} min ${seconds % 60} s`
  if (seconds < 86_400) return `in ${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`
  return `in ${Math.floor(seconds / 86_400)} d ${Math.floor(seconds % 86_400 / 3600)} h`
}

const steps = /** @type {const} */ ([[60, 'second'], [3600, 'minute'], [86_400, 'hour'], [30 * 86_400, 'day'], [365 * 86_400, 'month'], [Infinity, 'year']])
const seconds = { second: 1, minute: 60, hour: 3600, day: 86_400, month: 30 * 86_400, year: 365 * 86_400 }
const relative = new Intl.RelativeTimeFormat('en-GB')

/**
 * How far off an instant is, as Discord writes it: "in 12 seconds", "2 hours ago".
 * @param {number} at
 */
export function fromNow(at) {
  const away = Math.round((at - now()) / 1000)
  const unit = steps.find(([end]) => Math.abs(away) < end)?.[1] ?? 'year'
  return relative.format(Math.round(away / seconds[unit]), unit)
}

/** Writes the present time into every clock and countdown of the document: elements with `data-clock`, `data-until` or `data-from-now`. */
export function tick() {
  for (const element of document.querySelectorAll('[data-clock]')) write(element, written(now(), element.getAttribute('data-clock') === 'short' ? 'short' : 'clock'))
  for (const element of document.querySelectorAll('[data-from-now]')) write(element, fromNow(Number(element.getAttribute('data-from-now'))))
  for (const element of document.querySelectorAll('[data-until]')) {
    const left = Number(element.getAttribute('data-until')) - now()
    write(element, timeLeft(left))
    element.toggleAttribute('data-over', left <= 0)
  }
}

/**
 * @param {Element} element
 * @param {string} text
 */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text
}

/** Keeps the clocks of the document ticking. */
export function startTicking() {
  setInterval(tick, 250)
}
