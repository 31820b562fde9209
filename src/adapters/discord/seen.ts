/** Remembers for a minute what interactions tell of Recall's permissions in their channel. */
import type { APIInteraction, ChannelType } from 'discord.js'
import type { Channel } from '../../engine/round.ts'

const KEPT_MS = 60_000
const MOST = 10_000

export interface Seen {
  note(raw: APIInteraction): void
  /** What an interaction of the last minute told of this channel; null when none did in its guild. */
  of(channel: Channel): { bits: bigint, type: ChannelType } | null
}

export function openSeen(): Seen {
  const known = new Map<string, { guild: string | undefined, bits: bigint, type: ChannelType, at: number }>()
  return {
    note: ({ channel, guild_id: guild, app_permissions: bits }) => {
      if (channel?.type === undefined) return
      known.delete(channel.id)
      known.set(channel.id, { guild, bits: BigInt(bits), type: channel.type, at: performance.now() })
      const [oldest] = known.keys()
      if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    },
    of: ({ home, id }) => {
      const one = known.get(id)
      return one === undefined || one.guild !== home || performance.now() - one.at > KEPT_MS ? null : one
    },
  }
}
