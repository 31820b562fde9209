/** Ids as Discord makes them: milliseconds since 2015 in the upper bits, so that an id says when it was made. */
const EPOCH = 1_420_070_400_000

/** Makes an id for an instant (ms since 1970), by default for now. */
export type Mint = (at?: number) => string

/** Ids that never repeat and that grow while the clock does. */
export function snowflakeMint(now: () => number): Mint {
  let count = 0
  return (at = now()) => {
    count = (count + 1) % (1 << 22)
    return String((BigInt(Math.floor(at) - EPOCH) << 22n) | BigInt(count))
  }
}

/** When the thing with this id was made, in milliseconds since 1970. */
export function instantOf(id: string): number {
  return Number(BigInt(id) >> 22n) + EPOCH
}
