/** Which questions are being asked in a group, so that nothing private gives their answers away. */
import { schedule } from '../engine/schedule.ts'
import type { Round } from '../engine/round.ts'
import type { Store } from './ports.ts'
import { held } from './channel.ts'
import { loadRound } from './rounds.ts'

/** The ids of the questions that are open or still to come in the group's dailies and running rounds. */
export async function unrevealed(store: Store, group: string): Promise<Set<string>> {
  const [schedules, channels] = await Promise.all([store.records.list(group, 'schedule'), store.records.list(group, 'channel')])
  const dailies = schedules.map(saved => schedule.parse(saved.state)).flatMap(({ id, lastDate }) => lastDate === null ? [] : [`${id}-${lastDate}`])
  const running = channels.map(saved => held.parse(saved.state).round).filter(id => id !== null)
  const rounds = await Promise.all([...dailies, ...running].map(id => loadRound(store, group, id)))
  return new Set(rounds.flatMap(round => round === null || round.phase === 'closed' ? [] : hidden(round)))
}

function hidden({ questions }: Round): string[] {
  return questions.filter(({ result }) => result === null).map(({ question }) => question.id)
}
