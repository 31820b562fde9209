/** The text box: a combobox that completes commands and sends what was typed. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { completionsOf } from './completion.js'

/** @typedef {import('./state.js').Command} Command */
/** @typedef {import('./completion.js').Completion} Completion */

/** A text box, its open list of completions, and the one that is marked (-1: none). */
export class Composer {
  /** @type {Completion[]} */
  #list = []
  #marked = -1
  #ask

  /** @param {{ commands: () => Command[], send: (text: string) => void, leave: () => void, draw: () => void }} ask */
  constructor(ask) {
    this.#ask = ask
  }

  /** @param {string} placeholder */
  view(placeholder) {
    const isOpen = this.#list.length > 0
    return html`<form class="composer" autocomplete="off" @submit=${this.#submit}>
      <ul class="completions" id="completions" role="listbox" aria-label="Completions" ?hidden=${!isOpen}>
        ${this.#list.map((completion, index) => this.#completionView(completion, index))}
      </ul>
      <input id="composer" class="text-box" data-testid="composer" type="text" role="combobox" aria-label="Message"
        aria-autocomplete="list" aria-controls="completions" aria-expanded=${isOpen}
        aria-activedescendant=${this.#marked < 0 ? nothing : `completion-${this.#marked}`}
        aria-describedby="composer-hint" placeholder=${placeholder} maxlength="2000" enterkeyhint="send"
        autocapitalize="off" spellcheck="false" autocomplete="off"
        @input=${this.#refresh} @focus=${this.#refresh} @blur=${this.#close} @keydown=${this.#onKey}>
      <button class="button main" type="submit">Send</button>
      <p class="hint" id="composer-hint">Type <kbd>/</kbd> for commands. <span class="hint-keys">Answer with the keys
        <kbd>A</kbd>–<kbd>D</kbd> while you are not typing (<kbd>Esc</kbd> leaves the box).</span></p>
    </form>`
  }

  /** Moves the focus here, over this text if it is given. */
  focus(text = this.#box.value) {
    this.#write(text)
    this.#box.focus()
  }

  get #box() {
    return /** @type {HTMLInputElement} */ (document.getElementById('composer'))
  }

  /**
   * @param {Completion} completion
   * @param {number} index
   */
  #completionView({ label, description, text }, index) {
    return html`<li class="completion" id=${`completion-${index}`} role="option" aria-selected=${index === this.#marked}
      @mousedown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => this.#write(text)}>
      <span class="completion-label">${label}</span> <span class="completion-description">${description}</span>
    </li>`
  }

  /** @param {string} text  what shall stand before the caret */
  #write(text) {
    const box = this.#box
    box.value = text + box.value.slice(box.selectionEnd ?? box.value.length)
    box.setSelectionRange(text.length, text.length)
    box.scrollLeft = box.scrollWidth
    this.#refresh()
  }

  #refresh = () => {
    const box = this.#box
    const { list, eager } = completionsOf(box.value.slice(0, box.selectionEnd ?? box.value.length), this.#ask.commands())
    this.#show(list, eager && list.length > 0 ? 0 : -1)
  }

  #close = () => this.#show([], -1)

  /**
   * @param {Completion[]} list
   * @param {number} marked
   */
  #show(list, marked) {
    this.#list = list
    this.#marked = marked
    this.#ask.draw()
  }

  /** @param {KeyboardEvent} event */
  #onKey = event => {
    if (event.isComposing) return
    const isOpen = this.#list.length > 0
    if (!isOpen && event.key !== 'Escape') return
    if (event.key === 'Escape') (isOpen ? this.#close : this.#ask.leave)()
    else if (event.key === 'ArrowDown') this.#mark(this.#marked + 1)
    else if (event.key === 'ArrowUp') this.#mark(this.#marked < 0 ? this.#list.length - 1 : this.#marked - 1)
    else if (event.key === 'Tab' && !event.shiftKey) this.#write(this.#list[Math.max(this.#marked, 0)]?.text ?? '')
    else if (event.key === 'Enter' && this.#marked >= 0) this.#write(this.#list[this.#marked]?.text ?? '')
    else return
    event.preventDefault()
  }

  /** @param {number} index */
  #mark(index) {
    this.#show(this.#list, (index + this.#list.length) % this.#list.length)
    queueMicrotask(() => document.getElementById(`completion-${this.#marked}`)?.scrollIntoView({ block: 'nearest' }))
  }

  /** @param {SubmitEvent} event */
  #submit = event => {
    event.preventDefault()
    const text = this.#box.value.trim()
    if (!text) return
    this.#box.value = ''
    this.#close()
    this.#ask.send(text)
  }
}
