/** Puts messages under each other as Slack's client does: who said it, when, and who alone sees it. */
import { html, nothing, render } from '/vendor/lit-html/lit-html.js'
import { setClock, tick, written } from '/page/clock.js'
import { slackView } from '/page/slack.js'

/** Draws a scene; resolves when its fonts and pictures are there. */
window.show = async ({ now, shots }) => {
  setClock(now)
  render(shots.map(messageView), document.body)
  tick()
  await document.fonts.ready
  await Promise.all([...document.images].map(image => image.decode()))
}

function messageView({ payload, alone, at }, place) {
  return html`<article class="shot" ?data-alone=${alone}>
    ${alone ? html`<p class="alone"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5C6 5 2 12 2 12s4 7 10 7 10-7 10-7-4-7-10-7Zm0 11.5a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9Zm0-2a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"/></svg>Only visible to you</p>` : nothing}
    <svg class="avatar" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="6" fill="#4338ca"/><path d="M11.5 23.5v-15h6a4.7 4.7 0 0 1 0 9.4h-6m5.6 0 4.9 5.6" fill="none" stroke="#fff" stroke-width="2.8"/></svg>
    <div class="said"><p class="head"><b>Recall</b> <span class="app">APP</span> <time>${written(at, 'minute')}</time></p>
    ${slackView({ id: String(place), payload, onPress: () => {} })}</div>
  </article>`
}
