/** What goes wrong on request. */
import type { Json } from './world.ts'

/** A call of the app as it is kept for checks; `status` and `error` stay null until it is answered. `at` is by the stand-in's clock. */
export interface Recorded {
  /** Such as `chat.postMessage`, or `response_url`, or `upload`. */
  method: string
  args: Json
  status: number | null
  error: string | null
  at: number
}

/**
 * `error`: answered with that word, without effect. `status`: answered so, without effect. `retryAfter`: 429 with so many
 * seconds. `reset before`: the connection is cut, nothing was done. `reset after`: done, but the connection is cut before the
 * answer. `delay`: in ms of real time before anything is done; `late`: between that and the answer. `hang`: never answered, nothing done.
 */
export type Fault = { error: string } | { status: 500 | 502 | 503 } | { retryAfter: number } | { delay: number } | { late: number } | 'reset before' | 'reset after' | 'hang'

interface Pending {
  fault: Fault
  left: number
  matches: (call: Recorded) => boolean
}

export function faultList() {
  const pending: Pending[] = []
  return {
    /** Lets the next calls fail, by default one of any kind. */
    failNext: (fault: Fault, { times = 1, when = () => true }: { times?: number, when?: (call: Recorded) => boolean } = {}): void => {
      pending.push({ fault, left: times, matches: when })
    },
    /** The fault for a call, if any; each is used up. */
    take: (call: Recorded): Fault | undefined => {
      const found = pending.find(one => one.left > 0 && one.matches(call))
      if (found !== undefined) found.left -= 1
      return found?.fault
    },
  }
}
