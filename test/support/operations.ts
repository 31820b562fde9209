/** Random operations on a store, for comparing stores with each other. */
import fc from 'fast-check'
import type { Claim, Kind, Lease, Store, Write } from '../../src/bot/ports.ts'
import type { Award } from '../../src/engine/round.ts'
import { ownOf, standingOf } from '../contracts/stage.ts'

/** A store under comparison, and what the operations have learned from it. */
export interface Played {
  store: Store
  claims: Claim[]
  minted: string[]
  /** How many commits were asked for. */
  commits: number
  /** How many groups of each name were erased: the next one has an id of its own. */
  erased: Record<string, number>
}

/** Something to do with a store; gives its answer, with minted ids as numbers in the order they were first seen. */
export interface Operation {
  play(played: Played): Promise<unknown>
  toString(): string
}

const mostly = <Value>(usual: Value, ...rare: Value[]) => fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) })
const group = mostly('g', 'h')
const kind = mostly<Kind>('round', 'schedule')
const id = mostly('a', 'b')
const question = mostly(0, 1)
const member = fc.constantFrom('m1', 'm2', 'm3')
const boards = ['day:2026-11-21', 'week:2026-W47/t', 'all']
const board = fc.constantFrom(...boards)
const forMs = fc.constantFrom(0, 600_000)
const text = fc.string({ unit: 'binary', maxLength: 6 })

/** `off` is how far the version is from the right one; `wakeIn` is from the store's time, in seconds. */
const write = fc.record({ kind, id, off: mostly(0, -1, 1), state: fc.option(fc.record({ text }), { freq: 5 }), wakeIn: fc.option(fc.integer({ min: -20, max: 20 })) })
const award = fc.record({
  round: id, question: fc.nat(2), member, points: fc.integer({ min: -1200, max: 2400 }), right: fc.integer({ min: -1, max: 1 }), asked: fc.integer({ min: -1, max: 1 }), boards: fc.subarray(boards, { minLength: 1 }),
})
/** A lease is asked for by who holds, or held, the claim so many back from the latest, and that document is written first. */
const lease = fc.record({ do: fc.constantFrom<Lease['do']>('leave', 'keep', 'release'), back: mostly(0, 1, 2, 3), forMs })
const commit = fc.record({
  group, lease, gate: fc.option(fc.record({ round: id, question })),
  writes: fc.uniqueArray(write, { maxLength: 3, selector: one => `${one.kind} ${one.id}` }), awards: fc.array(award, { maxLength: 5 }),
})
type Wanted = typeof commit extends fc.Arbitrary<infer Value> ? Value : never

function operation<Arguments extends object>(name: string, given: fc.Arbitrary<Arguments>, play: (played: Played, given: Arguments) => Promise<unknown>): fc.Arbitrary<Operation> {
  const inGroup = (played: Played, one: Arguments) => 'group' in one ? { ...one, group: groupNow(played, String(one.group)) } : one
  return given.map(one => ({ play: played => play(played, inGroup(played, one)).catch(refusal), toString: () => `${name} ${JSON.stringify(one)}` }))
}

/** The id of the group of this name that was not erased. */
function groupNow({ erased }: Played, name: string): string {
  return `${name}${erased[name] ?? 0}`
}

/** A write to an erased group is refused; no other error is an answer. */
function refusal(error: unknown): string {
  if (error instanceof Error && error.message.endsWith('This group was erased.')) return 'refused'
  throw error
}

const often = (weight: number, arbitrary: fc.Arbitrary<Operation>) => ({ weight, arbitrary })

/** Any operation of the ports, those that matter most more often. */
const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  often(8, operation('commit', commit, playCommit)),
  often(4, operation('claim', fc.record({ limit: fc.integer({ min: 1, max: 4 }), forMs }), playClaim)),
  often(6, operation('record', fc.record({ group, round: id, question, member, choice: fc.option(fc.nat(3)), text: fc.option(text), account: text, team: fc.option(text) }), ({ store }, { group: own, round, question: number, ...answer }) =>
    store.answers.record(own, round, number, { ...answer, answeredAt: answer.choice ?? 7 }))),
  often(1, operation('close', fc.record({ group, round: id, question }), ({ store }, one) => store.answers.close(one.group, one.round, one.question))),
  often(1, operation('own', fc.record({ group, round: id, question, member }), ({ store }, one) => ownOf(store, one.group, one.round, one.question, one.member))),
  often(1, operation('tally', fc.record({ group, round: id, question, members: fc.array(member) }), ({ store }, one) => store.answers.tally(one.group, one.round, one.question, [...new Set(one.members)]))),
  often(1, operation('load', fc.record({ group, kind, id }), ({ store }, one) => store.records.load(one.group, one.kind, one.id))),
  often(2, operation('page', fc.record({ group, board, offset: fc.nat(3), limit: fc.nat(3) }), ({ store }, one) => store.boards.page(one.group, one.board, one.offset, one.limit))),
  often(1, operation('standing', fc.record({ group, board, member }), ({ store }, one) => standingOf(store, one.group, one.board, one.member))),
  often(1, operation('home', fc.record({ platform: fc.constantFrom('x', 'y'), home: id }), async (played, one) => numberOf(played, await played.store.members.groupOf(one.platform, one.home)))),
  often(1, operation('homes', fc.record({ platform: fc.constantFrom('x', 'y') }), async ({ store }, one) => (await store.members.homes(one.platform)).toSorted())),
  often(2, operation('member', fc.record({ group, platform: fc.constantFrom('x', 'y'), id, name: text }), async (played, { group: own, ...account }) =>
    numberOf(played, await played.store.members.memberOf(own, account)))),
  often(1, operation('names', fc.record({ group }), playNames)),
  often(1, operation('all', fc.record({ group, round: id, question }), ({ store }, one) => store.answers.all(one.group, one.round, one.question))),
  often(1, operation('list', fc.record({ group, kind }), ({ store }, one) => store.records.list(one.group, one.kind))),
  often(1, operation('accounts', fc.record({ group, nth: fc.nat(4) }), ({ store, minted }, one) => store.members.accounts(one.group, minted[one.nth] ?? 'unknown'))),
  often(1, operation('forget member', fc.record({ group, nth: fc.nat(4) }), ({ store, minted }, one) => store.members.forget(one.group, minted[one.nth] ?? 'unknown'))),
  often(1, operation('forget answer', fc.record({ group, round: id, question, member, named: fc.boolean() }), ({ store }, one) => store.answers.forget(one.group, one.round, one.question, one.member, one.named ? `x${one.member}` : null))),
  often(1, operation('forget place', fc.record({ group, member }), ({ store }, one) => store.boards.forget(one.group, one.member))),
  often(1, operation('erase', fc.record({ name: fc.constantFrom('h', 'h', 'g') }), playErase)),
)

/** Long enough for the boards of days to be past, and after thrice for those of weeks. */
const WEEKS_MS = 36 * 86_400_000
const waitMs = fc.oneof({ weight: 60, arbitrary: fc.constant(1) }, { weight: 20, arbitrary: fc.integer({ min: 1, max: 15 }) }, { weight: 1, arbitrary: fc.constant(WEEKS_MS / 1000) }).map(seconds => seconds * 1000)

/** Operations in a row, each at a time of its own, some of them a while after the one before. */
export const anySteps = fc.array(fc.record({ waitMs, operation: anyOperation }), { maxLength: 40, size: 'max' })

/** Everything that the store holds of both groups. */
export async function readAll(played: Played): Promise<unknown> {
  const { store } = played
  return await Promise.all(['g', 'h'].map(name => groupNow(played, name)).flatMap(own => [
    ...(['round', 'schedule'] as const).map(one => store.records.list(own, one)),
    ...['a', 'b'].flatMap(round => [0, 1].map(one => store.answers.all(own, round, one))),
    ...boards.map(one => store.boards.page(own, one, 0, 10)),
  ]))
}

/** Nothing of two groups is due at the same time: who goes first then is up to the store. */
async function playCommit(played: Played, wanted: Wanted): Promise<string> {
  const { store, claims } = played
  const place = ++played.commits
  const held = wanted.lease.do === 'leave' ? undefined : claims.at(-1 - wanted.lease.back)
  const own = held?.group ?? wanted.group
  const others = wanted.writes.filter(one => one.kind !== held?.kind || one.id !== held.id)
  const writes = held === undefined ? others : [{ off: 0, state: {}, wakeIn: 5, ...wanted.writes[0], kind: held.kind, id: held.id }, ...others.slice(1)]
  const at = await store.now()
  return await store.records.commit(own, {
    writes: await Promise.all(writes.map(async ({ off, wakeIn, ...one }): Promise<Write> => {
      const saved = await store.records.load(own, one.kind, one.id)
      return { ...one, version: (saved?.version ?? 0) + off, wakeAt: wakeIn === null ? null : at + wakeIn * 1000 + place }
    })),
    gate: wanted.gate,
    awards: wanted.awards.map(awardOf),
    lease: held === undefined ? { do: 'leave' } : leaseOf(wanted.lease, held.epoch),
  })
}

/** Whoever held something of the group may come late with it. */
async function playErase(played: Played, { name }: { name: string }): Promise<void> {
  await played.store.erase(groupNow(played, name))
  played.erased[name] = (played.erased[name] ?? 0) + 1
}

function awardOf({ round, question: number, ...award }: Wanted['awards'][number]): Award {
  return { ...award, id: `${round}/${number}/${award.member}` }
}

function leaseOf(wanted: Wanted['lease'], epoch: number): Lease {
  if (wanted.do === 'leave') return { do: 'leave' }
  return wanted.do === 'keep' ? { do: 'keep', epoch, forMs: wanted.forMs } : { do: 'release', epoch }
}

async function playClaim(played: Played, { limit, forMs: ms }: { limit: number, forMs: number }): Promise<unknown> {
  const { at, claims } = await played.store.records.claimDue(limit, ms)
  const sorted = claims.toSorted((a, b) => `${a.group} ${a.kind} ${a.id}` < `${b.group} ${b.kind} ${b.id}` ? -1 : 1)
  played.claims.push(...sorted)
  return { at, claims: sorted }
}

async function playNames(played: Played, { group: own }: { group: string }): Promise<unknown> {
  const names = await played.store.members.names(own, ['unknown', ...played.minted])
  return Object.fromEntries(Object.entries(names).map(([member, name]) => [numberOf(played, member), name]))
}

function numberOf({ minted }: Played, one: string): number {
  if (!minted.includes(one)) minted.push(one)
  return minted.indexOf(one)
}
