/** Rounds and dailies that tests let people play, through commands and posted buttons. */
import { labelOf, type World } from './world.ts'

/** What somebody does with a question. */
export type Move = 'right' | 'wrong'

/** Plays a rapid round in which a right answer is 1,000 points: each entry is a question, with who answers it how. */
export async function playRapid(world: World, questions: readonly Readonly<Record<string, Move>>[], channel = 'general'): Promise<void> {
  const starter = world.actor('Starter', { channel, admin: true })
  await starter.command('rapid', { questions: String(Math.max(questions.length, 3)), seconds: '10', scoring: 'accuracy' })
  await world.pass(0)
  for (const moves of questions) {
    const card = world.newest()
    for (const [name, move] of Object.entries(moves)) await world.actor(name, { channel }).click(labelOf(card, move))
    await world.pass(12)
    await world.pass(4)
  }
  if (questions.length < 3) await starter.command('stop')
  await world.pass(0)
  await world.pass(0)
}

/** Answers the newest daily. */
export async function answerDaily(world: World, name: string, move: Move = 'right'): Promise<void> {
  const card = world.surface.messages.map(message => message.cards.at(-1)).findLast(one => one?.kind === 'question')
  if (card === undefined) throw new Error('No daily is open.')
  await world.actor(name).click(labelOf(card, move))
}
