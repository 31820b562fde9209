/** What an empty channel says: what to try first. */
import { html } from '/vendor/lit-html/lit-html.js'

const together = [
  { name: 'Play a short round', text: '/rapid questions:3 seconds:20' },
  { name: 'Set a question a day (as Ada, the admin)', text: '/daily set time:09:00' },
  { name: 'Look a formula up', text: '/formula name:cosine similarity' },
  { name: 'See everything it can do', text: '/help' },
]

const alone = [
  { name: 'Practise five questions', text: '/quiz questions:5' },
  { name: 'Look a formula up', text: '/formula name:cosine similarity' },
  { name: 'See everything it can do', text: '/help' },
]

/**
 * First steps in a channel, or in a direct message.
 * @param {boolean} isAlone
 * @param {(text: string) => void} send
 */
export function firstStepsView(isAlone, send) {
  return html`<section class="first-steps" data-testid="first-steps" aria-labelledby="first-steps-title">
    <h3 id="first-steps-title">${isAlone ? 'Recall, just for you' : 'Try Recall'}</h3>
    <p>${isAlone
      ? 'Nobody else sees what you do here: practise, look things up, and see how you are doing. Start with one of these, or type your own below.'
      : 'Recall asks interview questions about machine learning, keeps the score and explains the answers. Start with one of these, or type your own below.'}</p>
    <ul role="list">${(isAlone ? alone : together).map(({ name, text }) => html`<li>
      <button type="button" class="step" @click=${() => send(text)}><span>${name}</span> <code>${text}</code></button>
    </li>`)}</ul>
  </section>`
}
