/** Plays a round that is due: load, step, commit, then show, then commit what became of it. */
import type { RoundEvent, Stepped } from '../engine/step.ts'
import { mustClose, stepRound, type Announcement } from '../engine/step.ts'
import type { Round } from '../engine/round.ts'
import { alertAdmins } from './alert.ts'
import { teamResult } from './board.ts'
import type { Bot } from './bot.ts'
import type { Card } from './card.ts'
import { groupZone, loadGroup } from './group.ts'
import type { Claim, Lease, Sent, Store } from './ports.ts'
import { groupRemoved } from './removal.ts'
import { commitStep } from './rounds.ts'
import { inTurn, turnKey } from './turn.ts'
import { announcementCard } from './views/announcement.ts'

/** A surface has posted, edited or given up after this. */
export const SHOW_MS = 8000
/** To show something begins so soon after its lease was asked for, or not at all: where the store was slow, the lease could be over before the platform is done. */
const BEGIN_MS = 2000

/** What is left to do of a claim once its step is committed: to show what came of it; null when there is nothing to show. */
export type Showing = (() => Promise<void>) | null

/** The lease of whoever is going to post: longer than that takes, because a second holder would post beside it. */
export function postingLease({ epoch }: Claim): Lease {
  return { do: 'keep', epoch, forMs: SHOW_MS + BEGIN_MS }
}

/** Until when, by `performance.now()`, whoever asks for that lease now may begin to show something. */
export function beginBy(): number {
  return performance.now() + BEGIN_MS
}

/** Takes a claimed round one step further. `at` is the store's time of the claim. Gives what is left to do, if anything: to show it. */
export async function playRound(bot: Bot, claim: Claim, at: number): Promise<Showing> {
  const { group } = claim
  const by = beginBy()
  const stepped = await commitStep(bot.store, group, claim, round => advance(bot.store, group, round, at), ({ announcements }) => announcements.length > 0 ? postingLease(claim) : { do: 'release', epoch: claim.epoch })
  return stepped === null || stepped.announcements.length === 0 ? null : () => showAll(bot, claim, stepped, at, by)
}

/** Shows what a committed step announces, and commits what became of it. */
async function showAll(bot: Bot, { group, id, epoch }: Claim, stepped: Stepped & { version: number }, at: number, by: number): Promise<void> {
  const events = await Promise.all(stepped.announcements.map(one => announce(bot, group, stepped.state, one, at, by)))
  await commitStep(bot.store, group, { id, ...stepped }, async round => foldEvents(round, events), () => ({ do: 'release', epoch }))
  const removed = events.find(event => event.type === 'failed' && event.gone?.what === 'removed')
  if (removed !== undefined) await groupRemoved(bot.store, removed.announcement.channel)
}

/** What time makes of the round: a question that must close is closed and folded, an open one is counted. */
async function advance(store: Store, group: string, round: Round, at: number): Promise<Stepped> {
  const events: RoundEvent[] = []
  if (mustClose(round, at)) {
    const [answers, own] = await Promise.all([store.answers.close(group, round.id, round.index), loadGroup(store, group)])
    events.push({ type: 'closed', at, zone: groupZone(own, at), answers })
  } else if (round.phase === 'open') {
    const { count, ofThese } = await store.answers.tally(group, round.id, round.index, round.answeredBefore)
    events.push({ type: 'tallied', at, count, everyone: ofThese === round.answeredBefore.length })
  }
  return foldEvents(round, [...events, { type: 'woke', at }])
}

function foldEvents(round: Round, events: readonly RoundEvent[]): Stepped {
  return events.reduce<Stepped>((before, event) => {
    const { state, awards, announcements } = stepRound(before.state, event)
    return { state, awards: [...before.awards, ...awards], announcements: [...before.announcements, ...announcements] }
  }, { state: round, awards: [], announcements: [] })
}

/** Shows one announcement and says what became of it. */
async function announce(bot: Bot, group: string, round: Round, announcement: Announcement, at: number, by: number): Promise<Extract<RoundEvent, { type: 'shown' | 'failed' }>> {
  const sent = await send(bot, group, round, announcement, by).catch((error: unknown): Sent => {
    bot.onTrouble(`${announcement.show} of round ${round.id} could not be shown`, error)
    return { outcome: 'later', afterMs: 0, sent: true }
  })
  if (sent.outcome !== 'shown') return { type: 'failed', at, announcement, gone: sent.outcome === 'gone' ? sent.why : null, retryAfterMs: sent.outcome === 'later' ? sent.afterMs : 0, tried: sent.outcome !== 'later' || sent.sent }
  const { channel } = announcement
  if (sent.short !== null) await alertAdmins(bot, group, { id: `short-${channel.id}`, about: 'short', channel, at, why: sent.short })
  return { type: 'shown', at, announcement, message: sent.message, postedAt: sent.at }
}

async function send(bot: Bot, group: string, round: Round, announcement: Announcement, by: number): Promise<Sent> {
  const { channel, message, part, show, triedAt } = announcement
  const key = `${round.id}/${part}${show === 'reveal' ? '/again' : ''}`
  return await inTurn(bot, channel, turnKey(round, announcement), {
    by,
    card: () => cardOf(bot, group, round, announcement),
    on: (surface, card) => message === null ? surface.post(channel, card, { key, triedAt }) : surface.edit(channel, message, card),
  })
}

async function cardOf(bot: Bot, group: string, round: Round, announcement: Announcement): Promise<Card> {
  const [names, teams] = await Promise.all([
    bot.store.members.names(group, Object.keys(round.players)),
    announcement.show === 'podium' ? teamResult(bot.store, group, round) : [],
  ])
  return announcementCard(round, announcement, names, teams)
}
