/** How long pictures take, drawn and kept, beside drawing them in our own process; and what they cost in memory. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Picture } from '../../src/bot/card.ts'
import { openPictures } from '../../src/pictures/pictures.ts'
import { temporaryFolder } from '../support/recall.ts'

const COLD_STARTS = 7
const FORMULAS = 200
const BOARDS = 50
const patience = { startMs: 60_000, taskMs: 60_000, idleMs: 1000 }

/** Prints a table: milliseconds a picture and megabytes of memory. */
export async function benchPictures(): Promise<void> {
  const folder = temporaryFolder()
  console.log(`\npictures: ${FORMULAS} formulas and ${BOARDS} boards of ten places, one after the other; milliseconds`)
  await printMemory(join(folder.path, 'memory'))
  await printColdStarts(folder.path)
  await printRates(folder.path)
  folder.remove()
}

async function printMemory(folder: string): Promise<void> {
  const pictures = openPictures(folder, console.error, patience)
  const before = megabytes('self')
  for (const picture of [...formulas(), ...boards()]) await pictures.png(picture)
  const busy = `${megabytes('self')} + ${megabytes(pictures.studio.running() ?? 'self')} for the process that draws`
  while (pictures.studio.running() !== null) await new Promise(resolve => setTimeout(resolve, 100))
  console.log(`memory in MB: ${before} before, ${busy}, ${megabytes('self')} once that has ended`)
  await pictures.close()
}

async function printColdStarts(folder: string): Promise<void> {
  for (const [name, pictures] of [['formula', formulas()], ['board', boards()]] as const) {
    const times: number[] = []
    for (const picture of pictures.slice(0, COLD_STARTS)) {
      const cold = openPictures(join(folder, 'cold'), console.error, patience)
      times.push(await timeOf(() => cold.png(picture)))
      await cold.close()
    }
    console.log(`first ${name}, the process not yet started`.padEnd(52), `p50 ${quantile(times, 0.5).toFixed(2).padStart(7)}  max ${quantile(times, 1).toFixed(2).padStart(7)}`)
  }
}

async function printRates(folder: string): Promise<void> {
  const { drawPng, pngOf, svgOf } = await import('../../src/pictures/draw.ts')
  const kept = join(folder, 'rates')
  for (const [name, list] of [['formula', formulas()], ['board', boards()]] as const) {
    const pictures = openPictures(kept, console.error, patience)
    await pictures.png({ kind: 'formula', latex: name })
    const ours = await measure(list, pictures.png)
    console.log(line(`${name}, drawn and kept`, ours, ours))
    await pictures.close()
    await drawPng({ kind: 'formula', latex: name })
    console.log(line(`${name}, drawn in our own process instead`, await measure(list, drawPng), ours))
    const svgs = await Promise.all(list.map(svgOf))
    console.log(line(`${name}, SVG ready, resvg alone in our own process`, await measure(svgs, svg => Promise.resolve(pngOf(svg))), ours))
    const restarted = openPictures(kept, console.error, patience)
    console.log(line(`${name}, kept on disk`, await measure(list, restarted.png), ours))
    console.log(line(`${name}, kept in memory`, await measure(list.map(() => list.at(-1) ?? list[0]).filter(picture => picture !== undefined), restarted.png), ours))
    if (restarted.studio.starts() > 0) throw new Error('A kept picture was drawn again.')
    await restarted.close()
  }
}

interface Measured {
  times: number[]
  /** The longest that this process could do nothing else. */
  blockedMs: number
}

async function measure<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<Measured> {
  let [lastAt, blockedMs] = [performance.now(), 0]
  const watch = setInterval(() => {
    const now = performance.now()
    blockedMs = Math.max(blockedMs, now - lastAt)
    lastAt = now
  }, 1)
  const times: number[] = []
  for (const item of items) {
    times.push(await timeOf(() => work(item)))
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  clearInterval(watch)
  return { times, blockedMs }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

function line(name: string, { times, blockedMs }: Measured, base: Measured): string {
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)]
  const ratio = (p50 / quantile(base.times, 0.5)).toFixed(p50 < 1 ? 4 : 2)
  return `${name.padEnd(52)} p50 ${p50.toFixed(2).padStart(7)}  p99 ${p99.toFixed(2).padStart(7)}  ratio ${ratio.padStart(6)}  our process blocked at most ${blockedMs.toFixed(0)}`
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
}

function megabytes(process: number | 'self'): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1]) / 1024)
}

const shapes = [
  String.raw`\theta_{t+1} = \theta_t - \eta\,\nabla L(\theta_t)`,
  String.raw`F_1 = \frac{2PR}{P+R} = \frac{2\,\mathrm{TP}}{2\,\mathrm{TP}+\mathrm{FP}+\mathrm{FN}}`,
  String.raw`\cos\theta = \frac{\sum_{i=1}^{n} a_i b_i}{\sqrt{\sum_{i=1}^{n} a_i^2}\;\sqrt{\sum_{i=1}^{n} b_i^2}}`,
  String.raw`\begin{aligned} m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t \\ \hat{m}_t &= \frac{m_t}{1-\beta_1^t} \end{aligned}`,
]

/** Formulas of four shapes, no two the same. */
function formulas(): Picture[] {
  return Array.from({ length: FORMULAS }, (_, turn) => ({ kind: 'formula', latex: `${shapes[turn % shapes.length] ?? ''}, \\quad n = ${turn}` }))
}

function boards(): Picture[] {
  const names = ['Ada Lovelace', 'Grace Hopper', '李明', 'Alan Turing 🎉', 'محمد علي']
  return Array.from({ length: BOARDS }, (_, turn) => ({
    kind: 'places',
    title: `Leaderboard of week ${turn}`,
    rows: Array.from({ length: 10 }, (_row, place) => ({ rank: String(place + 1), name: names[place % names.length] ?? '', value: `${20 - place}/25 · ${20 - place},000`, own: place === 3 })),
  }))
}
