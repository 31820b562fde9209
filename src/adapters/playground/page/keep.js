/** What a reader takes along: code to copy, and files. */
import { html } from '/vendor/lit-html/lit-html.js'
import { announce } from './announce.js'

/** @typedef {import('../../../bot/card.ts').Code} Code */
/** @typedef {import('../../../bot/card.ts').File} File */

/**
 * Code in a fixed-width face, with a button that copies it.
 * @param {Code} code
 */
export function codeView({ text, language }) {
  return html`<figure class="code" data-language=${language}>
    <figcaption class="code-head"><span>${language === 'python' ? 'Python' : 'Text'}</span>
      <button type="button" class="button small" @click=${(/** @type {Event} */ event) => copy(text, event.currentTarget)}>Copy</button></figcaption>
    <pre class="code-text" tabindex="0" role="group" aria-label=${language === 'python' ? 'Python code' : 'Text'}><code>${text}</code></pre>
  </figure>`
}

/**
 * @param {string} text
 * @param {EventTarget | null} button
 */
async function copy(text, button) {
  const isCopied = await navigator.clipboard.writeText(text).then(() => true, () => false)
  const said = isCopied ? 'Copied' : 'Not copied: the browser does not allow it'
  if (button instanceof Element) button.textContent = said
  announce(said)
}

/**
 * A file to save.
 * @param {File} file
 */
export function fileView({ name, text }) {
  return html`<p class="file"><span class="file-what"><span class="file-name">${name}</span> <span class="file-size">${size(text)}</span></span>
    <button type="button" class="button small" aria-label=${`Download ${name}`} @click=${() => save(name, text)}>Download</button></p>`
}

/** @param {string} text */
function size(text) {
  const bytes = new Blob([text]).size
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`
}

/**
 * @param {string} name
 * @param {string} text
 */
function save(name, text) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = name
  link.click()
  setTimeout(URL.revokeObjectURL, 10_000, link.href)
}
