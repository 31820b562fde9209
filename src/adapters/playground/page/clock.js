/** The playground's clock: the server's time, kept ticking here, and how times are written. */

const format = {
  clock: formatter({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  moment: formatter({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
  day: formatter({ weekday: 'long', day: 'numeric', month: 'long' }),
  minute: formatter({ hour: '2-digit', minute: '2-digit' }),
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

/** Nine in the morning of the reader's next day. */
export function tomorrowAtNine() {
  const day = new Date(now())
  day.setDate(day.getDate() + 1)
  return day.setHours(9, 0, 0, 0)
}

/**
 * The time that is left, such as "12 s".
 * @param {number} milliseconds
 */
export function timeLeft(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds <= 0) return 'time is up'
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`
}

/** Writes the present time into every clock and countdown of the document: elements with `data-clock` or `data-until`. */
export function tick() {
  for (const element of document.querySelectorAll('[data-clock]')) write(element, written(now(), 'clock'))
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
