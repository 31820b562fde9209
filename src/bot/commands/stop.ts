/** /stop: ends the running round of this channel; what was revealed counts. */
import { stepRound } from '../../engine/step.ts'
import type { Bot, Who } from '../bot.ts'
import type { Card } from '../card.ts'
import { commitStep, readRound } from '../rounds.ts'
import { loadChannel } from '../channel.ts'
import { notes } from '../views/note.ts'
import type { Command } from './command.ts'

export const stop: Command = {
  name: 'stop',
  description: 'End the running round of this channel',
  needs: 'group',
  options: [],
  run,
}

async function run(bot: Bot, who: Who): Promise<Card> {
  const { round: id } = await loadChannel(bot.store, who.group, who.channel)
  const saved = id === null ? null : await bot.store.records.load(who.group, 'round', id)
  if (saved === null) return notes.noRound
  const { startedBy } = readRound(saved)
  if (startedBy !== who.member && !who.admin) return notes.notYourRound
  const at = await bot.store.now()
  await commitStep(bot.store, who.group, saved, async round => {
    await bot.store.answers.close(who.group, round.id, round.index)
    return stepRound(round, { type: 'stopped', at, by: who.member })
  }, () => ({ do: 'leave' }))
  return notes.stopping
}
