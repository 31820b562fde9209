/** Names and instants as Slack makes them. */
export type Mint = ReturnType<typeof idMint>

export function idMint(now: () => number) {
  let count = 0
  let last = 0
  return {
    /** Such as `C00000001A`: a letter, and nine signs that never repeat. */
    id: (letter: string): string => {
      count += 1
      return `${letter}${count.toString(36).toUpperCase().padStart(9, '0')}`
    },
    /** Seconds since 1970 with six digits behind the point; never the same twice, also while the clock stands. */
    ts: (): string => {
      last = Math.max(Math.floor(now()) * 1000, last + 1)
      return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`
    },
  }
}

/** The instant of a `ts` in milliseconds since 1970. */
export function instantOf(ts: string): number {
  return Number(ts) * 1000
}
