/** Interactions that no client of Discord's sends: a genuine one with parts of it changed, under an id of its own. */
import { randomBytes } from 'node:crypto'
import { SnowflakeUtil } from 'discord.js'
import type { Seen } from '../../standins/discord/interactions.ts'
import type { Json } from '../../standins/discord/world.ts'
import { readComponents } from '../../render/reading.ts'
import type { DiscordStage } from '../../support/discord.ts'

/** What this was the answer to, as it was delivered. */
export function payloadOf({ discord }: DiscordStage, { interactionId }: Seen): Json {
  return discord.interactions().find(({ id }) => id === interactionId)?.payload ?? {}
}

/** What this was the answer to, sent once more with these parts instead; those of `data` are changed one by one. */
export function forge(stage: DiscordStage, genuine: Seen, { data = {}, ...changes }: Json & { data?: Json }): Promise<Seen> {
  const { discord, now } = stage
  const payload = payloadOf(stage, genuine)
  return discord.deliver({ ...payload, id: SnowflakeUtil.generate({ timestamp: now() }).toString(), token: randomBytes(40).toString('hex'), ...changes, data: { ...payload['data'] as Json, ...data } })
}

/** What a person reads in an answer; '' when there is none. */
export function readAnswer({ message }: Seen): string {
  return readComponents(message?.components ?? []).text
}
