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
  const { scrollHeight, scrollTop, clientHeight } = logElement()
  isAtEnd = scrollHeight - scrollTop - clientHeight < 48
  if (isAtEnd) onEnd()
}

/** Whether the reader sees the newest messages. */
export function isReadingEnd() {
  return isAtEnd
}

/** Scrolls to the newest message. */
export function scrollToEnd() {
  isAtEnd = true
  const log = logElement()
  log.scrollTop = log.scrollHeight
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
  logElement().addEventListener('load', () => isAtEnd && scrollToEnd(), true)
}
