/** What the benchmarks on Redis found, kept in a file for the plots. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { dirname } from 'node:path'
import { z } from 'zod'

const FILE = 'test/bench/redis/figures.json'
const SMALL_FILE = 'test/output/redis-figures.json'

/** When and on what a part was measured; `load` is what else the machine did, as the average of a minute before. */
const measured = z.object({ at: z.string(), cores: z.number(), load: z.number() })
/** How often a second, and how many times as often we do it. */
const rate = z.object({ rate: z.number(), ratio: z.number() })

const figures = z.object({
  answers: measured.extend({ rows: z.array(z.object({ work: z.enum(['answers', 'closes']), inFlight: z.number(), ours: z.number(), bare: rate, client: rate.nullable() })) }),
  processes: measured.extend({ inFlight: z.number(), rows: z.array(z.object({ processes: z.number(), ours: z.number(), bare: rate })) }),
  rank: measured.extend({ inFlight: z.number(), boards: z.number(), rows: z.array(rate.extend({ at: z.number(), name: z.string() })) }),
  boards: measured.extend({ rows: z.array(z.object({ members: z.number(), ours: z.number(), oursP99: z.number(), bare: z.number(), bareP99: z.number(), ratio: z.number(), pointBytes: z.number(), tallyBytes: z.number() })) }),
  claims: measured.extend({ idleMs: z.number(), idleCpuMs: z.number(), rows: z.array(z.object({ processes: z.number(), perSecond: z.number() })) }),
  rounds: measured.extend({ rounds: z.number(), rows: z.array(z.object({ processes: z.number(), p50: z.number(), p99: z.number(), perSecond: z.number(), running: z.number(), troubles: z.number(), redisBytes: z.number(), processBytes: z.number(), cpu: z.number() })) }),
  dailies: measured.extend({ dailies: z.number(), perSecond: z.number(), processes: z.number(), seconds: z.number(), floorSeconds: z.number(), ratio: z.number(), twice: z.number(), troubles: z.number(), hundredths: z.array(z.number()) }),
}).partial()

export type Figures = z.infer<typeof figures>

/** Says when and on what something is measured: called before it is. */
export function here(): z.infer<typeof measured> {
  return { at: new Date().toISOString(), cores: availableParallelism(), load: Math.round((loadavg()[0] ?? 0) * 10) / 10 }
}

/** Puts these in the place of the ones of the same parts. Short runs have a file of their own, which is not kept. */
export function keep(fresh: Figures, isSmall: boolean): void {
  const file = isSmall ? SMALL_FILE : FILE
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ ...read(file), ...fresh }, (_, value: unknown) => typeof value === 'number' ? Number(value.toPrecision(5)) : value, 1)}\n`)
}

/** The figures of the last run of each part. Throws an error where they have another shape than now. */
export function readFigures(file = FILE): Figures {
  return figures.parse(read(file))
}

function read(file: string): object {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as object : {}
}
