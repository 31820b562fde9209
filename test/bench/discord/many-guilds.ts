/** Thousands of guilds of the size that guilds have. */
import type { DiscordStandIn } from '../../standins/discord/discord.ts'
import type { Guild } from '../../standins/discord/world.ts'

const MEMBERS = 50
/** A channel of every one. */
export const TALK = '0-machine-learning-talk'
const categories = ['Welcome', 'Study', 'Interviews', 'Projects', 'Voice']
const channels = Object.fromEntries([...categories.map(name => [name, 4] as const), ...Array.from({ length: 21 }, (_, place) => [`${place}-machine-learning-talk`, 0] as const), ...Array.from({ length: 4 }, (_, place) => [`Voice ${place}`, 2] as const)])
const roles = Object.fromEntries(Array.from({ length: 18 }, (_, place) => [`Study role ${place}`, ['ViewChannel', 'SendMessages', 'ReadMessageHistory'] as const]))

/** Adds so many guilds with 30 channels, 20 roles, overwrites and 50 members, of whom only the bot is listed. */
export function addManyGuilds(discord: DiscordStandIn, count: number): Guild[] {
  return Array.from({ length: count }, (_, place) => {
    const guild = discord.addGuild({ name: `Machine learning study group ${place}`, channels, roles })
    const ids = [...guild.roles.keys()]
    const [everyone = '', own = ''] = [ids.at(0), ids.at(-1)]
    for (const channel of guild.channels.values()) channel.overwrites = [{ id: everyone, of: 'role', allow: 0n, deny: 2048n }, { id: own, of: 'role', allow: 2048n, deny: 0n }]
    const [owner] = guild.members.values()
    for (let member = guild.members.size; owner !== undefined && member < MEMBERS; member++) guild.members.set(`${guild.id}${member}`, owner)
    return guild
  })
}
