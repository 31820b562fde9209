/** What goes wrong on request. */
import type { Recorded } from './rest.ts'

/**
 * `status`: answered so, without effect; 429 says to wait for `retryAfter` seconds, a moment if left out, and with what: this route or, `global`, all. `reset before`: the connection is cut, nothing was done. `reset after`: done, but
 * the connection is cut before the answer. `delay` and `late`: in ms of real time before anything is done, or after. `hang`:
 * never answered, nothing done.
 */
export type Fault = { status: 401 | 500 | 502 | 503 } | { status: 429, retryAfter?: number, global?: boolean } | { delay: number } | { late: number } | 'reset before' | 'reset after' | 'hang'

interface Pending {
  fault: Fault
  left: number
  matches: (request: Recorded) => boolean
}

export function faultList() {
  const pending: Pending[] = []
  return {
    /** Lets the next requests fail, by default one of any kind. */
    failNext: (fault: Fault, { times = 1, when = () => true }: { times?: number, when?: (request: Recorded) => boolean } = {}): void => {
      pending.push({ fault, left: times, matches: when })
    },
    /** The fault for a request, if any; each is used up. */
    take: (request: Recorded): Fault | undefined => {
      const found = pending.find(one => one.left > 0 && one.matches(request))
      if (found !== undefined) found.left -= 1
      return found?.fault
    },
  }
}
