/** "Next": the starter of a quiz goes on before its time is up. */
import { stepRound } from '../engine/step.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { commitStep, readRound } from './rounds.ts'
import { notes } from './views/note.ts'

/** Closes the open question, or ends the pause after it. Anyone else is told who may. */
export async function nextPress(bot: Bot, who: Who, { round: id, question }: { round: string, question: number }): Promise<Card> {
  const saved = await bot.store.records.load(who.group, 'round', id)
  if (saved === null) return notes.goneRound
  const { startedBy, index, mode } = readRound(saved)
  if (startedBy !== who.member && !who.admin) return notes.starterGoesOn
  if (index !== question || mode !== 'quiz') return notes.wentOn
  const at = await bot.store.now()
  await commitStep(bot.store, who.group, saved, async round => stepRound(round, { type: 'hurried', at, question }), () => ({ do: 'leave' }))
  return notes.goingOn
}
