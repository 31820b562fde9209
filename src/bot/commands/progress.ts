/** /progress: how one does: points, streak, topics. */
import { progress as show } from '../progress.ts'
import type { Command } from './command.ts'

export const progress: Command = {
  name: 'progress',
  description: 'Show your points, your streak and how you do by topic',
  needs: 'nothing',
  options: [],
  run: (bot, who) => show(bot, who),
}
