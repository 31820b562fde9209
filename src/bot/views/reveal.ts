/** The reveal of a question: the right choice, how the answers split, and why. Never who chose what. */
import { current, type Asked, type Round } from '../../engine/round.ts'
import { rankAll } from '../../engine/leaderboard.ts'
import { isTyped, rightOf } from '../../engine/question.ts'
import type { Button, Card, Field, Row } from '../card.ts'
import { encodePress } from '../press.ts'
import { heading, nextButtons } from './question.ts'
import { counted, letter, nameOf, number } from './words.ts'

/** The public message of a revealed question, or of one that was stopped. */
export function revealCard(round: Round, names: Readonly<Record<string, string>>): Card {
  const asked = current(round)
  const { question, result } = asked
  if (result === null || result.void) {
    const stopped = result === null || result.split.length === 0
    return { kind: 'reveal', title: `${heading(round)} · ${stopped ? 'stopped' : 'voided'}`, text: question.text, footer: stopped ? 'The round was stopped. This question counts for nobody.' : 'An admin voided this question. It counts for nobody, and all points were recounted.' }
  }
  const answers = result.split.reduce((sum, count) => sum + count, 0)
  return {
    kind: 'reveal',
    title: `${heading(round)} · the answer is ${isTyped(question) ? question.answer : letter(rightOf(question))}`,
    text: question.text,
    rows: round.mode === 'daily' ? notedRows(asked, answers) : splitRows(asked, answers),
    buttons: [...(answers > 0 ? [whyButton(round)] : []), ...nextButtons(round), reportButton(round)],
    fields: [{ name: 'Explanation', value: question.explanation }, ...(round.mode === 'daily' ? [] : leaders(round, names))],
    footer: answers === 0 ? 'Nobody answered.' : `${number(result.split[isTyped(question) ? 0 : rightOf(question)] ?? 0)} of ${counted(answers, 'answer was', 'answers were')} right.`,
  }
}

function whyButton({ id, index }: Round): Button {
  return { label: 'Why?', press: encodePress({ verb: 'why', round: id, question: index }) }
}

function reportButton({ id, index }: Round): Button {
  return { label: 'Report', press: encodePress({ verb: 'report', round: id, question: index }), opens: 'form' }
}

/** The choices of a daily, each wrong one with why it tempts: there is time to read. */
function notedRows(asked: Asked, answers: number): Row[] {
  return splitRows(asked, answers).map((row, position) => {
    const note = asked.question.choices[position]?.note ?? null
    return note === null ? row : { ...row, note }
  })
}

/** The choices with how often each was taken; none of a typed question. */
export function splitRows({ question, result }: Asked, answers: number): Row[] {
  return question.choices.map(({ text }, position) => {
    const count = result?.split[position] ?? 0
    const share = answers === 0 ? '' : ` (${Math.round((100 * count) / answers)} %)`
    return { label: letter(position), text, value: `${number(count)}${share}`, ...(position === rightOf(question) && { mark: 'right' as const }) }
  })
}

function leaders(round: Round, names: Readonly<Record<string, string>>): Field[] {
  const best = rankAll(Object.entries(round.players).map(([member, player]) => ({ member, ...player }))).filter(({ points }) => points > 0).slice(0, 3)
  return best.length === 0 ? [] : [{ name: 'Ahead', value: best.map(({ member, points }) => `${nameOf(member, names)} ${number(points)}`).join(' · ') }]
}
