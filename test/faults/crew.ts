/** Four replicas of Recall, whose clocks are all wrong, killed at whichever step a test says, and replaced. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import type { Interaction, Reply } from '../../src/bot/ports.ts'
import { randomOf } from '../../src/engine/random.ts'
import { openLine } from './line.ts'
import type { Platform } from './platform.ts'
import type { Order, Step } from './replica.ts'
import { openWatch, type Fate, type Followed, type Held, type Moment, type Watch } from './watch.ts'

const SKEW_MS = 60_000

export interface Crew extends Pick<Watch, 'claims' | 'troubles' | 'killed'> {
  /** Hands a deed to one replica, drawn by lot; 'lost' when it dies before it has answered. */
  handle(interaction: Interaction): Promise<Reply | null | 'lost'>
  /** Adds a point to a member through one replica; says whether that was acknowledged. */
  score(group: string, member: string): Promise<boolean>
  /** What each death took from the replica's hands. */
  losses: Held[][]
  /** Replicas that ended without having been killed, and what any of them said of its own: none should. */
  crashes: string[]
  close(): Promise<void>
}

export interface Setting {
  url: string
  prefix: string
  seed: string
  platform: Platform
  fate?: (moment: Moment) => Fate
  /** The folder that `src` and `test` are in: another one holds a copy with a fault. */
  folder?: string
  /** How many there are: four. */
  size?: number
  /** So many wait, loaded, to take the place of one that is killed. */
  spares?: number
}

interface Replica extends Followed {
  child: ChildProcess
  ask: (order: Order) => Promise<unknown>
  opened: Promise<unknown>
}

export async function openCrew({ url, prefix, seed, platform, fate = () => 'go', folder = '.', size = 4, spares: spareCount = 0 }: Setting): Promise<Crew> {
  const random = randomOf(seed)
  const crew = new Map<number, Replica>()
  const [spares, losses, crashes]: [Replica[], Held[][], string[]] = [[], [], []]
  let launched = 0
  const watch = openWatch(platform, fate, replica => replace(replica.number))

  const begin = (): Replica => {
    const number = ++launched
    // The first two are as wrong as can be, one in each direction.
    const child = launch(folder, number <= 2 ? SKEW_MS * (number * 2 - 3) : Math.round((random() * 2 - 1) * SKEW_MS))
    const replica: Replica = { number, child, isAlive: true, held: new Map(), opened: Promise.resolve(), ask: openLine<Order, Step>(child, step => watch.follow(replica, step)) }
    child.stderr?.setEncoding('utf8').on('data', (said: string) => crashes.push(`Replica ${number} says: ${said}`))
    child.once('exit', (code, signal) => {
      if (!replica.isAlive) return
      crashes.push(`Replica ${number} ended by itself: ${code ?? signal}.`)
      replace(number)
    })
    return replica
  }
  const enlist = () => {
    const replica = spares.shift() ?? begin()
    crew.set(replica.number, replica)
    replica.opened = replica.ask({ order: 'open', url, prefix })
    replica.opened.catch((error: unknown) => { if (replica.isAlive) crashes.push(`Replica ${replica.number} could not start: ${String(error)}`) })
    while (spares.length < spareCount) spares.push(begin())
  }
  const replace = (number: number) => {
    const replica = crew.get(number)
    if (replica === undefined || !crew.delete(number)) return
    end(replica)
    losses.push([...replica.held.values()])
    enlist()
  }
  const anyone = () => [...crew.values()][Math.floor(random() * crew.size)] as Replica

  while (crew.size < size) enlist()
  await Promise.all([...crew.values()].map(({ opened }) => opened))
  return {
    ...watch, losses, crashes,
    handle: async interaction => {
      const replica = anyone()
      await replica.opened.catch(() => {})
      return await replica.ask({ order: 'handle', interaction }).catch(() => 'lost') as Reply | null | 'lost'
    },
    score: (group, member) => anyone().ask({ order: 'score', group, member }).then(() => true, () => false),
    close: async () => {
      const left = [...crew.values(), ...spares]
      const gone = left.filter(({ child }) => child.exitCode === null && child.signalCode === null).map(({ child }) => once(child, 'exit'))
      for (const replica of left) end(replica)
      await Promise.all(gone)
    },
  }
}

function launch(folder: string, skew: number): ChildProcess {
  const path = (name: string) => resolve(join(folder, 'test/faults', name))
  const environment = { PATH: process.env['PATH'] ?? '', SKEW_MS: String(skew), NODE_COMPILE_CACHE: resolve('node_modules/.cache/node') }
  return fork(path('replica.ts'), { execArgv: ['--import', path('skew.ts')], env: environment, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
}

function end(replica: Replica): void {
  replica.isAlive = false
  replica.child.kill('SIGKILL')
}
