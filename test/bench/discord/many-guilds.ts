/** Thousands of guilds of the size that guilds have. */
import type { DiscordStandIn } from '../../standins/discord/discord.ts'
import type { Guild } from '../../standins/discord/world.ts'

const MEMBERS = 50
const categories = ['Welcome', 'Study', 'Interviews', 'Projects', 'Voice']
const channels = Object.fromEntries([...categories.map(name => [name, 4] as const), ...Array.from({ length: 21 }, (_, place) => [`${place}-machine-learning-talk`, 0] as const), ...Array.from({ length: 4 }, (_, place) => [`Voice ${place}`, 2] as const)])
const roles = Object.fromEntries(Array.from({ length: 18 }, (_, place) => [`Study role ${place}`, ['ViewChannel', 'SendMessages', 'ReadMessageHistory'] as const]))

/** Adds so many guilds with 30 channels, 20 roles, overwrites and 50 members, of whom only the bot is listed. */
export function addManyGuilds(discord: DiscordStandIn, count: number): Guild[] {
  return Array.from({ length: count }, (_, place) => {
    const guild = discord.addGuild({ name: `Machine learning study group ${place}`, channels, roles })
    const [first = '', second = ''] = [...guild.roles.keys()]
    for (const channel of guild.channels.values()) channel.overwrites = [{ id: first, of: 'role', allow: 0n, deny: 2048n }, { id: second, of: 'role', allow: 2048n, deny: 0n }]
    const [owner] = guild.members.values()
    for (let member = guild.members.size; owner !== undefined && member < MEMBERS; member++) guild.members.set(`${guild.id}${member}`, owner)
    return guild
  })
}
