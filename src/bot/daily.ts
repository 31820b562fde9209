/** Posts dailies: a slot of a schedule becomes a round, once. */
import { rearm, stepSchedule, type Schedule, type Slot } from '../engine/schedule.ts'
import { zoneAt } from '../engine/zone.ts'
import { again } from './again.ts'
import { alertsWrite } from './alert.ts'
import type { Bot } from './bot.ts'
import { loadGroup, type Group } from './group.ts'
import type { Claim, Lease, Saved, Write } from './ports.ts'
import { readSchedule, scheduleWrite } from './schedules.ts'
import { startRound, type NewRound, type Started, type Wish } from './start.ts'

/** What a schedule asks. */
export function dailyWish({ topic, difficulty }: Schedule): Wish {
  return { count: 1, topic, difficulty }
}

/** Runs a claimed schedule that is due: its slot is posted, or skipped when it lies too far back. */
export async function runSchedule(bot: Bot, claim: Claim, at: number): Promise<void> {
  let saved: Saved | null = claim
  await again(async () => {
    if (saved === null) return 'done'
    const outcome = await postSlot(bot, claim.group, saved, stepSchedule(readSchedule(saved), at), at, { do: 'release', epoch: claim.epoch })
    if (outcome === 'conflict') saved = await bot.store.records.load(claim.group, 'schedule', claim.id)
    return outcome
  })
}

/**
 * Commits a stepped schedule together with the round of its slot, if it has one. Where no question fits, the admins are told, and
 * the date can be posted still.
 */
export async function postSlot(bot: Bot, group: string, saved: Saved, stepped: { state: Schedule, slot: Slot | null }, at: number, lease: Lease): Promise<Started | 'conflict' | 'fenced' | 'done'> {
  const { state, slot } = stepped
  const keep = (after: Schedule, besides: readonly Write[]) => bot.store.records.commit(group, { writes: [scheduleWrite(after, saved.version), ...besides], gate: null, awards: [], lease })
  if (slot === null) return await keep(state, [])
  const before = readSchedule(saved)
  const started = await startRound(bot, group, dailyPlan(await loadGroup(bot.store, group), before, slot, at), [scheduleWrite(state, saved.version)], lease)
  if (typeof started === 'string' || started.outcome === 'started') return started
  const kept = started.outcome === 'no question'
    ? await keep(rearm(before, at), [await alertsWrite(bot.store, group, [{ id: `none-${state.id}`, about: 'no question', channel: state.channel, at, why: null }])])
    : await keep(state, [])
  return kept === 'done' ? started : kept
}

function dailyPlan({ settings }: Group, state: Schedule, slot: Slot, at: number): NewRound {
  return {
    id: slot.id,
    mode: 'daily',
    scoring: 'accuracy',
    zone: zoneAt(state, at),
    verdict: settings.verdict,
    roundsADay: null,
    clock: { kind: 'until', at: slot.revealAt },
    startedBy: null,
    late: slot.late,
    mention: state.mention,
    thread: state.thread,
    channels: [state.channel],
    at,
    dueAt: Math.min(at, state.wakeAt ?? at),
    wish: dailyWish(state),
    drawn: state.drawn,
  }
}
