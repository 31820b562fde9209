/** Posts dailies: a slot of a schedule becomes a round, once. */
import { schedule, stepSchedule, type Schedule, type Slot } from '../engine/schedule.ts'
import type { Bot } from './bot.ts'
import { loadGroup, type Group } from './group.ts'
import type { Claim, Lease, Saved, Write } from './ports.ts'
import { startRound, type NewRound, type Started } from './start.ts'

/** A saved schedule, read back and checked. */
export function readSchedule(saved: Saved): Schedule {
  return schedule.parse(saved.state)
}

/** How a schedule is written. */
export function scheduleWrite(state: Schedule, version: number): Write {
  return { kind: 'schedule', id: state.id, version, state, wakeAt: state.wakeAt }
}

/** Runs a claimed schedule that is due: its slot is posted, or skipped when it lies too far back. */
export async function runSchedule(bot: Bot, claim: Claim, at: number): Promise<void> {
  for (let saved: Saved | null = claim; saved !== null; saved = await bot.store.records.load(claim.group, 'schedule', claim.id)) {
    const outcome = await postSlot(bot, claim.group, saved, stepSchedule(readSchedule(saved), at), at, { do: 'release', epoch: claim.epoch })
    if (typeof outcome !== 'string' && outcome.outcome === 'no question') bot.onTrouble(`the daily ${claim.id} was not posted`, 'No question fits its topic and difficulty.')
    if (outcome !== 'conflict') return
  }
}

/** Commits a stepped schedule together with the round of its slot, if it has one. */
export async function postSlot(bot: Bot, group: string, saved: Saved, stepped: { state: Schedule, slot: Slot | null }, at: number, lease: Lease): Promise<Started | 'conflict' | 'fenced' | 'done'> {
  const write = scheduleWrite(stepped.state, saved.version)
  const keepOnly = () => bot.store.records.commit(group, { writes: [write], gate: null, awards: [], lease })
  if (stepped.slot === null) return await keepOnly()
  const started = await startRound(bot, group, dailyPlan(await loadGroup(bot.store, group), stepped.state, stepped.slot, at), [write], lease)
  const posted = typeof started === 'string' || started.outcome === 'started'
  if (posted) return started
  const kept = await keepOnly()
  return kept === 'done' ? started : kept
}

function dailyPlan({ settings }: Group, state: Schedule, slot: Slot, at: number): NewRound {
  return {
    id: slot.id,
    mode: 'daily',
    scoring: 'accuracy',
    zone: state.zone,
    verdict: settings.verdict,
    roundsADay: null,
    clock: { kind: 'until', at: slot.revealAt },
    startedBy: null,
    late: slot.late,
    channels: [state.channel],
    at,
    wish: { count: 1, topic: state.topic, difficulty: state.difficulty },
  }
}
