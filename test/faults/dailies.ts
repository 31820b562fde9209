/** Groups whose dailies become due one after another, and people who answer them; replicas die at each step of a post. */
import { setTimeout as sleep } from 'node:timers/promises'
import { rewrite } from '../../src/bot/commit.ts'
import type { Store } from '../../src/bot/ports.ts'
import { loadRound, readRound } from '../../src/bot/rounds.ts'
import { scheduleId, scheduleWrite } from '../../src/bot/schedules.ts'
import { randomOf } from '../../src/engine/random.ts'
import type { Channel } from '../../src/engine/round.ts'
import { weekdays } from '../../src/engine/schedule.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { findFaults } from './checker.ts'
import { openCrew } from './crew.ts'
import { openPeople, type People } from './people.ts'
import { openPlatform, roundOf, type Message } from './platform.ts'
import { isFull } from './size.ts'
import { unsteady, type Fate, type Moment } from './watch.ts'

/** Dailies of one group: its streaks go over as many days. */
const CHANNELS = 5
const DAY_MS = 86_400_000
const MEMBERS = ['ada', 'grace', 'alan']
/** Whatever has not come by then does not come. A post that was lost five times in a row waits for half a minute, and for twice that the next time. */
const PATIENCE_MS = isFull ? 900_000 : 90_000

/** A step at which the replica dies that works at a daily. */
export interface Doom extends Pick<Moment, 'at' | 'kind'> {
  of: 'schedule' | 'round'
}

/** Every step of a post: its slot is claimed and becomes a round, which is claimed, posted, answered and recorded. */
export const steps: readonly Doom[] = [
  { of: 'schedule', at: 'claimed', kind: 'claim' },
  { of: 'schedule', at: 'recorded', kind: 'record' },
  { of: 'round', at: 'claimed', kind: 'claim' },
  { of: 'round', at: 'recorded', kind: 'record' },
  { of: 'round', at: 'arrived', kind: 'post' },
  { of: 'round', at: 'posted', kind: 'post' },
  { of: 'round', at: 'answered', kind: 'post' },
]

export interface Plan {
  /** Where the replicas find Redis. */
  url: string
  /** Where the test finds it: on a line that nothing gets lost on. */
  ownUrl: string
  seed: string
  slots: number
  /** So many replicas die, at these steps in turn, evenly over the run. */
  kills: number
  at: readonly Doom[]
  /** One becomes due each so many milliseconds. */
  everyMs: number
  /** Whatever has not come by then does not come. */
  patienceMs?: number
  folder?: string
}

export interface Figures {
  faults: string[]
  kills: Record<string, number>
  posts: number
  answers: number
  seconds: number
}

/** Plays it all to its end, and checks it. */
export async function playDailies({ url, ownUrl, seed, slots, kills, at: steps, everyMs, patienceMs = PATIENCE_MS, folder = '.' }: Plan): Promise<Figures> {
  const begun = performance.now()
  const random = randomOf(seed)
  const channels = Array.from({ length: slots }, (_, slot) => channelOf(slot))
  const fate = unsteady(seed, killsOver(slots, kills, steps))
  const platform = openPlatform(({ id }) => Date.now() - DAY_MS * (CHANNELS - 1 - Number(id.slice(1))))
  const crew = await openCrew({ url, prefix: seed, seed, platform, fate, folder, spares: kills > 0 ? 2 : 0 })
  const store = await redisStore({ url: ownUrl, prefix: seed, now: null, onTrouble: () => {} })
  const people = openPeople(crew)
  const playing = new AbortController()
  platform.listen(message => {
    const members = MEMBERS.filter(() => random() < 0.8)
    if (message.cards.length === 1) void answerAndReveal(store, people, message, members, random, playing.signal).catch((error: unknown) => people.faults.push(String(error)))
  })
  await setUp(store, channels, everyMs)
  const all = () => platform.messages.filter(({ cards }) => cards.at(-1)?.kind === 'reveal').length
  await until(() => all() >= slots, everyMs * slots + patienceMs)
  playing.abort()
  const homes = [...new Map(channels.map(channel => [channel.home, channel])).values()]
  await untilClosed(store, homes)
  const faults = await findFaults({ store, platform, people, crew, homes, members: MEMBERS })
  const missing = channels.filter(channel => !platform.messages.some(message => message.channel.id === channel.id && message.channel.home === channel.home)).length
  await Promise.all([crew.close(), store.close()])
  return {
    faults: missing === 0 ? faults : [`${missing} dailies were never posted.`, ...faults],
    kills: Object.fromEntries(crew.killed), posts: platform.messages.length, answers: people.heard.length, seconds: (performance.now() - begun) / 1000,
  }
}

/** A fate that kills at each of the steps in turn, once so large a share of the dailies has been claimed. */
function killsOver(slots: number, kills: number, steps: readonly Doom[]): (moment: Moment) => Fate {
  const claimed = new Set<string>()
  let killed = 0
  return ({ at, kind, document }) => {
    const [of = ''] = document.split(':')
    if (of === 'schedule') claimed.add(document)
    const doom = steps[killed % steps.length]
    if (killed >= kills || claimed.size < slots * killed / kills || doom?.of !== of || doom.at !== at || doom.kind !== kind) return 'go'
    killed++
    return 'kill'
  }
}

function channelOf(slot: number): Channel {
  const group = Math.floor(slot / CHANNELS)
  return { platform: group % 2 === 0 ? 'nonce' : 'history', home: `h${group}`, id: `c${slot % CHANNELS}` }
}

/** Writes schedules as an admin's command would, each due a little after the one before, and not again for half a day. */
export async function setUp(store: Store, channels: readonly Channel[], everyMs: number): Promise<void> {
  const now = await store.now() + 500
  const time = new Date(now + DAY_MS / 2).toISOString().slice(11, 16)
  const begin = async (channel: Channel, slot: number) => {
    const id = scheduleId(channel)
    const group = await store.members.groupOf(channel.platform, channel.home)
    const state = {
      id, channel, zone: 'UTC', next: null, time, days: [...weekdays], topic: null, difficulty: null, reveal: time, mention: null, thread: false,
      paused: 'no' as const, lastDate: null, posted: [], drawn: null, wakeAt: now + slot * everyMs,
    }
    await store.records.commit(group, { writes: [scheduleWrite(state, 0)], gate: null, awards: [], lease: { do: 'leave' } })
  }
  for (let slot = 0; slot < channels.length; slot += 100) await Promise.all(channels.slice(slot, slot + 100).map((channel, place) => begin(channel, slot + place)))
}

async function answerAndReveal(store: Store, people: People, message: Message, members: readonly string[], random: () => number, over: AbortSignal): Promise<void> {
  await Promise.all(members.map(member => people.answer(message, member, Math.floor(random() * 4))))
  const group = await store.members.groupOf(message.channel.platform, message.channel.home)
  await revealNow(store, group, roundOf(message), over)
}

/** Brings the reveal of a daily forward to now, as soon as it is open, unless all is over before: nobody waits for an hour here. */
export async function revealNow(store: Store, group: string, id: string, over = AbortSignal.timeout(PATIENCE_MS)): Promise<void> {
  await until(async () => over.aborted || (await loadRound(store, group, id))?.phase !== 'posting', Infinity, 1000)
  if (over.aborted) return
  const at = await store.now()
  await rewrite(store, group, 'round', id, saved => {
    const round = readRound(saved)
    const [asked] = round.questions
    if (asked === undefined || round.phase !== 'open') return null
    return { state: { ...round, moveAt: at, questions: [{ ...asked, deadlineAt: at }] }, wakeAt: at }
  })
}

/** Looks until it is so, or patience is over: whatever is missing then is for the checker to find. */
export async function until(isSo: () => boolean | Promise<boolean>, patienceMs: number, everyMs = 50): Promise<void> {
  const giveUpAt = performance.now() + patienceMs
  while (!await isSo() && performance.now() < giveUpAt) await sleep(everyMs)
}

/** Waits until no round of these homes is at work any more. */
export async function untilClosed(store: Store, homes: readonly Channel[]): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS
  for (const { platform, home } of homes) {
    const group = await store.members.groupOf(platform, home)
    await until(async () => (await store.records.list(group, 'round')).map(readRound).every(({ phase }) => phase === 'closed'), giveUpAt - performance.now())
  }
}
