/** What becomes of an answer press, and of "Why?" after the reveal. */
import { current, modeOf, takesAnswers, type Round } from '../engine/round.ts'
import { timingOf } from '../engine/scoring.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { loadRound } from './rounds.ts'
import { notes } from './views/note.ts'
import { earlyVerdictCard, lockedInCard, verdictCard } from './views/verdict.ts'

/** Records a press on a choice and says privately what became of it. */
export async function answerPress(bot: Bot, who: Who, press: { round: string, question: number, choice: number }): Promise<Card> {
  const round = await loadRound(bot.store, who.group, press.round)
  if (round === null) return notes.goneRound
  const asked = round.questions[press.question]
  if (asked === undefined || press.choice >= asked.question.choices.length) return notes.unknownPress
  const refusal = refusalOf(round, press.question, who.at)
  if (refusal !== null) return refusal
  const fact = { member: who.member, choice: press.choice, answeredAt: who.at, account: who.account, team: null }
  const recorded = await bot.store.answers.record(who.group, round.id, press.question, fact)
  if (recorded.outcome === 'closed') return notes.closed
  if (round.verdict === 'at once') return earlyVerdictCard(asked, recorded.answer)
  return lockedInCard(recorded.answer, recorded.outcome === 'already')
}

/** The private verdict on the member's own answer, once the question is revealed. */
export async function whyPress(bot: Bot, who: Who, press: { round: string, question: number }): Promise<Card> {
  const round = await loadRound(bot.store, who.group, press.round)
  const asked = round?.questions[press.question]
  if (asked === undefined) return notes.goneRound
  if (asked.result === null || asked.result.void) return notes.notRevealed
  const answer = await bot.store.answers.own(who.group, press.round, press.question, who.member)
  return answer === null ? notes.notAnswered : verdictCard(asked, answer)
}

/** Why a press cannot count, as far as the round tells; the store has the last word. */
function refusalOf(round: Round, question: number, at: number): Card | null {
  if (question !== round.index || !takesAnswers(round)) return notes.closed
  const { deadlineAt } = current(round)
  return deadlineAt !== null && timingOf(at, deadlineAt, modeOf(round).graceMs) === 'late' ? notes.late : null
}
