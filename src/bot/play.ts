/** Plays a round that is due: load, step, commit, then show, then commit what became of it. */
import type { RoundEvent, Stepped } from '../engine/step.ts'
import { mustClose, stepRound, type Announcement } from '../engine/step.ts'
import type { Round } from '../engine/round.ts'
import { again } from './again.ts'
import { teamResult } from './board.ts'
import type { Bot } from './bot.ts'
import type { Claim, Lease, Saved, Sent, Store } from './ports.ts'
import { groupZone, loadGroup } from './group.ts'
import { commitRound, readRound } from './rounds.ts'
import { announcementCard } from './views/announcement.ts'

/** A surface has posted, edited or given up after this. */
export const SHOW_MS = 8000

/** The lease of whoever is going to post: longer than that takes, because a second holder would post beside it. */
export function postingLease({ epoch }: Claim): Lease {
  return { do: 'keep', epoch, forMs: SHOW_MS + 2000 }
}

/** Takes a claimed round one step further. `at` is the store's time of the claim. */
export async function playRound(bot: Bot, claim: Claim, at: number): Promise<void> {
  const { group, epoch } = claim
  const stepped = await commitStep(bot.store, group, claim, round => advance(bot.store, group, round, at), postingLease(claim))
  if (stepped === null) return
  const outcomes = await Promise.all(stepped.announcements.map(one => announce(bot, group, stepped.state, one, at)))
  const events = outcomes.filter(event => event !== null)
  await commitStep(bot.store, group, { id: claim.id, ...stepped }, async round => foldEvents(round, events), { do: 'release', epoch })
}

/**
 * Steps the round and commits it; when somebody else wrote first, loads it again and steps that. Gives the version
 * that was written too; null when the lease has gone to somebody else, or the round is no more.
 */
export async function commitStep(store: Store, group: string, from: Saved, step: (round: Round) => Promise<Stepped>, lease: Lease): Promise<Stepped & { version: number } | null> {
  let saved: Saved | null = from
  return await again(async () => {
    if (saved === null) return null
    const round = readRound(saved)
    const stepped = await step(round)
    const { version } = saved
    const outcome = await commitRound(store, group, round, version, stepped, lease)
    if (outcome === 'done') return { ...stepped, version: version + 1 }
    if (outcome === 'fenced') return null
    saved = await store.records.load(group, 'round', from.id)
    return outcome
  })
}

/** What time makes of the round: a question that must close is closed and folded, an open one is counted. */
async function advance(store: Store, group: string, round: Round, at: number): Promise<Stepped> {
  const events: RoundEvent[] = []
  if (mustClose(round, at)) {
    const [answers, own] = await Promise.all([store.answers.close(group, round.id, round.index), loadGroup(store, group)])
    events.push({ type: 'closed', at, zone: groupZone(own, at), answers })
  } else if (round.phase === 'open') {
    const answers = await store.answers.all(group, round.id, round.index)
    events.push({ type: 'tallied', at, members: answers.map(answer => answer.member) })
  }
  return foldEvents(round, [...events, { type: 'woke', at }])
}

function foldEvents(round: Round, events: readonly RoundEvent[]): Stepped {
  return events.reduce<Stepped>((before, event) => {
    const { state, awards, announcements } = stepRound(before.state, event)
    return { state, awards: [...before.awards, ...awards], announcements: [...before.announcements, ...announcements] }
  }, { state: round, awards: [], announcements: [] })
}

/** Shows one announcement and says what became of it; of a count nothing is awaited, the next one will be right. */
async function announce(bot: Bot, group: string, round: Round, announcement: Announcement, at: number): Promise<RoundEvent | null> {
  const sent = await send(bot, group, round, announcement).catch((error: unknown): Sent => {
    bot.onTrouble(`${announcement.show} of round ${round.id} could not be shown`, error)
    return { outcome: 'later', afterMs: 0 }
  })
  if (announcement.show === 'count') return null
  if (sent.outcome === 'shown') return { type: 'shown', at, announcement, message: sent.message, postedAt: sent.at }
  return { type: 'failed', at, announcement, gone: sent.outcome === 'gone', retryAfterMs: sent.outcome === 'later' ? sent.afterMs : 0 }
}

async function send(bot: Bot, group: string, round: Round, announcement: Announcement): Promise<Sent> {
  const { channel, message, part } = announcement
  const surface = bot.surfaces[channel.platform]
  if (surface === undefined) return { outcome: 'later', afterMs: 60_000 }
  const [names, teams] = await Promise.all([
    bot.store.members.names(group, Object.keys(round.players)),
    announcement.show === 'podium' ? teamResult(bot.store, group, round) : [],
  ])
  const card = announcementCard(round, announcement, names, teams)
  return message === null ? await surface.post(channel, card, `${round.id}/${part}`) : await surface.edit(channel, message, card)
}
