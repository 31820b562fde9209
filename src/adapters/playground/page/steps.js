/** What an empty channel says: what to try first. */
import { html } from '/vendor/lit-html/lit-html.js'

const practice = { name: 'Practise alone', text: '/quiz questions:5' }
const round = { name: 'Play a short round together', text: '/rapid questions:3' }
const daily = { name: 'Set a question a day', text: '/daily set time:09:00' }
const lookUp = { name: 'Look a formula up', text: '/formula name:cosine similarity' }
const board = { name: 'See who leads this week', text: '/leaderboard' }
const help = { name: 'See everything it can do', text: '/help' }

/** @param {{ isAlone: boolean, isAdmin: boolean }} reader */
function stepsFor({ isAlone, isAdmin }) {
  return isAlone ? [practice, lookUp, help] : [practice, round, lookUp, ...isAdmin ? [daily] : [], board, help]
}

/**
 * First steps in a channel, or in a direct message; only an admin may take all of them.
 * @param {{ isAlone: boolean, isAdmin: boolean }} reader
 * @param {(text: string) => void} send
 */
export function firstStepsView(reader, send) {
  const { isAlone } = reader
  return html`<section class="first-steps" data-testid="first-steps" aria-labelledby="first-steps-title">
    <h3 id="first-steps-title">${isAlone ? 'Recall, just for you' : 'Try Recall'}</h3>
    <p>${isAlone
      ? 'Nobody else sees what you do here: practise, look things up, and see how you are doing. Start with one of these, or type your own below.'
      : 'Recall asks interview questions about machine learning, keeps the score and explains the answers. Start with one of these, or type your own below.'}</p>
    <ul role="list">${stepsFor(reader).map(({ name, text }) => html`<li>
      <button type="button" class="step" @click=${() => send(text)}><span>${name}</span> <code>${text}</code></button>
    </li>`)}</ul>
  </section>`
}
