/** Which questions are being asked in a group, so that nothing private gives their answers away. */
import type { Round } from '../engine/round.ts'
import type { Schedule } from '../engine/schedule.ts'
import type { Store } from './ports.ts'
import { held } from './channel.ts'
import { loadRound } from './rounds.ts'
import { readSchedule } from './schedules.ts'

/** The ids of the questions that are open or still to come in the group's dailies and running rounds, what a preview has drawn too. */
export async function unrevealed(store: Store, group: string): Promise<Set<string>> {
  const [schedules, channels] = await Promise.all([loadSchedules(store, group), store.records.list(group, 'channel')])
  const running = channels.map(saved => held.parse(saved.state).round).filter(id => id !== null)
  const rounds = await loadRounds(store, group, [...postedBy(schedules), ...running])
  return new Set([...rounds.flatMap(hidden), ...schedules.flatMap(({ drawn }) => drawn === null ? [] : [drawn.question])])
}

/** The rounds of the dailies that may be open: those of one channel may overlap. */
export async function latestDailies(store: Store, group: string): Promise<Round[]> {
  return await loadRounds(store, group, postedBy(await loadSchedules(store, group)))
}

async function loadSchedules(store: Store, group: string): Promise<Schedule[]> {
  return (await store.records.list(group, 'schedule')).map(readSchedule)
}

function postedBy(schedules: readonly Schedule[]): string[] {
  return schedules.flatMap(({ posted }) => posted.map(one => one.round))
}

async function loadRounds(store: Store, group: string, ids: readonly string[]): Promise<Round[]> {
  return (await Promise.all(ids.map(id => loadRound(store, group, id)))).filter(round => round !== null)
}

function hidden({ phase, questions }: Round): string[] {
  return phase === 'closed' ? [] : questions.filter(({ result }) => result === null).map(({ question }) => question.id)
}
