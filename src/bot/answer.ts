/** What becomes of an answer, pressed or typed, and of "Why?" after the reveal. */
import { isTyped, type Given } from '../engine/question.ts'
import { current, modeOf, takesAnswers, type Asked, type Round } from '../engine/round.ts'
import { timingOf } from '../engine/scoring.ts'
import type { Bot, Who } from './bot.ts'
import type { Card, Form } from './card.ts'
import { isBarred } from './bars.ts'
import { loadMember } from './member.ts'
import { loadRound } from './rounds.ts'
import { notes } from './views/note.ts'
import { answerForm } from './views/question.ts'
import { earlyVerdictCard, lockedInCard, verdictCard } from './views/verdict.ts'

interface Place {
  round: string
  question: number
}

/** Records a press on a choice and says privately what became of it. */
export async function answerPress(bot: Bot, who: Who, { choice, ...place }: Place & { choice: number }): Promise<Card> {
  return await recordAnswer(bot, who, place, asked => choice < asked.question.choices.length ? { choice, text: null } : null)
}

/** Opens the form of a typed question, or shows the member's own answer again. */
export async function typeForm(bot: Bot, who: Who, place: Place): Promise<Card | Form> {
  const round = await loadRound(bot.store, who.group, place.round)
  if (round === null) return notes.goneRound
  const asked = round.questions[place.question]
  if (asked === undefined || !isTyped(asked.question)) return notes.unknownPress
  const [own] = await bot.store.answers.own(who.group, [place], who.member)
  if (own != null) return lockedInCard(asked, own, true)
  return refusalOf(round, place.question, who.at) ?? answerForm(round)
}

/** Records what was typed. */
export async function typedAnswer(bot: Bot, who: Who, place: Place, values: Readonly<Record<string, readonly string[]>>): Promise<Card> {
  const text = (values['answer']?.[0] ?? '').trim().slice(0, 200)
  if (text === '') return notes.nothingTyped
  return await recordAnswer(bot, who, place, asked => isTyped(asked.question) ? { choice: null, text } : null)
}

/** Records what the member gave, unless it cannot be an answer to that question. The first answer counts, and is shown again to whoever gave one, whatever has become of the question. */
async function recordAnswer(bot: Bot, who: Who, place: Place, given: (asked: Asked) => Given | null): Promise<Card> {
  const [round, { team }] = await Promise.all([loadRound(bot.store, who.group, place.round), loadMember(bot.store, who.group, who.member)])
  if (round === null) return notes.goneRound
  const asked = round.questions[place.question]
  const answer = asked === undefined ? null : given(asked)
  if (asked === undefined || answer === null) return notes.unknownPress
  const show = (own: Given, again: boolean) => round.verdict === 'at once' ? earlyVerdictCard(asked, own) : lockedInCard(asked, own, again)
  const refuse = async (card: Card) => {
    const [own] = await bot.store.answers.own(who.group, [place], who.member)
    return own == null ? card : show(own, true)
  }
  const refusal = refusalOf(round, place.question, who.at)
  if (refusal !== null) return await refuse(refusal)
  if (await isBarred(bot.store, who, round)) return notes.erased
  const recorded = await bot.store.answers.record(who.group, round.id, place.question, { ...answer, member: who.member, answeredAt: who.at, account: who.account, team })
  if (recorded.outcome === 'closed') return await refuse(notes.closed)
  return show(recorded.answer, recorded.outcome === 'already')
}

/** The private verdict on the member's own answer, once the question is revealed. */
export async function whyPress(bot: Bot, who: Who, place: Place): Promise<Card> {
  const round = await loadRound(bot.store, who.group, place.round)
  const asked = round?.questions[place.question]
  if (asked === undefined) return notes.goneRound
  if (asked.result === null) return notes.notRevealed
  if (asked.result.void) return notes.void
  const [answer] = await bot.store.answers.own(who.group, [place], who.member)
  return answer == null ? notes.notAnswered : verdictCard(asked, answer)
}

/** Why an answer cannot count, as far as the round tells; the store has the last word. */
function refusalOf(round: Round, question: number, at: number): Card | null {
  if (question !== round.index || !takesAnswers(round)) return notes.closed
  const { deadlineAt } = current(round)
  return deadlineAt !== null && timingOf(at, deadlineAt, modeOf(round).graceMs) === 'late' ? notes.late : null
}
