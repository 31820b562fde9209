/** People in many guilds who answer dailies, at a steady rate. */
import { partsIn } from '../../standins/discord/components.ts'
import type { DiscordStandIn } from '../../standins/discord/discord.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Channel, Guild, Message } from '../../standins/discord/world.ts'
import { steadily } from '../support/steadily.ts'

export const GUILDS = 30
export const MEMBERS = 300

export interface Crowd {
  guilds: Guild[]
  /** By guild. */
  admins: Person[]
  members: Person[][]
}

/** Guilds with so many channels each, and their people. */
export function gather(discord: DiscordStandIn, channels: number): Crowd {
  const names = ['lounge', ...Array.from({ length: channels }, (_, place) => `daily-${place}`)]
  const guilds = Array.from({ length: GUILDS }, (_, place) => discord.addGuild({ name: `Group ${place}`, channels: names, roles: { admin: ['Administrator'] } }))
  const joined = (guild: Guild, username: string, roles: string[]) => {
    const person = discord.person({ username })
    person.join(guild, { roles })
    return person
  }
  const adminOf = (guild: Guild) => [...guild.roles.values()].filter(role => role.name === 'admin').map(role => role.id)
  return {
    guilds,
    admins: guilds.map((guild, place) => joined(guild, `admin-${place}`, adminOf(guild))),
    members: guilds.map((guild, place) => Array.from({ length: MEMBERS }, (_, number) => joined(guild, `member-${place}-${number}`, []))),
  }
}

/** Each guild's channel for dailies of this number. */
export function channelsOf(discord: DiscordStandIn, { guilds }: Crowd, number: number): Channel[] {
  return guilds.map(guild => discord.channel(guild, `daily-${number}`))
}

/** How many can answer the dailies of one number. */
export const CROWD = GUILDS * MEMBERS

/** Answers, so many a second, each by somebody who has not answered that daily yet, one guild after the other; `from` says how many came before. Gives the milliseconds to each acknowledgement. */
export async function pressAll(discord: DiscordStandIn, crowd: Crowd, { from, rate, seconds }: { from: number, rate: number, seconds: number }): Promise<number[]> {
  return await steadily(rate, rate * seconds, async turn => {
    const [place, number] = [turn % GUILDS, from + turn]
    const [channel, person] = [channelsOf(discord, crowd, Math.floor(number / CROWD))[place], crowd.members[place]?.[Math.floor(number / GUILDS) % MEMBERS]] as [Channel, Person]
    const [message] = discord.messages(channel.id) as [Message]
    const ids = partsIn(message.components).map(({ node }) => String(node['custom_id'])).filter(id => id.startsWith('answer:'))
    const seen = await person.press(message, ids[turn % ids.length] as string)
    if (seen.kind !== 'message') throw new Error(`A press was not answered: ${seen.kind}.`)
    return seen.latencyMs
  })
}
