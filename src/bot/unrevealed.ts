/** Which questions are being asked in a group, so that nothing private gives their answers away. */
import type { Round } from '../engine/round.ts'
import type { Store } from './ports.ts'
import { held } from './channel.ts'
import { loadRound } from './rounds.ts'
import { readSchedule } from './schedules.ts'

/** The ids of the questions that are open or still to come in the group's dailies and running rounds. */
export async function unrevealed(store: Store, group: string): Promise<Set<string>> {
  const [dailies, channels] = await Promise.all([latestDailies(store, group), store.records.list(group, 'channel')])
  const running = await loadRounds(store, group, channels.map(saved => held.parse(saved.state).round).filter(id => id !== null))
  return new Set([...dailies, ...running].flatMap(hidden))
}

/** The rounds of the dailies that may be open: those of one channel may overlap. */
export async function latestDailies(store: Store, group: string): Promise<Round[]> {
  const schedules = (await store.records.list(group, 'schedule')).map(readSchedule)
  return await loadRounds(store, group, schedules.flatMap(({ posted }) => posted.map(one => one.round)))
}

async function loadRounds(store: Store, group: string, ids: readonly string[]): Promise<Round[]> {
  return (await Promise.all(ids.map(id => loadRound(store, group, id)))).filter(round => round !== null)
}

function hidden({ phase, questions }: Round): string[] {
  return phase === 'closed' ? [] : questions.filter(({ result }) => result === null).map(({ question }) => question.id)
}
