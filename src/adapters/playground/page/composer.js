/** The text box: a combobox that completes commands and sends what was typed. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { completionsOf, suggestionsOf } from './completion.js'

/** @typedef {import('./state.js').Command} Command */
/** @typedef {import('./completion.js').Completion} Completion */
/** @typedef {import('./completion.js').Wanted} Wanted */

/**
 * What the box asks the page: `suggest` gives values for an option, `leave` moves the focus away.
 * @typedef {{
 *   commands: () => Command[], suggest: (wanted: Wanted, signal: AbortSignal) => Promise<string[]>,
 *   send: (text: string) => void, leave: () => void, draw: () => void,
 * }} ComposerActions
 */

/**
 * A text box with its list of completions.
 * @param {ComposerActions} actions
 */
export function openComposer(actions) {
  /** @type {Completion[]} */
  let list = []
  /** The place of the marked completion; -1 when none is. */
  let marked = -1
  let asking = new AbortController()

  const box = () => /** @type {HTMLInputElement} */ (document.getElementById('composer'))
  const beforeCaret = () => box().value.slice(0, box().selectionEnd ?? box().value.length)

  /**
   * @param {Completion[]} completions
   * @param {number} mark
   */
  const show = (completions, mark) => {
    list = completions
    marked = mark
    actions.draw()
  }

  const close = () => {
    asking.abort()
    if (list.length > 0) show([], -1)
  }

  const refresh = () => {
    asking.abort()
    const { list: known, eager, wanted } = completionsOf(beforeCaret(), actions.commands())
    if (wanted) void complete(wanted, known, eager)
    else show(known, eager && known.length > 0 ? 0 : -1)
  }

  /**
   * Shows suggested values above what was known already. What was open stays until they are here.
   * @param {Wanted} wanted
   * @param {Completion[]} known
   * @param {boolean} eager
   */
  const complete = async (wanted, known, eager) => {
    const { signal } = asking = new AbortController()
    const values = await actions.suggest(wanted, signal)
    if (signal.aborted) return
    const completions = [...suggestionsOf(wanted, values), ...known]
    show(completions, eager && completions.length > 0 ? 0 : -1)
  }

  /** @param {string} text  what shall stand before the caret */
  const write = text => {
    box().value = text + box().value.slice(box().selectionEnd ?? box().value.length)
    box().setSelectionRange(text.length, text.length)
    box().scrollLeft = box().scrollWidth
    refresh()
  }

  /** @param {number} index */
  const mark = index => {
    show(list, (index + list.length) % list.length)
    queueMicrotask(() => document.getElementById(`completion-${marked}`)?.scrollIntoView({ block: 'nearest' }))
  }

  /** @param {KeyboardEvent} event */
  const onKey = event => {
    if (event.isComposing) return
    const isOpen = list.length > 0
    if (!isOpen && event.key !== 'Escape') return
    if (event.key === 'Escape') (isOpen ? close : actions.leave)()
    else if (event.key === 'ArrowDown') mark(marked + 1)
    else if (event.key === 'ArrowUp') mark(marked < 0 ? list.length - 1 : marked - 1)
    else if (event.key === 'Tab' && !event.shiftKey) write(list[Math.max(marked, 0)]?.text ?? '')
    else if (event.key === 'Enter' && marked >= 0) write(list[marked]?.text ?? '')
    else return
    event.preventDefault()
  }

  /** @param {SubmitEvent} event */
  const submit = event => {
    event.preventDefault()
    const text = box().value.trim()
    if (!text) return
    box().value = ''
    close()
    actions.send(text)
  }

  /**
   * @param {Completion} completion
   * @param {number} index
   */
  const completionView = ({ label, description, text }, index) => html`<li class="completion" id=${`completion-${index}`}
    role="option" aria-selected=${index === marked} @mousedown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => write(text)}>
    <span class="completion-label">${label}</span> <span class="completion-description">${description}</span>
  </li>`

  return {
    /** @param {string} placeholder */
    view: placeholder => html`<form class="composer" autocomplete="off" @submit=${submit}>
      <ul class="completions" id="completions" role="listbox" aria-label="Completions" ?hidden=${list.length === 0}>${list.map(completionView)}</ul>
      <input id="composer" class="text-box" data-testid="composer" type="text" role="combobox" aria-label="Message"
        aria-autocomplete="list" aria-controls="completions" aria-expanded=${list.length > 0}
        aria-activedescendant=${marked < 0 ? nothing : `completion-${marked}`}
        aria-describedby="composer-hint" placeholder=${placeholder} maxlength="2000" enterkeyhint="send"
        autocapitalize="off" spellcheck="false" autocomplete="off"
        @input=${refresh} @focus=${refresh} @blur=${close} @keydown=${onKey}>
      <button class="button main" type="submit">Send</button>
      <p class="hint" id="composer-hint">Type <kbd>/</kbd> for commands. <span class="hint-keys">Answer with the keys
        <kbd>A</kbd>–<kbd>D</kbd> while you are not typing (<kbd>Esc</kbd> leaves the box).</span></p>
    </form>`,
    /** Moves the focus here, over this text if it is given. */
    focus: (text = box().value) => {
      write(text)
      box().focus()
    },
  }
}
