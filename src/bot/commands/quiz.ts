/** /quiz: questions one after another, for oneself or for everyone in the channel. */
import type { Bot, Who } from '../bot.ts'
import type { Card } from '../card.ts'
import { openRound } from '../open.ts'
import { practise } from '../practice.ts'
import { notes } from '../views/note.ts'
import type { Command, Options } from './command.ts'
import { difficultyOption, topicOption, wishOf } from './wish.ts'

/** A question of a quiz in a channel stays open so long, unless its starter presses Next. */
const SECONDS = 60

export const quiz: Command = {
  name: 'quiz',
  description: 'Questions one after another, each with a verdict and an explanation',
  needs: 'nothing',
  posts: true,
  options: [
    topicOption,
    difficultyOption,
    { name: 'questions', description: 'how many, 1 to 20', required: false, kind: 'whole number', least: 1, most: 20 },
    { name: 'for', description: 'me (if left out) or the channel', required: false, kind: 'choice', choices: () => ['me', 'channel'] },
  ],
  run,
}

async function run(bot: Bot, who: Who, options: Options): Promise<Card> {
  const wish = wishOf(options, 5)
  if (options['for'] !== 'channel') return await practise(bot, who, wish)
  return who.alone ? notes.groupOnly : await openRound(bot, who, { mode: 'quiz', scoring: 'accuracy', clock: { kind: 'seconds', seconds: SECONDS }, wish })
}
