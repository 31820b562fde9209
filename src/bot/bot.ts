/** Everything the bot works with. */
import type { Library } from '../content/load.ts'
import type { FormulaSearch } from '../content/search.ts'
import type { Channel } from '../engine/round.ts'
import type { Interaction, Store, Surface } from './ports.ts'

/** One bot over one store. `surfaces` are the platforms that this process can post to, by name. */
export interface Bot {
  store: Store
  surfaces: Readonly<Record<string, Surface>>
  library: Library
  findFormulas: FormulaSearch
  /** Hears of trouble that nobody waits for. */
  onTrouble(what: string, error: unknown): void
}

/** Who did something, in Recall's own ids; `at` is the platform's time, `locale` a BCP 47 tag. */
export interface Who {
  group: string
  member: string
  account: string
  channel: Channel
  admin: boolean
  at: number
  locale: string
}

/** Finds the group of the interaction's home and the member of its account. */
export async function whoDid(store: Store, { channel, account, admin, at, locale }: Interaction): Promise<Who> {
  const group = await store.members.groupOf(channel.platform, channel.home)
  const member = await store.members.memberOf(group, account)
  return { group, member, account: `${account.platform}:${account.id}`, channel, admin, at, locale }
}

