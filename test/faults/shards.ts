/** A game on a cluster. */
import { openCrew } from './crew.ts'
import { openPlatform } from './platform.ts'
import type { Place } from './stalls.ts'

/** Adds points in groups of many shards; gives how many were not acknowledged. */
export async function scoreInShards({ url, seed, folder = '.' }: Place, groups: number): Promise<number> {
  const crew = await openCrew({ url, prefix: seed, seed, platform: openPlatform(), folder, size: 1 })
  const acknowledged = await Promise.all(Array.from({ length: groups }, (_, group) => crew.score(`g${group}`, 'ada')))
  await crew.close()
  return acknowledged.filter(one => !one).length
}
