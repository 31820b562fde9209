/** What a person did goes in, what that person gets to see comes out. */
import type { Channel } from '../engine/round.ts'
import { whoDid, type Bot, type Who } from './bot.ts'
import type { Card, Form } from './card.ts'
import { isFirst } from './once.ts'
import type { Deed, Interaction, Reply } from './ports.ts'
import { decodePress, type Press } from './press.ts'
import { presses, submits, type AnyPress, type AnySubmit } from './presses.ts'
import { groupRemoved, groupReturned } from './removal.ts'
import { runCommand } from './run.ts'
import { notes, timedOut } from './views/note.ts'
import { welcome } from './welcome.ts'

/**
 * Where the answer to this interaction will go, known at once, because platforms ask before it is worked out. Where a form is meant a private
 * note may come instead.
 */
export function replyTo({ did }: Interaction): Reply['to'] {
  const press = did.type === 'press' ? decodePress(did.press) : null
  return press === null ? 'person' : presses[press.verb].to
}

/**
 * Does what was asked; null when the same deed came before, and that one is answered. It never throws: trouble with the store becomes a
 * sentence, and nothing is half-written.
 */
export async function handle(bot: Bot, interaction: Interaction): Promise<Reply | null> {
  try {
    const shown = await answerTo(bot, interaction)
    if (shown === null) return null
    if (isForm(shown)) return { to: 'form', form: shown }
    return { to: replyTo(interaction) === 'message' ? 'message' : 'person', card: shown }
  } catch (error) {
    bot.onTrouble('an interaction could not be handled', error)
    return { to: 'person', card: notes.storeTrouble }
  }
}

async function answerTo(bot: Bot, interaction: Interaction): Promise<Card | Form | null> {
  const { did, channel, timedOutUntil, at } = interaction
  if (did.type === 'added') return await added(bot, channel)
  if (did.type === 'removed') return await groupRemoved(bot.store, channel)
  if (timedOutUntil !== null && timedOutUntil > at) return timedOut(timedOutUntil)
  const press = did.type === 'command' ? null : decodePress(did.press)
  if (did.type !== 'command' && press === null) return notes.unknownPress
  const who = await whoDid(bot.store, interaction)
  if (press?.verb !== 'answer' && !await isFirst(bot.store, who.group, interaction)) return null
  return did.type === 'command' ? await runCommand(bot, who, did) : await runPress(bot, who, press as Press, did)
}

/** Takes up what a removal has stopped, and greets a new group in the channel given, if one is known. */
async function added(bot: Bot, channel: Channel): Promise<Card> {
  await groupReturned(bot.store, channel)
  if (channel.id !== '') await welcome(bot, channel)
  return notes.added
}

async function runPress(bot: Bot, who: Who, press: Press, did: Extract<Deed, { type: 'press' | 'submit' }>): Promise<Card | Form> {
  if (did.type === 'press') return await (presses[press.verb] as AnyPress).run(bot, who, press)
  const submit = submits[press.verb] as AnySubmit | undefined
  return submit === undefined ? notes.unknownPress : await submit(bot, who, press, did.values)
}

function isForm(shown: Card | Form): shown is Form {
  return 'submit' in shown
}
