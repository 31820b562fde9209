/** Where the reader is in the log, and staying there. */

let isAtEnd = true

/** @returns {HTMLElement} */
export function logElement() {
  return /** @type {HTMLElement} */ (document.getElementById('log'))
}

/**
 * Takes note of where the reader scrolled to.
 * @param {() => void} onEnd
 */
export function readingOn(onEnd) {
  isAtEnd = isNearEnd(logElement())
  if (isAtEnd) onEnd()
}

/** Whether the reader sees the newest messages; asks the log itself where there is one, as a scroll is told late. */
export function isReadingEnd() {
  const log = document.getElementById('log')
  return isAtEnd && (log === null || isNearEnd(log))
}

/** @param {HTMLElement} log */
function isNearEnd({ scrollHeight, scrollTop, clientHeight }) {
  return scrollHeight - scrollTop - clientHeight < 48
}

/** Scrolls to the newest message. */
export function scrollToEnd() {
  isAtEnd = true
  const log = logElement()
  log.scrollTop = log.scrollHeight
}

/** Scrolls to the newest message, and to the beginning of one that is to be read and longer than the log. */
export function scrollToNewest() {
  scrollToEnd()
  const log = logElement()
  const newest = log.lastElementChild
  if (!(newest instanceof HTMLElement) || !newest.matches('.private:not([data-kind="question"])') || newest.offsetHeight <= log.clientHeight) return
  isAtEnd = false
  newest.scrollIntoView({ block: 'start' })
}

/**
 * Draws what is new above the reader without moving what the reader sees.
 * @param {() => void} draw
 */
export function keepPlace(draw) {
  const log = logElement()
  const fromEnd = log.scrollHeight - log.scrollTop
  draw()
  log.scrollTop = log.scrollHeight - fromEnd
}

/** Keeps the newest message in view whenever the log or a picture in it changes its size. */
export function followEnd() {
  new ResizeObserver(() => isAtEnd && scrollToEnd()).observe(logElement())
  logElement().addEventListener('load', () => isAtEnd && scrollToNewest(), true)
}
