/** Folds what was answered, and compares every board, every post and every streak, whatever has happened meanwhile. */
import { isDeepStrictEqual } from 'node:util'
import type { Store } from '../../src/bot/ports.ts'
import { decodePress } from '../../src/bot/press.ts'
import { rebuild } from '../../src/bot/rebuild.ts'
import { readRound } from '../../src/bot/rounds.ts'
import { announcementCard } from '../../src/bot/views/announcement.ts'
import { foldAnswers } from '../../src/engine/fold.ts'
import { modeOf, type Channel, type Round } from '../../src/engine/round.ts'
import { timingOf } from '../../src/engine/scoring.ts'
import { dailyDays, slots, streakOf, type PostedSlot } from '../../src/engine/streak.ts'
import type { Crew } from './crew.ts'
import type { Heard, People } from './people.ts'
import type { Message, Platform } from './platform.ts'

/** So many homes are looked at together: of thousands, Redis would not answer the last in time. */
const AT_ONCE = 20

export type Home = Pick<Channel, 'platform' | 'home'>

export interface Played {
  store: Store
  platform: Platform
  people: Pick<People, 'heard' | 'faults'>
  crew: Pick<Crew, 'crashes'>
  homes: readonly Home[]
  /** The members of each home. */
  members: readonly string[]
}

/** Everything that is not as it should be, in words; nothing when all is well. */
export async function findFaults({ store, platform, people, crew, homes, members }: Played): Promise<string[]> {
  const posted = Map.groupBy(platform.messages, ({ channel }) => placeOf(channel))
  const heard = Map.groupBy(people.heard, ({ channel }) => placeOf(channel))
  const found: string[] = []
  const check = async (home: Home) => {
    const group = await store.members.groupOf(home.platform, home.home)
    const own = { posted: posted.get(placeOf(home)) ?? [], heard: heard.get(placeOf(home)) ?? [] }
    const rounds = (await store.records.list(group, 'round')).map(readRound)
    found.push(
      ...await boardFaults(store, group),
      ...(await Promise.all(rounds.map(round => roundFaults(store, group, round, own.posted)))).flat(),
      ...twice(own.posted),
      ...await answerFaults(store, group, new Map(rounds.map(round => [round.id, round])), own.heard),
      ...(await Promise.all(members.map(member => streakFaults(store, group, { platform: home.platform, id: member, name: member }, own)))).flat(),
    )
  }
  for (let from = 0; from < homes.length; from += AT_ONCE) await Promise.all(homes.slice(from, from + AT_ONCE).map(check))
  return [...crew.crashes, ...people.faults, ...found]
}

function placeOf({ platform, home }: Home): string {
  return `${platform}/${home}`
}

/** Every board as it is kept, beside what the answers add up to; the slots likewise. */
async function boardFaults(store: Store, group: string): Promise<string[]> {
  const { boards, slots: expected } = await rebuild(store, group)
  const wrong = await Promise.all([...boards].map(async ([name, standings]) => {
    const kept = await store.boards.page(group, name, 0, standings.length + 10)
    return isDeepStrictEqual(kept.standings, standings) ? [] : [`Board ${name} of ${group} is ${JSON.stringify(kept.standings)}, and the answers add up to ${JSON.stringify(standings)}.`]
  }))
  const years = await store.records.list(group, 'slots')
  const kept = years.flatMap(({ state }) => slots.parse(state).slots).toSorted((a, b) => a.at - b.at || (a.round < b.round ? -1 : 1))
  return [...wrong.flat(), ...(isDeepStrictEqual(kept, expected) ? [] : [`The slots of ${group} are ${JSON.stringify(kept)}, and should be ${JSON.stringify(expected)}.`])]
}

/** A round is over; each of its questions was posted once, and shows what its answers add up to. */
async function roundFaults(store: Store, group: string, round: Round, posted: readonly Message[]): Promise<string[]> {
  if (round.phase !== 'closed') return [`Round ${round.id} is ${round.phase} still: ${JSON.stringify(round.posts)}`]
  const names = await store.members.names(group, Object.keys(round.players))
  const faults = await Promise.all(round.questions.map(async ({ result }, index) => {
    if (result === null) return []
    const answers = await store.answers.all(group, round.id, index)
    const split = foldAnswers({ ...round, index, players: {}, pending: [] }, answers, result.revealedAt, result.zone).questions[index]?.result?.split
    const isLast = index === round.questions.length - 1
    return [
      ...(isDeepStrictEqual(split, result.split) ? [] : [`Question ${index} of ${round.id} says ${JSON.stringify(result.split)}, and its answers are ${JSON.stringify(split)}.`]),
      ...showFaults(posted, `${round.id}/${index}`, { ...announcementCard(round, announcementOf(round, 'reveal', index), names, []), ...(isLast ? {} : { fields: undefined }) }),
    ]
  }))
  return [...faults.flat(), ...(modeOf(round).podium ? showFaults(posted, `${round.id}/podium`, announcementCard(round, announcementOf(round, 'podium', 'podium'), names, [])) : [])]
}

function announcementOf({ posts: [post] }: Round, show: 'reveal' | 'podium', part: number | 'podium') {
  return { part, show, channel: (post as Round['posts'][number]).channel, message: null, triedAt: null }
}

/** The message that this is shown in, which has to be there, and to show this. Fields that are undefined may be any. */
function showFaults(posted: readonly Message[], part: string, expected: object): string[] {
  const message = posted.find(one => partOf(one) === part)
  if (message === undefined) return [`${part} was never posted.`]
  const shown = Object.fromEntries(Object.entries({ ...message.cards.at(-1) }).filter(([name]) => !(name in expected) || expected[name as keyof typeof expected] !== undefined))
  const plain: unknown = JSON.parse(JSON.stringify(expected))
  return isDeepStrictEqual(shown, plain) ? [] : [`${part} shows ${JSON.stringify(shown)}, and should show ${JSON.stringify(plain)}.`]
}

/** What was posted twice, by what it says. */
function twice(posted: readonly Message[]): string[] {
  return [...Map.groupBy(posted, partOf)].filter(([, messages]) => messages.length > 1).map(([part, messages]) => `${part} was posted ${messages.length} times.`)
}

/** Which part of which round a message is, by its buttons: its mark may lie. */
function partOf({ cards: [first], key }: Message): string {
  const press = decodePress(first?.buttons?.[0]?.press ?? '')
  if (press?.verb === 'missed') return `${press.round}/podium`
  return press !== null && 'round' in press && 'question' in press ? `${press.round}/${press.question}` : key
}

function isLate(round: Round | undefined, question: number, at: number): boolean {
  const deadlineAt = round?.questions[question]?.deadlineAt ?? null
  return round !== undefined && deadlineAt !== null && timingOf(at, deadlineAt, modeOf(round).graceMs) === 'late'
}

/** What was acknowledged is there and counts, and no other answer of that member. */
async function answerFaults(store: Store, group: string, rounds: ReadonlyMap<string, Round>, heard: readonly Heard[]): Promise<string[]> {
  const byPerson = [...Map.groupBy(heard, ({ person }) => person).values()]
  return (await Promise.all(byPerson.map(async own => {
    const [{ channel, person }] = own as [Heard]
    const member = await store.members.memberOf(group, { platform: channel.platform, id: person, name: person })
    const answers = await store.answers.own(group, own, member)
    return own.flatMap(({ round, question, choice }, place) => {
      const kept = answers[place]
      if (kept?.choice !== choice) return [`${person} was told that ${choice} is locked in for ${round}/${question}, and kept is ${JSON.stringify(kept)}.`]
      return isLate(rounds.get(round), question, kept.answeredAt) ? [`${person} was told that ${choice} is locked in for ${round}/${question}, and it came too late to count.`] : []
    })
  }))).flat()
}

/** The answers that were acknowledged and that the store knows nothing of. */
export async function lostAnswers(store: Store, heard: readonly Heard[]): Promise<Heard[]> {
  const found = await Promise.all(heard.map(async one => {
    const group = await store.members.groupOf(one.channel.platform, one.channel.home)
    const member = await store.members.memberOf(group, { platform: one.channel.platform, id: one.person, name: one.person })
    const [own] = await store.answers.own(group, [one], member)
    return own == null ? [one] : []
  }))
  return found.flat()
}

/** The streak that the store's slots and answers make, beside the one that the platform's posts and what was acknowledged make. */
async function streakFaults(store: Store, group: string, account: { platform: string, id: string, name: string }, own: { posted: readonly Message[], heard: readonly Heard[] }): Promise<string[]> {
  const dailies = new Map(own.posted.filter(({ cards: [first] }) => String(first?.title).startsWith('Daily')).map(message => [partOf(message).split('/')[0] ?? '', message.at]))
  if (dailies.size === 0) return []
  const member = await store.members.memberOf(group, account)
  const kept = (await store.records.list(group, 'slots')).flatMap(({ state }) => slots.parse(state).slots)
  const answers = await store.answers.own(group, kept.map(({ round }) => ({ round, question: 0 })), member)
  const answered = new Set(kept.flatMap(({ round }, place) => answers[place] == null ? [] : [round]))
  const acknowledged = new Set(own.heard.filter(({ person }) => person === account.id).map(({ round }) => round))
  const [is, should] = [daysOf(kept, answered), daysOf([...dailies].map(([round, at]) => ({ round, at })), acknowledged)]
  return is === should ? [] : [`The streak of ${account.id} in ${group} is ${is}, and should be ${should}.`]
}

function daysOf(posted: readonly PostedSlot[], answered: ReadonlySet<string>): string {
  const { days, best, freezes } = streakOf(dailyDays(posted, [], answered, 'UTC'))
  return `${days} (best ${best}, ${freezes} freezes)`
}
