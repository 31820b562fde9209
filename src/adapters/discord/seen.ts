/** Remembers for a minute what interactions tell of Recall's permissions in their channel. */
import type { APIInteraction, ChannelType } from 'discord.js'

const KEPT_MS = 60_000
const MOST = 10_000

export interface Seen {
  note(raw: APIInteraction): void
  /** What an interaction of the last minute told of this channel; null when none did. */
  of(channel: string): { bits: bigint, type: ChannelType } | null
}

export function openSeen(): Seen {
  const known = new Map<string, { bits: bigint, type: ChannelType, at: number }>()
  return {
    note: ({ channel, app_permissions: bits }) => {
      if (channel?.type === undefined) return
      known.delete(channel.id)
      known.set(channel.id, { bits: BigInt(bits), type: channel.type, at: performance.now() })
      const [oldest] = known.keys()
      if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    },
    of: channel => {
      const one = known.get(channel)
      return one === undefined || performance.now() - one.at > KEPT_MS ? null : one
    },
  }
}
