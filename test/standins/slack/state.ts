/** What all parts of one stand-in share. */
import type { Changes } from './changes.ts'
import type { Delivery, Kind } from './deliveries.ts'
import type { Mint } from './ids.ts'
import type { Interaction } from './interactions.ts'
import type { Json, World } from './world.ts'

export interface State {
  now: () => number
  mint: Mint
  world: World
  changes: Changes
  appId: string
  appToken: string
  /** The old verification token, which payloads still carry. */
  verificationToken: string
  /** The slash commands in the manifest. */
  commands: readonly string[]
  /** The events that the app listens for, such as `message.im`. */
  events: readonly string[]
  filesReadyMs: number
  /** `http://127.0.0.1:port`; asked late, because the port is. */
  origin: () => string
  interactions: { byTrigger: Map<string, Interaction>, byResponse: Map<string, Interaction> }
  /** Tokens that were good before a new one was made, with the error that each gives. */
  retired: Map<string, string>
  /** Options that were suggested to a person last, by person and action. */
  suggested: Map<string, Json[]>
  /** Brings something to the app, over a socket or by HTTP. */
  deliver: (kind: Kind, payload: Json) => Promise<Delivery>
}
