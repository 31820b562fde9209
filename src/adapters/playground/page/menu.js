/** A button with a list of things to press that opens below it, by the browser's own popover. */
import { html, nothing } from '/vendor/lit-html/lit-html.js'

/**
 * `id` is unique in the document; choosing closes the list and gives the focus back.
 * @param {{ id: string, label: unknown, name?: string, look: string, items: { label: string, more?: string | undefined, choose: () => void }[] }} menu
 */
export function menuView({ id, label, name, look, items }) {
  const close = () => document.getElementById(id)?.hidePopover()
  return html`<button type="button" class=${look} popovertarget=${id} aria-label=${name ?? String(label)}>${label}</button>
    <div class="menu" id=${id} popover role="group" aria-label=${name ?? String(label)}>
      ${items.map(item => html`<button type="button" class="menu-item" @click=${() => { close(); item.choose() }}>${item.label}${item.more ? html`<span class="menu-more">${item.more}</span>` : nothing}</button>`)}
    </div>`
}
