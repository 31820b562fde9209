/** Keys that work anywhere but in a field: A to D or 1 to 4 choose, a slash begins a command. */

/**
 * Listens to the whole document.
 * @param {{ onChoice: (choice: number) => void, onSlash: () => void }} on
 */
export function listenToKeys(on) {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isField(event.target)) return
    const choice = choiceOf(event.key)
    if (choice >= 0) on.onChoice(choice)
    if (event.key !== '/') return
    event.preventDefault()
    on.onSlash()
  })
}

/** @param {EventTarget | null} target */
function isField(target) {
  return target instanceof Element && target.closest('input, select, textarea, dialog') !== null
}

/** @param {string} key */
function choiceOf(key) {
  if (key.length !== 1) return -1
  return Math.max('abcd'.indexOf(key.toLowerCase()), '1234'.indexOf(key))
}
