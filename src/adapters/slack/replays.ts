/** Signed calls, each of which is taken once. */

/** Slack's own limit for the age of a call: nothing older is taken, so nothing older need be remembered. */
const KEPT_SECONDS = 5 * 60
/** A clock may be ahead of this one by so much. */
const AHEAD_SECONDS = 60
/** What five minutes at a few hundred calls a second come to. */
const MOST = 100_000

/** What is known of a call: when it was signed, in seconds, and how. */
export interface Signed {
  stamp: number
  signature: string
}

export interface Replays {
  /** Says whether a call that is signed rightly is to be taken: it is not from the future, and was not taken before. `now` is in milliseconds. */
  take(call: Signed, now: number): boolean
}

/** A memory of what was taken. Only calls with a right signature may be asked about: whatever else would fill it. */
export function openReplays(most = MOST): Replays {
  const taken = new Map<string, number>()
  const forget = (now: number) => {
    for (const [signature, until] of taken) {
      if (until >= now && taken.size < most) return
      taken.delete(signature)
    }
  }
  return {
    take: ({ stamp, signature }, now) => {
      if (stamp > now / 1000 + AHEAD_SECONDS || taken.has(signature)) return false
      forget(now)
      taken.set(signature, now + (KEPT_SECONDS + AHEAD_SECONDS) * 1000)
      return true
    },
  }
}
