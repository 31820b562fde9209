/** What people do, from the moment it is delivered until it has been answered: what it entitles the app to, and what the person sees. */
import { randomBytes } from 'node:crypto'
import type { Delivery } from './deliveries.ts'
import type { State } from './state.ts'
import type { Channel, Message, User, View } from './world.ts'

/** How long a trigger and a response_url are good, by the stand-in's clock. */
export const TRIGGER_MS = 3000
export const RESPONSE_MS = 30 * 60_000
export const RESPONSE_USES = 5

export interface Interaction {
  user: User
  /** Null in views and for global shortcuts. */
  channel: Channel | null
  /** The message with the button, which a response_url can replace. */
  source: Message | null
  triggerId: string
  exchanged: boolean
  responseUrl: string
  responseUses: number
  createdAt: number
  /** What was written through its response_url or with its acknowledgement. */
  messages: Message[]
  /** The modal that its trigger opened. */
  view: View | null
}

/** Takes note of what a person does. */
export function openInteraction(state: State, user: User, { channel = null, source = null }: { channel?: Channel | null, source?: Message | null } = {}): Interaction {
  const key = randomBytes(12).toString('hex')
  const interaction: Interaction = {
    user, channel, source, triggerId: `${Date.now()}.${randomBytes(4).readUInt32BE()}.${key}`, exchanged: false, responseUrl: `${state.origin()}/response/${user.teamId}/${key}`, responseUses: 0, createdAt: state.now(), messages: [], view: null,
  }
  state.interactions.byTrigger.set(interaction.triggerId, interaction)
  state.interactions.byResponse.set(key, interaction)
  return interaction
}

/**
 * What the person sees. `kind` is `failed` when nothing was acknowledged in time: "This command failed", or a warning beside
 * the button. What comes later can be waited for.
 */
export interface Seen {
  kind: 'acknowledged' | 'failed'
  reason: string | null
  /** Real time from the delivery to the acknowledgement. */
  latencyMs: number
  interaction: Interaction
  /** What has answered so far: to this person alone, or through the response_url. */
  answers: () => Message[]
  /** Waits for the first answer. */
  answer: () => Promise<Message>
  /** Waits for the modal that this opened. */
  modal: () => Promise<View>
  /** Waits until the pressed message is another, or gone. */
  changed: () => Promise<Message>
}

/** Gives what the person sees of a delivery that is about to begin. */
export async function seeing(state: State, interaction: Interaction, bring: () => Promise<Delivery>): Promise<Seen> {
  const { user, source } = interaction
  const mark = state.world.log.length
  const before = source?.versions.length ?? 0
  const answers = (): Message[] => {
    const mine = state.world.log.slice(mark).filter(one => one.visibleTo === user.id)
    return [...new Set([...mine, ...interaction.messages])].filter(one => !one.deleted)
  }
  const { ok, reason, latencyMs } = await bring()
  return {
    kind: ok ? 'acknowledged' : 'failed', reason, latencyMs, interaction, answers,
    answer: () => state.changes.until(() => answers()[0], `an answer to ${user.username}`),
    modal: () => state.changes.until(() => interaction.view ?? undefined, `a modal for ${user.username}`),
    changed: () => state.changes.until(() => source !== null && (source.deleted || source.versions.length > before) ? source : undefined, 'a change of the pressed message'),
  }
}
