/** Light or dark: what the system says, or what was chosen here. */
import { html } from '/vendor/lit-html/lit-html.js'

const themes = { auto: 'Auto', light: 'Light', dark: 'Dark' }

/** Puts the theme chosen last time on the document. */
export function startTheme() {
  choose(localStorage.getItem('theme') ?? 'auto')
}

/** @param {string} theme */
function choose(theme) {
  document.documentElement.dataset['theme'] = theme
  localStorage.setItem('theme', theme)
}

/** A switch between the themes. */
export function themeView() {
  const chosen = document.documentElement.dataset['theme']
  return html`<fieldset class="switch" data-testid="theme"><legend class="unseen">Colours</legend>
    ${Object.entries(themes).map(([theme, name]) => html`<label><input type="radio" name="theme" value=${theme} autocomplete="off"
      .checked=${theme === chosen} @change=${() => choose(theme)}><span>${name}</span></label>`)}
  </fieldset>`
}
