/** Bringing things to the app: over one of its sockets, or by HTTP once it has an address. Events are tried again as Slack does. */
import type { Json } from './world.ts'

export type Kind = 'slash_commands' | 'interactive' | 'events_api'

export interface Retry {
  attempt: number
  reason: string
}

export interface Attempt {
  kind: Kind
  payload: Json
  retry: Retry | null
}

/** How the app answered; `body` is what it answered with (an object; a text as `{ text }`), `reason` why it did not. */
export interface Answer {
  ok: boolean
  reason: string | null
  body: Json
  latencyMs: number
  /** The app asked for no more attempts. */
  noRetry?: boolean
}

/** One attempt with its answer. `at` is by the stand-in's clock. */
export interface Delivery extends Attempt, Answer {
  at: number
}

/** Slack tries an event again at once, after a minute, and after five. */
const waits = [0, 60_000, 300_000]

interface Parts {
  now: () => number
  carry: (attempt: Attempt) => Promise<Answer>
}

export function openDeliveries({ now, carry }: Parts) {
  const log: Delivery[] = []
  let later: { dueAt: number, attempt: Attempt }[] = []

  async function once(attempt: Attempt): Promise<Delivery> {
    const at = now()
    const delivery = { ...attempt, ...await carry(attempt), at }
    log.push(delivery)
    return delivery
  }

  /** Delivers; an event that is not acknowledged is put off, or sent again at once the first time. */
  async function send(attempt: Attempt): Promise<Delivery> {
    const delivery = await once(attempt)
    const count = attempt.retry?.attempt ?? 0
    const wait = waits[count]
    if (delivery.ok || attempt.kind !== 'events_api' || wait === undefined || delivery.noRetry === true) return delivery
    const next = { ...attempt, retry: { attempt: count + 1, reason: delivery.reason ?? 'unknown_error' } }
    if (wait === 0) return send(next)
    later.push({ dueAt: delivery.at + wait, attempt: next })
    return delivery
  }

  return {
    log,
    send,
    /** Sends the events again whose time has come, or all that wait. */
    retry: async ({ all = false }: { all?: boolean } = {}): Promise<Delivery[]> => {
      const due = later.filter(one => all || one.dueAt <= now())
      later = later.filter(one => !due.includes(one))
      return Promise.all(due.map(one => send(one.attempt)))
    },
  }
}
