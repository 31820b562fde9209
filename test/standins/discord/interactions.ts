/** What people do, from the moment it is delivered until it has been answered. */
import { instantOf } from './snowflake.ts'
import type { State } from './state.ts'
import type { Json, Message } from './world.ts'

/** Only Discord's client can make one: what the bot opened, with where it came from. */
export interface OpenModal {
  customId: string
  title: string
  components: Json[]
  from: Interaction
}

/** What the person sees: `failed` is "This interaction failed". */
export interface Seen {
  kind: 'message' | 'update' | 'modal' | 'choices' | 'none' | 'failed'
  /** Seen by this person alone. */
  private: boolean
  /** Was acknowledged first, and filled later or never. */
  deferred: boolean
  /** Real time from the delivery to the acknowledgement. */
  latencyMs: number
  /** The answer, or the message that was updated; null for the other kinds. */
  message: Message | null
  modal: OpenModal | null
  choices: { name: string, value: string | number }[]
  /** Messages after the first answer; more may come. */
  followUps: Message[]
  interactionId: string
}

export interface Interaction {
  id: string
  token: string
  createdAt: number
  deliveredAt: number
  /** 2 command, 3 press, 4 autocomplete, 5 modal. */
  type: number
  userId: string
  channelId: string
  guildId: string | null
  /** Only the person has the app, not the place. */
  userInstalledOnly: boolean
  /** Public answers are shown to the person alone. */
  forcedPrivate: boolean
  owners: Json
  name: string | null
  /** The message with the button, also for a modal that a button opened. */
  source: Message | null
  acknowledged: { type: number, private: boolean, latencyMs: number } | null
  /** The message that @original stands for. */
  original: Message | null
  messages: Message[]
  followUps: Message[]
  /** As it was delivered. */
  payload: Json
  seen: Promise<Seen>
  settle: (seen: Partial<Seen> & { kind: Seen['kind'] }) => void
}

/** A deferred answer that does not come is given up after this many milliseconds of real time. */
const PATIENCE_FOR_DEFERRED = 10_000

/** Takes note of an interaction; the same id again is the same interaction. Gives what the person sees in the end. */
export function expectAnswer(state: State, payload: Json, given: Partial<Interaction> = {}): { interaction: Interaction, seen: Promise<Seen> } {
  const { promise, resolve } = Promise.withResolvers<Seen>()
  const known = state.interactions.byId.get(String(payload['id']))
  if (known !== undefined) return { interaction: known, seen: known.seen }
  const interaction = interactionOf(payload, { ...given, seen: promise })
  state.interactions.byId.set(interaction.id, interaction)
  state.interactions.byToken.set(interaction.token, interaction)
  const settle = (seen: Partial<Seen>): void => {
    clearTimeout(timer)
    const { private: alone = false, type = 0, latencyMs = 0 } = interaction.acknowledged ?? {}
    resolve({ kind: 'none', private: alone, deferred: type === 5 || type === 6, latencyMs, message: null, modal: null, choices: [], followUps: interaction.followUps, interactionId: interaction.id, ...seen })
  }
  const give = (): void => {
    if (interaction.acknowledged === null) settle({ kind: 'failed' })
    else timer = setTimeout(settle, PATIENCE_FOR_DEFERRED, { kind: 'none' }).unref()
  }
  let timer = setTimeout(give, state.patienceMs).unref()
  interaction.settle = settle
  return { interaction, seen: promise }
}

function interactionOf(payload: Json, given: Partial<Interaction> & Pick<Interaction, 'seen'>): Interaction {
  const person = (payload['member'] as Json | undefined)?.['user'] ?? payload['user']
  const id = String(payload['id'])
  return {
    id, token: String(payload['token']), createdAt: instantOf(id), deliveredAt: performance.now(), type: Number(payload['type']), userId: String((person as Json)['id']), channelId: String(payload['channel_id']),
    guildId: payload['guild_id'] === undefined ? null : String(payload['guild_id']), userInstalledOnly: false, forcedPrivate: false, owners: (payload['authorizing_integration_owners'] ?? {}) as Json, name: null, source: null,
    acknowledged: null, original: null, messages: [], followUps: [], payload, settle: () => {}, ...given,
  }
}
