/** A study group on the stand-in of Discord, and what its people do there by what they read: labels of buttons, names of channels. */
import { expect, vi } from 'vitest'
import { partsIn } from '../../standins/discord/components.ts'
import type { Seen } from '../../standins/discord/interactions.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Message } from '../../standins/discord/world.ts'
import type { Library } from '../../../src/content/load.ts'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { screenFaults, screenOf } from './screen.ts'
import { bodiesOf, transcriptOf } from './transcript.ts'

export type StudyGroup = Awaited<ReturnType<typeof openStudyGroup>>

/**
 * Ada manages the guild, Ben and Cho are members; `learners` is a role that can be mentioned. Recall has greeted them. With
 * RECALL_TRANSCRIPT set, everything that was done and shown is printed at the end, as people read it.
 */
export async function openStudyGroup({ library }: { library?: Library } = {}) {
  const stage = await openDiscordStage({ ...(library !== undefined && { library }), patienceMs: 20_000 })
  const { discord } = stage
  const guild = discord.addGuild({ name: 'ML evenings', locale: 'en-GB', channels: ['general', 'daily', 'quiz'], roles: { managers: ['ManageGuild'] }, system: 'general' })
  const roleOf = (name: string) => [...guild.roles.values()].find(role => role.name === name)?.id ?? ''
  const idOf = (name: string) => discord.channel(guild, name).id
  const person = (username: string, roles: string[] = []) => {
    const one = discord.person({ username })
    one.join(guild, { roles })
    return one
  }
  const [general, daily, quiz] = [idOf('general'), idOf('daily'), idOf('quiz')]
  await vi.waitFor(async () => {
    await stage.pass(0)
    expect(discord.messages(general)).toHaveLength(1)
  }, { timeout: 10_000 })
  return {
    stage, discord, guild, general, daily, quiz, person,
    learners: discord.addRole(guild, { name: 'learners', mentionable: true }).id,
    ada: person('ada', [roleOf('managers')]), ben: person('ben'), cho: person('cho'),
    read: (message: Message | null) => screenOf(message?.body ?? {}, discord.world),
    /** What the person is told; fails where something was not private or did not come. */
    told: (seen: Seen) => told(stage, seen),
    /** Presses the button with this label. */
    click: (who: Person, message: Message, label: string) => who.press(message, customIdOf(message, label)),
    close: async () => {
      if (process.env['RECALL_TRANSCRIPT'] !== undefined) console.log(transcriptOf(discord))
      await stage.close()
    },
  }
}

function told({ discord }: DiscordStage, { kind, private: alone, message }: Seen): string {
  const place = discord.world.channels.get(message?.channelId ?? '')
  expect([kind, place?.guildId === null || alone]).toEqual([kind === 'update' ? 'update' : 'message', true])
  return screenOf(message?.body ?? {}, discord.world)
}

function customIdOf(message: Message, label: string): string {
  const buttons = partsIn(message.components).map(({ node }) => node).filter(node => node['type'] === 2)
  const button = buttons.find(node => node['label'] === label)
  if (button === undefined) throw new Error(`There is no button "${label}", but ${buttons.map(node => `"${String(node['label'])}"`).join(', ') || 'none'}.`)
  return String(button['custom_id'])
}

/** The letter of the right choice, or of a wrong one, of a question of the small library: right ones begin with Yes. */
export function letterOf(screen: string, wanted: 'right' | 'wrong'): string {
  const [, letter] = (wanted === 'right' ? /^([A-D])\s+Yes,/m : /^([A-D])\s+No,/m).exec(screen) ?? []
  if (letter === undefined) throw new Error(`There is no question to read:\n${screen}`)
  return letter
}

/** What of all that was shown a phone could not show well. */
export function phoneFaults({ discord }: { discord: DiscordStage['discord'] }): string[] {
  return bodiesOf(discord).flatMap(body => screenFaults(body, discord.world))
}
