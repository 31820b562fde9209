/** Opens a round in a channel, for the commands that do. */
import { again } from './again.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { groupZone } from './group.ts'
import { mintId } from './mint.ts'
import { obstacleTo, plainPosting } from './obstacle.ts'
import { refusal } from './permit.ts'
import { loadRound } from './rounds.ts'
import { startRound, type NewRound } from './start.ts'
import { notes } from './views/note.ts'
import { obstacleCard } from './views/obstacle.ts'
import { runningCard, startedCard } from './views/open.ts'

/** What a command says of the round that it opens. */
export type Game = Pick<NewRound, 'mode' | 'scoring' | 'clock' | 'wish'>

/** Starts the round in the member's channel and says privately what became of it. */
export async function openRound(bot: Bot, who: Who, game: Game): Promise<Card> {
  if (who.channel.id === '') return notes.noChannel
  const refused = await refusal(bot, who)
  if (refused !== null) return refused
  const obstacle = await obstacleTo(bot, who.channel, plainPosting)
  if (obstacle !== null) return obstacleCard(obstacle, who.channel.id)
  const plan = planOf(who, game, await bot.store.now())
  const started = await again(() => startRound(bot, who.group, plan, [], { do: 'leave' }))
  if (started === 'fenced') throw new Error('A round was started without a lease, and fenced all the same.')
  if (started.outcome === 'running') return await whoRuns(bot, who, started.round)
  return started.outcome === 'started' ? startedCard(started.round, game.wish.count) : notes.noneDrawn
}

function planOf(who: Who, game: Game, at: number): NewRound {
  return {
    ...game,
    id: mintId(),
    zone: groupZone(who, at),
    roundsADay: who.settings.roundsADay,
    verdict: 'at the reveal',
    startedBy: who.member,
    late: false,
    mention: null,
    thread: false,
    drawn: null,
    channels: [who.channel],
    at,
    dueAt: at,
  }
}

async function whoRuns(bot: Bot, who: Who, id: string): Promise<Card> {
  const starter = (await loadRound(bot.store, who.group, id))?.startedBy ?? null
  const names = await bot.store.members.names(who.group, starter === null ? [] : [starter])
  return runningCard(starter, names)
}
