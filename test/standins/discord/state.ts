/** What all parts of one stand-in share. */
import type { APIApplicationCommand } from 'discord-api-types/v10'
import type { Interaction } from './interactions.ts'
import type { Mint } from './snowflake.ts'
import type { World } from './world.ts'

export interface State {
  now: () => number
  mint: Mint
  token: string
  world: World
  nonceWindowMs: number
  patienceMs: number
  commands: APIApplicationCommand[]
  /** By id, and by token. */
  interactions: { byId: Map<string, Interaction>, byToken: Map<string, Interaction> }
  /** Sends an event to every session that holds the guild's shard; without a guild to shard 0. */
  dispatch: (event: string, data: unknown, guildId: string | null) => void
  /** Answers of 401, 403 and 429 so far. */
  invalid: { count: number }
}
