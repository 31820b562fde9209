/** Four replicas of Recall, whose clocks are all wrong, killed at whichever step a test says, and replaced. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import type { Interaction, Reply } from '../../src/bot/ports.ts'
import { randomOf } from '../../src/engine/random.ts'
import { openLine } from './line.ts'
import type { Message, Platform } from './platform.ts'
import type { Order, Step } from './replica.ts'

const SKEW_MS = 60_000

/** Where a replica is: before the platform has the message, when it has it and has not answered, when the replica has the answer, and so on. */
export interface Moment {
  at: 'claimed' | 'arrived' | 'posted' | 'answered' | 'recorded'
  replica: number
  /** What it is about; of a claim, one of those claimed. */
  document: string
  kind: 'claim' | 'post' | 'edit' | 'record'
}

/** `kill`: the replica dies here, at once. `fail`: the platform does it, and its answer is lost. A promise holds the replica up. */
export type Fate = 'go' | 'kill' | 'fail' | Promise<'go'>

/** A claim of a document, by the store's time; `isPosting` once its lease was to be made longer for a post. */
export interface Held {
  document: string
  replica: number
  isPosting: boolean
  at: number
}

export interface Crew {
  /** Hands a deed to one replica, drawn by lot; 'lost' when it dies before it has answered. */
  handle(interaction: Interaction, replica?: number): Promise<Reply | null | 'lost'>
  /** Adds a point to a member through one replica; says whether that was acknowledged. */
  score(group: string, member: string): Promise<boolean>
  kill(replica: number): void
  /** Every claim, in order. */
  claims: Held[]
  /** What each kill took from the replica's hands. */
  losses: Held[][]
  troubles: string[]
  /** How many died, by step. */
  killed: Map<string, number>
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

interface Replica {
  number: number
  child: ChildProcess
  ask: (order: Order) => Promise<unknown>
  opened: Promise<unknown>
  held: Map<string, Held>
}

export async function openCrew({ url, prefix, seed, platform, fate = () => 'go', folder = '.', size = 4, spares: spareCount = 0 }: Setting): Promise<Crew> {
  const random = randomOf(seed)
  const crew = new Map<number, Replica>()
  const spares: Replica[] = []
  const [claims, losses, troubles, killed]: [Held[], Held[][], string[], Map<string, number>] = [[], [], [], new Map()]
  let launched = 0
  let isOver = false

  const launch = (): Replica => {
    const number = ++launched
    // The first two are as wrong as can be, one in each direction.
    const skew = number <= 2 ? SKEW_MS * (number * 2 - 3) : Math.round((random() * 2 - 1) * SKEW_MS)
    const path = (name: string) => resolve(join(folder, 'test/faults', name))
    const child = fork(path('replica.ts'), { execArgv: ['--import', path('skew.ts')], env: { PATH: process.env['PATH'] ?? '', SKEW_MS: String(skew), NODE_COMPILE_CACHE: resolve('node_modules/.cache/node') } })
    const replica: Replica = { number, child, held: new Map(), opened: Promise.resolve(), ask: openLine<Order, Step>(child, step => served(replica, step)) }
    child.once('exit', () => { if (crew.has(number) && !isOver) replace(replica) })
    return replica
  }
  const enlist = (): Replica => {
    const replica = spares.shift() ?? launch()
    replica.opened = replica.ask({ order: 'open', url, prefix })
    replica.opened.catch((error: unknown) => { if (!isOver) troubles.push(`a replica could not start: ${String(error)}`) })
    crew.set(replica.number, replica)
    while (spares.length < spareCount) spares.push(launch())
    return replica
  }
  const replace = (replica: Replica) => {
    if (!crew.delete(replica.number)) return
    losses.push([...replica.held.values()])
    replica.child.kill('SIGKILL')
    if (!isOver) enlist()
  }
  /** Lets a moment pass, or the replica die in it. */
  const pass = async (replica: Replica, at: Moment['at'], document: string, kind: Moment['kind']): Promise<'go' | 'fail'> => {
    if (!crew.has(replica.number)) return await never
    const decided = await fate({ at, replica: replica.number, document, kind })
    if (decided !== 'kill') return decided
    if (crew.has(replica.number)) killed.set(at, (killed.get(at) ?? 0) + 1)
    replace(replica)
    return await never
  }
  const served = async (replica: Replica, step: Step): Promise<unknown> => {
    switch (step.step) {
      case 'trouble': return void troubles.push(step.what)
      case 'claimed': {
        const held = step.documents.map(document => ({ document, replica: replica.number, isPosting: false, at: step.at }))
        for (const one of held) replica.held.set(one.document, one)
        claims.push(...held)
        for (const one of held) await pass(replica, 'claimed', one.document, 'claim')
        return null
      }
      case 'posting': {
        const held = replica.held.get(step.document)
        if (held !== undefined) held.isPosting = true
        return null
      }
      case 'recorded': {
        if (step.released) replica.held.delete(step.document)
        return await pass(replica, 'recorded', step.document, 'record')
      }
      case 'find': return platform.find(step.channel, step.key)
      case 'answered': return await pass(replica, 'answered', documentOf(platform.message(step.message)), 'post')
      case 'post': return await show(replica, documentOf(step), 'post', () => platform.post(step.channel, step.key, step.card ?? { kind: 'note' }, step.nonce))
      case 'edit': return await show(replica, documentOf(platform.message(step.message)), 'edit', () => platform.edit(step.message, step.card))
    }
  }
  const show = async <Made>(replica: Replica, document: string, kind: 'post' | 'edit', work: () => Made): Promise<Made> => {
    const arrived = await pass(replica, 'arrived', document, kind)
    const made = work()
    const posted = await pass(replica, 'posted', document, kind)
    if (arrived === 'fail' || posted === 'fail') throw new Error('The answer was lost.')
    return made
  }
  const anyone = () => [...crew.values()][Math.floor(random() * crew.size)] as Replica

  while (crew.size < size) enlist()
  await Promise.all([...crew.values()].map(({ opened }) => opened))
  return {
    claims, losses, troubles, killed,
    handle: async (interaction, number) => {
      const replica = (number === undefined ? undefined : crew.get(number)) ?? anyone()
      await replica.opened.catch(() => {})
      return await replica.ask({ order: 'handle', interaction }).catch(() => 'lost') as Reply | null | 'lost'
    },
    score: (group, member) => anyone().ask({ order: 'score', group, member }).then(() => true, () => false),
    kill: number => {
      const replica = crew.get(number)
      if (replica !== undefined) replace(replica)
    },
    close: async () => {
      isOver = true
      const children = [...crew.values(), ...spares].map(({ child }) => child)
      await Promise.all(children.map(async child => {
        if (child.exitCode !== null || child.signalCode !== null) return
        child.kill('SIGKILL')
        await once(child, 'exit')
      }))
    },
  }
}

/** The same fate, on a platform that is slow now and then, and whose answers get lost now and then after it has done what it was asked. */
export function unsteady(seed: string, fate: (moment: Moment) => Fate): (moment: Moment) => Fate {
  const random = randomOf(`${seed}/unsteady`)
  return moment => {
    const decided = fate(moment)
    if (decided !== 'go' || random() > 0.05) return decided
    if (moment.at === 'posted') return 'fail'
    return moment.at === 'arrived' ? new Promise(resolve => setTimeout(resolve, 300, 'go')) : 'go'
  }
}

const never = new Promise<never>(() => {})

function documentOf({ key }: Pick<Message, 'key'>): string {
  const [first = '', second = ''] = key.split('/')
  return first === 'notice' ? `notice:${second}` : `round:${first}`
}
