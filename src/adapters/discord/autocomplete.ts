/** Completes options while they are typed. */
import { InteractionResponseType, type APIApplicationCommandAutocompleteInteraction } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import { suggest } from '../../bot/suggest.ts'
import { deliver, type Answering } from './answer.ts'
import { typingOf, whereabouts } from './interaction.ts'

/** Offers what fits what has been typed so far. */
export async function complete(link: Answering, bot: Bot, raw: APIApplicationCommandAutocompleteInteraction): Promise<void> {
  const receivedAt = performance.now()
  const typing = typingOf(raw)
  const found = typing === null ? [] : await suggest(bot, whereabouts(raw, link.here), typing.command, typing.option, typing.typed)
  const body = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: found.map(name => ({ name, value: name })) } }
  await deliver(link, raw, { body }, receivedAt)
}
