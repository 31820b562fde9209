/** A form: a dialog over the page that is filled in, sent or left. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'
import { keyed } from '/vendor/lit-html/directives/keyed.js'

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').OpenForm} OpenForm */
/** @typedef {import('../../../bot/card.ts').FormField} FormField */
/** @typedef {{ id: string, label: string }} Tick */
/** @typedef {Record<string, string[]>} Values */

/**
 * The dialog of the open form; `send` gets its values by the fields' names, `leave` is asked for when it is closed.
 * @param {State} state
 * @param {{ sendForm: (values: Values) => void, leaveForm: () => void }} actions
 */
export function formView(state, actions) {
  if (!state.form) return nothing
  const { form, complaint } = state.form
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault()
    actions.sendForm(valuesOf(form.fields, new FormData(/** @type {HTMLFormElement} */ (event.target))))
  }
  return keyed(form, html`<dialog id="form" class="dialog" data-testid="form" aria-labelledby="form-title" @close=${actions.leaveForm}>
    <form class="form" autocomplete="off" @submit=${send} @change=${checkLists}>
      <h2 class="form-title" id="form-title">${form.title}</h2>
      ${form.fields.map((field, place) => fieldView(field, place, state))}
      <p class="form-complaint" role="alert">${complaint}</p>
      <div class="form-buttons">
        <button type="button" class="button" @click=${leaveDialog}>Cancel</button>
        <button type="submit" class="button main" @click=${checkLists}>${form.submit}</button>
      </div>
    </form>
  </dialog>`)
}

/** Opens the dialog once it is drawn; the browser keeps the focus in it and gives it back at the end. */
export function openDialog() {
  const dialog = dialogElement()
  if (!dialog || dialog.open) return
  dialog.showModal()
  const first = dialog.querySelector('.form input, .form textarea, .form select')
  if (first instanceof HTMLElement) first.focus()
}

/** Closes the dialog, as Escape does. */
export function leaveDialog() {
  dialogElement()?.close()
}

function dialogElement() {
  return /** @type {HTMLDialogElement | null} */ (document.getElementById('form'))
}

/**
 * @param {readonly FormField[]} fields
 * @param {FormData} data
 * @returns {Values}
 */
function valuesOf(fields, data) {
  return Object.fromEntries(fields.map(({ name, kind }) => [name, data.getAll(name).map(String).filter(value => kind === 'text' || kind === 'suggestion' || value !== '')]))
}

/**
 * Asks for at least one tick in a list that needs one; the browser itself has no such rule.
 * @param {Event} event
 */
function checkLists(event) {
  const form = /** @type {Element} */ (event.target).closest('form')
  for (const list of form?.querySelectorAll('fieldset[data-required]') ?? []) {
    const boxes = /** @type {HTMLInputElement[]} */ ([...list.querySelectorAll('input')])
    boxes[0]?.setCustomValidity(boxes.some(box => box.checked) ? '' : 'Choose at least one.')
  }
}

/**
 * @param {FormField} field
 * @param {number} place
 * @param {State} state
 */
function fieldView(field, place, state) {
  switch (field.kind) {
    case 'text': return labelled(field, place, textView(field, place))
    case 'suggestion': return labelled(field, place, textView({ ...field, kind: 'text', long: false }, place))
    case 'choice': return labelled(field, place, choiceView(field, place))
    case 'channels': return listView(field, place, state.channels.filter(({ of, deleted }) => of === null && !deleted).map(({ id, name }) => ({ id, label: `#${name}` })))
    case 'people': return listView(field, place, state.people.map(({ id, name }) => ({ id, label: name })))
  }
}

/**
 * @param {FormField} field
 * @param {number} place
 * @param {unknown} control
 */
function labelled(field, place, control) {
  return html`<div class="form-field">
    <label for=${`field-${place}`}>${field.label}${optionalView(field)}</label>
    ${hintView(field, place)} ${control}
  </div>`
}

/** @param {FormField} field */
function optionalView({ required }) {
  return required ? nothing : html` <span class="optional">(optional)</span>`
}

/**
 * @param {FormField} field
 * @param {number} place
 */
function hintView({ hint }, place) {
  return hint ? html`<p class="form-hint" id=${`hint-${place}`}>${hint}</p>` : nothing
}

/**
 * @param {FormField & { kind: 'text' }} field
 * @param {number} place
 */
function textView({ name, value, hint, required, most, long }, place) {
  const describedBy = hint ? `hint-${place}` : nothing
  return long
    ? html`<textarea class="text-box" id=${`field-${place}`} name=${name} rows="5" maxlength=${most} ?required=${required} aria-describedby=${describedBy} .defaultValue=${value}></textarea>`
    : html`<input class="text-box" id=${`field-${place}`} name=${name} type="text" maxlength=${most} ?required=${required} aria-describedby=${describedBy} .defaultValue=${value}>`
}

/**
 * @param {FormField & { kind: 'choice' }} field
 * @param {number} place
 */
function choiceView({ name, value, hint, required, options }, place) {
  const isKnown = options.some(option => option.value === value)
  return html`<select id=${`field-${place}`} name=${name} ?required=${required} aria-describedby=${hint ? `hint-${place}` : nothing}>
    ${isKnown ? nothing : html`<option value="">Choose…</option>`}
    ${options.map(option => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
  </select>`
}

/**
 * @param {FormField & { kind: 'channels' | 'people' }} field
 * @param {number} place
 * @param {Tick[]} ticks
 */
function listView(field, place, ticks) {
  const { name, value, hint, required } = field
  return html`<fieldset class="form-field" ?data-required=${required} aria-describedby=${hint ? `hint-${place}` : nothing}>
    <legend>${field.label}${optionalView(field)}</legend>
    ${hintView(field, place)}
    ${ticks.map(({ id, label }) => html`<label class="tick"><input type="checkbox" name=${name} value=${id} ?checked=${value.includes(id)}><span>${label}</span></label>`)}
  </fieldset>`
}
