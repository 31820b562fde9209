/** Messages that are posted once and never change: they are kept until their channel has them. */
import { z } from 'zod'
import { backoffMs } from '../engine/backoff.ts'
import { channel, type Channel } from '../engine/round.ts'
import { alertsWrite } from './alert.ts'
import { recapOf } from './board.ts'
import type { Bot } from './bot.ts'
import type { Card } from './card.ts'
import { beginBy, postingLease, type Showing } from './play.ts'
import type { Claim, Lease, Sent, Write } from './ports.ts'
import { groupRemoved, isAway } from './removal.ts'
import { hadTurn, inTurn } from './turn.ts'
import { welcomeCard } from './views/settings.ts'
import { voidedCard } from './views/void.ts'

/** After so many attempts, about ten hours, a notice is given up. */
const ATTEMPTS = 130

const about = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('welcome') }),
  z.object({ kind: z.literal('recap'), week: z.string() }),
  z.object({ kind: z.literal('voided'), text: z.string(), why: z.string() }),
])
const notice = z.object({ id: z.string(), channel, about, attempts: z.int(), triedAt: z.number().nullable() })

/** What a notice says: the first words in a group, the recap of an ISO week, or that a question was voided. */
export type About = z.infer<typeof about>

/** Writes a new notice, due at `at`. Its id makes sure that it is posted once. */
export function noticeWrite(id: string, target: Channel, says: About, at: number): Write {
  return { kind: 'notice', id, version: 0, state: { id, channel: target, about: says, attempts: 0, triedAt: null }, wakeAt: at }
}

/** Posts a claimed notice and forgets it, or tries again later. Gives what is left to do, if anything: to post it. An attempt counts when it has failed, and not where the platform was too busy. */
export async function runNotice(bot: Bot, claim: Claim, at: number): Promise<Showing> {
  const { group, id, version, epoch } = claim
  const before = notice.parse(claim.state)
  const keep = (over: number, state: object | null, wakeAt: number, lease: Lease, besides: readonly Write[] = []) =>
    bot.store.records.commit(group, { writes: [{ kind: 'notice', id, version: over, state, wakeAt }, ...besides], gate: null, awards: [], lease })
  if (await isAway(bot.store, group)) {
    await keep(version, null, at, { do: 'release', epoch })
    return null
  }
  const state = { ...before, triedAt: before.triedAt ?? at }
  const wait = backoffMs(before.attempts)
  const by = beginBy()
  if (await keep(version, state, at + wait, postingLease(claim)) !== 'done') return null
  return async () => {
    const sent = await post(bot, group, before, by).catch((error: unknown): Sent => {
      bot.onTrouble(`notice ${id} could not be posted`, error)
      return { outcome: 'later', afterMs: 0, sent: true }
    })
    const afterMs = sent.outcome === 'later' ? sent.afterMs : 0
    const why = sent.outcome === 'gone' ? sent.why : sent.outcome === 'later' && before.attempts >= ATTEMPTS ? { what: 'given up' as const } : null
    const told = why === null || why.what === 'removed' || before.about.kind === 'welcome' ? [] : [await alertsWrite(bot.store, group, [{ id: `notice-${id}`, about: 'not shown', channel: before.channel, at, why }])]
    const tried = sent.outcome === 'later' && !sent.sent ? before : { ...state, attempts: before.attempts + 1 }
    await keep(version + 1, why !== null || sent.outcome === 'shown' ? null : tried, at + Math.max(afterMs, wait), { do: 'release', epoch }, told)
    if (why?.what === 'removed') await groupRemoved(bot.store, before.channel)
  }
}

async function post(bot: Bot, group: string, { id, channel: target, about: says, triedAt, attempts }: z.infer<typeof notice>, by: number): Promise<Sent> {
  const key = `notice/${id}`
  return await inTurn(bot, target, hadTurn(triedAt, attempts) ? null : key, {
    by,
    card: () => cardOf(bot, group, says),
    on: (surface, card) => surface.post(target, card, { key, triedAt }),
  })
}

/** The card of a notice, made when it is posted. */
async function cardOf(bot: Bot, group: string, says: About): Promise<Card> {
  switch (says.kind) {
    case 'welcome': return welcomeCard()
    case 'recap': return await recapOf(bot, group, says.week)
    case 'voided': return voidedCard(says)
  }
}
