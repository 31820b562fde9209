/** What a person did goes in, what that person gets to see comes out. */
import { answerPress, whyPress } from './answer.ts'
import { boardPage } from './board.ts'
import { whoDid, type Bot, type Who } from './bot.ts'
import type { Card } from './card.ts'
import { commands } from './commands/all.ts'
import { complain, type Command, type Options } from './commands/command.ts'
import type { Interaction, Reply } from './ports.ts'
import { decodePress, type Press } from './press.ts'
import { note, notes } from './views/note.ts'

/** Where the answer to each press goes; platforms must know before it is worked out. */
const pressReplies: Record<Press['verb'], Reply['to']> = { answer: 'person', why: 'person', board: 'message' }

/** Where the answer to this interaction will go, known at once; commands are answered privately. */
export function replyTo({ did }: Interaction): Reply['to'] {
  const press = did.type === 'press' ? decodePress(did.press) : null
  return press === null ? 'person' : pressReplies[press.verb]
}

/** Does what was asked. It never throws: trouble with the store becomes a sentence, and nothing is half-written. */
export async function handle(bot: Bot, interaction: Interaction): Promise<Reply> {
  try {
    return { to: replyTo(interaction), card: await cardFor(bot, interaction) }
  } catch (error) {
    bot.onTrouble('an interaction could not be handled', error)
    return { to: 'person', card: notes.storeTrouble }
  }
}

async function cardFor(bot: Bot, interaction: Interaction): Promise<Card> {
  const { did } = interaction
  if (did.type === 'command') return await runCommand(bot, interaction, did.name, did.options)
  const press = decodePress(did.press)
  return press === null ? notes.unknownPress : await runPress(bot, await whoDid(bot.store, interaction), press)
}

async function runCommand(bot: Bot, interaction: Interaction, name: string, typed: Options): Promise<Card> {
  const command = commands.find(one => one.name === name)
  if (command === undefined) return note(`I do not know /${name.slice(0, 40)}. ${nearest(name)}/help lists all commands.`)
  if (command.admin && !interaction.admin) return notes.adminOnly
  const complaint = complain(bot, command, typed)
  return complaint === null ? await command.run(bot, await whoDid(bot.store, interaction), typed) : note(complaint)
}

async function runPress(bot: Bot, who: Who, press: Press): Promise<Card> {
  switch (press.verb) {
    case 'answer': return await answerPress(bot, who, press)
    case 'why': return await whyPress(bot, who, press)
    case 'board': return await boardPage(bot, who, press.period, press.page)
  }
}

function nearest(name: string): string {
  const first = (name.split(' ')[0] ?? '').toLowerCase()
  const alike: Command[] = commands.filter(command => first.length > 1 && (command.name.startsWith(first) || command.name.startsWith(first.slice(0, 3))))
  return alike.length === 0 ? '' : `Did you mean ${alike.map(command => `/${command.name}`).join(' or ')}? `
}
