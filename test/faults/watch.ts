/** Follows what replicas do step by step, and lets them go on, or die there. */
import { randomOf } from '../../src/engine/random.ts'
import type { Message, Platform } from './platform.ts'
import type { Step } from './replica.ts'

/** Where a replica is: before the platform has the message, when it has it and has not answered, when the replica has the answer, and so on. */
export interface Moment {
  at: 'claimed' | 'arrived' | 'posted' | 'answered' | 'recorded'
  replica: number
  /** What it is about, as `kind:id`. */
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

/** A replica as it is followed: with the documents in its hands. */
export interface Followed {
  number: number
  isAlive: boolean
  held: Map<string, Held>
}

export interface Watch {
  /** Answers a step of a replica; for one that dies in it, never. */
  follow(replica: Followed, step: Step): Promise<unknown>
  /** Every claim, in order. */
  claims: Held[]
  /** Troubles that replicas told of. */
  troubles: string[]
  /** How many were killed, by step. */
  killed: Map<string, number>
}

export function openWatch(platform: Platform, fate: (moment: Moment) => Fate, kill: (replica: Followed) => void): Watch {
  const [claims, troubles, killed]: [Held[], string[], Map<string, number>] = [[], [], new Map()]
  const pass = async (replica: Followed, at: Moment['at'], document: string, kind: Moment['kind']): Promise<'go' | 'fail'> => {
    if (!replica.isAlive) return await never
    const decided = await fate({ at, replica: replica.number, document, kind })
    if (decided !== 'kill') return decided
    killed.set(at, (killed.get(at) ?? 0) + 1)
    kill(replica)
    return await never
  }
  const claim = async (replica: Followed, at: number, documents: readonly string[]) => {
    const held = documents.map(document => ({ document, replica: replica.number, isPosting: false, at }))
    for (const one of held) replica.held.set(one.document, one)
    claims.push(...held)
    for (const { document } of held) await pass(replica, 'claimed', document, 'claim')
  }
  const show = async <Made>(replica: Followed, document: string, kind: 'post' | 'edit', work: () => Made): Promise<Made> => {
    await pass(replica, 'arrived', document, kind)
    const made = work()
    if (await pass(replica, 'posted', document, kind) === 'fail') throw new Error('The answer was lost.')
    return made
  }
  const follow = async (replica: Followed, step: Step): Promise<unknown> => {
    switch (step.step) {
      case 'trouble': return void troubles.push(step.what)
      case 'claimed': return await claim(replica, step.at, step.documents)
      case 'posting': return void Object.assign(replica.held.get(step.document) ?? {}, { isPosting: true })
      case 'recorded':
        if (step.released) replica.held.delete(step.document)
        return await pass(replica, 'recorded', step.document, 'record')
      case 'find': return platform.find(step.channel, step.key)
      case 'answered': return await pass(replica, 'answered', documentOf(platform.message(step.message)), 'post')
      case 'post': return await show(replica, documentOf(step), 'post', () => platform.post(step.channel, step.key, step.card ?? { kind: 'note' }, step.nonce))
      case 'edit': return await show(replica, documentOf(platform.message(step.message)), 'edit', () => platform.edit(step.message, step.card))
    }
  }
  return { follow, claims, troubles, killed }
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
