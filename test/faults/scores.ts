/** Members get points while the replies of Redis get lost. */
import { randomOf } from '../../src/engine/random.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { openCrew } from './crew.ts'
import { openPlatform } from './platform.ts'
import { startProxy } from './proxy.ts'

const MEMBERS = 40
const AT_ONCE = 48

/** Adds so many points through four replicas, while so many times replies are swallowed and the connection is cut. */
export async function scoreUnderLoss(port: number, { seed, writes, cuts, folder = '.' }: { seed: string, writes: number, cuts: number, folder?: string }): Promise<{ acknowledged: number, points: number, unsure: number, cuts: number, seconds: number }> {
  const random = randomOf(seed)
  const proxy = await startProxy(port)
  const crew = await openCrew({ url: proxy.url, prefix: seed, seed, platform: openPlatform(), folder })
  const store = await redisStore({ url: `redis://127.0.0.1:${port}`, prefix: seed, now: null, onTrouble: () => {} })
  const begun = performance.now()
  let [left, acknowledged, unsure] = [writes, 0, 0]
  const work = async () => {
    while (left-- > 0) {
      if (await crew.score('g', `m${Math.floor(random() * MEMBERS)}`)) acknowledged++
      else unsure++
      const done = acknowledged + unsure
      proxy.loseReplies(proxy.lost() < cuts * done / writes ? () => ({ after: Math.floor(random() * 20), forMs: random() * 5 }) : null)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const { standings } = await store.boards.page('g', 'all', 0, MEMBERS)
  const points = standings.reduce((sum, standing) => sum + standing.points, 0)
  await Promise.all([crew.close(), store.close(), proxy.stop()])
  return { acknowledged, points, unsure, cuts: proxy.lost(), seconds: (performance.now() - begun) / 1000 }
}
