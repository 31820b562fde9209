/** Everything the bot works with. */
import type { Library } from '../content/load.ts'
import type { Channel } from '../engine/round.ts'
import { loadGroup, type Group } from './group.ts'
import type { Finders } from './lookup.ts'
import type { Interaction, Store, Surface } from './ports.ts'

/** One bot over one store. `surfaces` are the platforms that this process can post to, by name. */
export interface Bot {
  store: Store
  surfaces: Readonly<Record<string, Surface>>
  library: Library
  find: Finders
  /** Hears of trouble that nobody waits for. */
  onTrouble(what: string, error: unknown): void
}

/** Who did something, in Recall's own ids, with the settings of the group; `at` is the platform's time, `locale` a BCP 47 tag. */
export interface Who extends Group {
  group: string
  member: string
  account: string
  name: string
  channel: Channel
  admin: boolean
  alone: boolean
  at: number
  locale: string
}

/** Finds the group of the interaction's home and the member of its account. A group may name admins of its own. */
export async function whoDid(store: Store, { channel, account, admin, alone, at, locale }: Omit<Interaction, 'did'>): Promise<Who> {
  const group = await store.members.groupOf(channel.platform, channel.home)
  const [member, own] = await Promise.all([store.members.memberOf(group, account), loadGroup(store, group)])
  const id = `${account.platform}:${account.id}`
  return { ...own, group, member, account: id, name: account.name, channel, admin: admin || own.settings.admins.includes(id), alone, at, locale }
}

/** Says whether one form can hold all options of a command where this person is. */
export function hasLongForms({ surfaces }: Bot, { channel }: Who): boolean {
  return surfaces[channel.platform]?.longForms === true
}
