/** Seeded randomness: the same seed gives the same numbers on every machine, so the engine stays pure. */

/**
 * A stream of numbers in [0, 1) that depends on the seed alone. Not for secrets.
 * Source: FNV-1a (Fowler, Noll, Vo) hashes the seed; SplitMix32 (after Steele, Lea, Flood 2014) draws from it.
 */
export function randomOf(seed: string): () => number {
  let state = hashOf(seed)
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

/** A 32-bit FNV-1a hash of the text's UTF-16 units, as an unsigned integer. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** A shuffled copy (Fisher and Yates, in Durstenfeld's form). */
export function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const held = shuffled[last] as Item
    shuffled[last] = shuffled[other] as Item
    shuffled[other] = held
  }
  return shuffled
}
