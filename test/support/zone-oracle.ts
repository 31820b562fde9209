/** What the clocks of a zone show, worked out from Intl alone: nothing here knows of Temporal or of the engine. */

/** A stretch of time with one offset from UTC, in milliseconds; the first begins at minus infinity. */
export interface Stretch {
  from: number
  offset: number
}

const STEP = 6 * 3_600_000

/** The offsets of a zone between two instants, found by looking every six hours and halving where they differ. */
export function stretchesOf(zone: string, from: number, to: number): Stretch[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' })
  const offsetAt = (at: number) => {
    const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(at)) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
  }
  const stretches = [{ from: -Infinity, offset: offsetAt(from) }]
  for (let at = from; at < to; at += STEP) {
    const [before, after] = [stretches.at(-1)?.offset ?? 0, offsetAt(at + STEP)]
    if (before !== after) stretches.push({ from: changeBetween(at, at + STEP, before, offsetAt), offset: after })
  }
  return stretches
}

/** The first instant at which the clocks show this local time or a later one. `local` is written as if it were UTC. */
export function firstInstant(stretches: readonly Stretch[], local: number): number {
  for (const [place, { from, offset }] of stretches.entries()) {
    const at = Math.max(from, local - offset)
    if (at < (stretches[place + 1]?.from ?? Infinity)) return at
  }
  throw new Error('No stretch reaches that time.')
}

function changeBetween(low: number, high: number, before: number, offsetAt: (at: number) => number): number {
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000
    if (offsetAt(middle) === before) low = middle
    else high = middle
  }
  return high
}
