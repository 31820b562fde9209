/** /rapid: a live round in the channel, timed; everyone plays by pressing. */
import { openRound } from '../open.ts'
import type { Command } from './command.ts'
import { difficultyOption, topicOption, wishOf } from './wish.ts'

export const rapid: Command = {
  name: 'rapid',
  description: 'Start a timed round in this channel',
  needs: 'group',
  posts: true,
  options: [
    topicOption,
    difficultyOption,
    { name: 'questions', description: 'how many, 3 to 30', required: false, kind: 'whole number', least: 3, most: 30 },
    { name: 'seconds', description: 'time for each, 5 to 60', required: false, kind: 'whole number', least: 5, most: 60 },
    { name: 'scoring', description: 'speed or accuracy', required: false, kind: 'choice', choices: () => ['speed', 'accuracy'] },
  ],
  run: (bot, who, options) => openRound(bot, who, {
    mode: 'rapid',
    scoring: options['scoring'] === 'accuracy' ? 'accuracy' : 'speed',
    clock: { kind: 'seconds', seconds: Number(options['seconds'] ?? 15) },
    wish: wishOf(options, 10),
  }),
}
