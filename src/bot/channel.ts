/** Which round holds a channel. */
import { z } from 'zod'
import type { Channel } from '../engine/round.ts'
import type { Store } from './ports.ts'

/** What a channel's document holds. */
export const held = z.object({ round: z.string().nullable(), endedAt: z.number().nullable() })

/** The round that runs in a channel, if any, and when the last one ended. */
export type Held = z.infer<typeof held> & { version: number }

/** What runs in a channel. */
export async function loadChannel(store: Store, group: string, channel: Channel): Promise<Held> {
  const saved = await store.records.load(group, 'channel', channelId(channel))
  return { ...held.parse(saved?.state ?? { round: null, endedAt: null }), version: saved?.version ?? 0 }
}

/** A channel's name inside documents. */
export function channelId({ platform, home, id }: Channel): string {
  return `${platform}-${home}-${id}`
}
