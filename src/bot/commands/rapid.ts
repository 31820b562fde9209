/** /rapid: a live round in the channel, timed; everyone plays by pressing. */
import type { Bot, Who } from '../bot.ts'
import type { Card } from '../card.ts'
import { mintId } from '../mint.ts'
import { groupZone } from '../group.ts'
import { loadRound } from '../rounds.ts'
import { startRound, type NewRound } from '../start.ts'
import { note } from '../views/note.ts'
import { counted, nameOf } from '../views/words.ts'
import type { Command, Options } from './command.ts'
import { difficultyOption, topicOption } from './wish.ts'

export const rapid: Command = {
  name: 'rapid',
  description: 'Start a timed round in this channel',
  needs: 'group',
  options: [
    topicOption,
    difficultyOption,
    { name: 'questions', description: 'how many, 3 to 30', required: false, kind: 'whole number', least: 3, most: 30 },
    { name: 'seconds', description: 'time for each, 5 to 60', required: false, kind: 'whole number', least: 5, most: 60 },
    { name: 'scoring', description: 'speed or accuracy', required: false, kind: 'choice', choices: () => ['speed', 'accuracy'] },
  ],
  run,
}

async function run(bot: Bot, who: Who, options: Options): Promise<Card> {
  const plan = await planOf(bot, who, options)
  const started = await startRound(bot, who.group, plan, [], { do: 'leave' })
  if (typeof started === 'string') return await run(bot, who, options)
  if (started.outcome === 'running') return note(await runningText(bot, who, started.round))
  if (started.outcome !== 'started') return note('No question fits that. Leave out the topic or the difficulty.')
  const { questions } = started.round
  const fewer = questions.length < plan.wish.count ? ` There are only ${questions.length} that fit.` : ''
  return note(`A round of ${counted(questions.length, 'question', 'questions')} starts now.${fewer} Answer with the buttons; /stop ends it.`)
}

async function planOf(bot: Bot, who: Who, options: Options): Promise<NewRound> {
  const at = await bot.store.now()
  return {
    id: mintId(),
    mode: 'rapid',
    scoring: options['scoring'] === 'accuracy' ? 'accuracy' : 'speed',
    zone: groupZone(who, at),
    roundsADay: who.settings.roundsADay,
    verdict: 'at the reveal',
    clock: { kind: 'seconds', seconds: Number(options['seconds'] ?? 15) },
    startedBy: who.member,
    late: false,
    channels: [who.channel],
    at,
    wish: { count: Number(options['questions'] ?? 10), topic: options['topic'] ?? null, difficulty: options['difficulty'] ?? null },
  }
}

async function runningText(bot: Bot, who: Who, id: string): Promise<string> {
  const round = await loadRound(bot.store, who.group, id)
  const starter = round?.startedBy ?? null
  const names = await bot.store.members.names(who.group, starter === null ? [] : [starter])
  const by = starter === null ? '' : ` that ${nameOf(starter, names)} started`
  return `A round${by} is running in this channel. Join it with the buttons; its starter or an admin can end it with /stop.`
}
