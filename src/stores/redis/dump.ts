/** Reads everything that a group holds in Redis, in the same order as the embedded store. */
import type { Kind } from '../../bot/ports.ts'
import type { Held } from '../../bot/transfer.ts'
import { sorted } from './answers.ts'
import { isPast } from '../lifetime.ts'
import { mastersOf, type Connection } from './connect.ts'
import { shardOf, type Keys } from './keys.ts'
import { dueMember } from './records.ts'

/** How much is read at a time. */
const CHUNK = 500
/** So many questions' answers are read at a time: each may have many. */
const QUESTIONS = 20

/** Everything of the group at the store's time `now`, null for the server's own, a part at a time. Ids are held in memory, and the names of members; answers and documents are not. */
export async function* dumpGroup(redis: Connection, keys: Keys, group: string, now: number | null): AsyncGenerator<Held[]> {
  const found = Map.groupBy(await scanGroup(redis, keys, group), key => partsOf(keys, group, key)[0])
  const named = (what: string) => (found.get(what) ?? []).map(key => partsOf(keys, group, key)[1])
  yield* dumpDocuments(redis, keys, group, named('ids'))
  const [version, epoch] = (await redis.hmget(keys.floor(group), 'version', 'epoch')).map(Number)
  if (version || epoch) yield [{ is: 'floor', version: version ?? 0, epoch: epoch ?? 0 }]
  yield* dumpGates(redis, keys, group, named('gates'))
  yield* dumpAnswers(redis, keys, group, named('answers'))
  yield* dumpAwards(redis, keys, group, named('awarded'))
  yield* dumpPlaces(redis, keys, group, named('board').filter(board => now === null || !isPast(board, now)))
  const names = await pairsOf(redis, keys.names(group))
  yield* chunks(names, ([member, name]) => ({ is: 'name', member, name }))
  const accounts = await pairsOf(redis, keys.accounts(group))
  yield* chunks(accounts.map(([account, member]) => [...splitAt(account, account.indexOf(':')), member]), ([platform = '', id = '', member = '']) => ({ is: 'account', platform, id, member }))
  const homes = (await redis.smembers(keys.homes(group))).map(home => splitAt(home, home.indexOf(':')))
  yield* chunks(homes.toSorted(byParts), ([platform, home]) => ({ is: 'home', platform, home }))
}

/** All keys of the group but those of its homes. */
export async function scanGroup(redis: Connection, keys: Keys, group: string): Promise<string[]> {
  const own = new Set<string>()
  for (const node of mastersOf(redis)) {
    for await (const found of node.scanStream({ match: keys.pattern(group), count: CHUNK })) {
      for (const key of found as string[]) if (keys.isOf(group, key)) own.add(key)
    }
  }
  return [...own]
}

async function* dumpDocuments(redis: Connection, keys: Keys, group: string, kinds: readonly string[]): AsyncGenerator<Held[]> {
  for (const kind of kinds.toSorted() as Kind[]) {
    const ids = (await redis.smembers(keys.ids(group, kind))).toSorted()
    for (const some of slices(ids, CHUNK)) yield await Promise.all(some.map(id => documentOf(redis, keys, group, kind, id)))
  }
}

async function documentOf(redis: Connection, keys: Keys, group: string, kind: Kind, id: string): Promise<Held> {
  const [[version, epoch, nudged, state], wakeAt] = await Promise.all([
    redis.hmget(keys.record(group, kind, id), 'version', 'epoch', 'nudged', 'state'), redis.zscore(keys.due(shardOf(group)), dueMember(group, kind, id)),
  ])
  return { is: 'document', kind, id, version: Number(version), epoch: Number(epoch), nudged: nudged === '1', wakeAt: wakeAt === null ? null : Number(wakeAt), state: JSON.parse(state ?? 'null') }
}

async function* dumpGates(redis: Connection, keys: Keys, group: string, rounds: readonly string[]): AsyncGenerator<Held[]> {
  for (const some of slices(rounds.toSorted(), CHUNK)) {
    const gates = await Promise.all(some.map(async round => Object.entries(await redis.hgetall(keys.gates(group, round))).map(([question, open]) => ({ is: 'gate' as const, round, question: Number(question), open: open === '1' }))))
    yield gates.flatMap(ofRound => ofRound.toSorted((a, b) => a.question - b.question))
  }
}

async function* dumpAnswers(redis: Connection, keys: Keys, group: string, askings: readonly string[]): AsyncGenerator<Held[]> {
  const places = askings.map(asking => splitAt(asking, asking.lastIndexOf(':'))).toSorted(([a, one], [b, other]) => a === b ? Number(one) - Number(other) : a < b ? -1 : 1)
  for (const some of slices(places, QUESTIONS)) {
    const answers = await Promise.all(some.map(([round, question]) => redis.hvals(keys.answers(group, round, Number(question)))))
    yield some.flatMap(([round, question], place) => sorted(answers[place] ?? []).map(answer => ({ is: 'answer' as const, round, question: Number(question), answer })))
  }
}

async function* dumpAwards(redis: Connection, keys: Keys, group: string, rounds: readonly string[]): AsyncGenerator<Held[]> {
  for (const round of rounds.toSorted((a, b) => `${a}/` < `${b}/` ? -1 : 1)) yield* chunks((await redis.smembers(keys.awarded(group, round))).toSorted(), id => ({ is: 'award', id }))
}

async function* dumpPlaces(redis: Connection, keys: Keys, group: string, boards: readonly string[]): AsyncGenerator<Held[]> {
  for (const board of boards.toSorted()) {
    for (let offset = 0, total = 1; offset < total; offset += CHUNK) {
      const [size, , places] = await redis.recallPage(keys.board(group, board), keys.tallies(group, board), offset, CHUNK, '')
      total = size
      yield places.map(([member, score, right, asked]) => ({ is: 'place', board, member, points: 0 - Number(score), right: Number(right), asked: Number(asked) }))
    }
  }
}

/** A hash read in parts, in order; a field that comes twice counts once. */
async function pairsOf(redis: Connection, key: string): Promise<[string, string][]> {
  const all = new Map<string, string>()
  for await (const flat of redis.hscanStream(key, { count: CHUNK }) as AsyncIterable<string[]>) {
    for (let place = 0; place < flat.length; place += 2) all.set(flat[place] ?? '', flat[place + 1] ?? '')
  }
  return [...all].toSorted(([a], [b]) => byParts(splitAt(a, a.indexOf(':')), splitAt(b, b.indexOf(':'))))
}

/** What a key of the group holds, and of what. */
function partsOf(keys: Keys, group: string, key: string): [string, string] {
  const [what = '', , ...rest] = key.slice(keys.homes(group).length - `homes:${group}`.length).split(':')
  return [what, rest.join(':')]
}

function splitAt(text: string, place: number): [string, string] {
  return [text.slice(0, Math.max(place, 0)), text.slice(place + 1)]
}

function byParts([a, one]: [string, string], [b, other]: [string, string]): number {
  return a === b ? (one < other ? -1 : 1) : a < b ? -1 : 1
}

function* chunks<Item>(items: readonly Item[], heldOf: (item: Item) => Held): Generator<Held[]> {
  for (const some of slices(items, CHUNK)) yield some.map(heldOf)
}

function* slices<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}
