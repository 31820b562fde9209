/** The weekly recap. */
import type { Standing } from '../../engine/leaderboard.ts'
import type { Card } from '../card.ts'
import { counted, nameOf, number, score } from './words.ts'

/** The best places of a week that has ended, such as `week:2026-W47`. */
export function recapCard(week: string, standings: readonly Standing[], total: number, names: Readonly<Record<string, string>>): Card {
  const [year, number_] = week.slice('week:'.length).split('-W')
  const best = standings.filter(standing => standing.rank === 1).map(standing => nameOf(standing.member, names))
  return {
    kind: 'podium',
    title: `Week ${Number(number_)} of ${year}`,
    text: `${counted(total, 'person', 'people')} played. ${best.join(' and ')} ${best.length === 1 ? 'leads' : 'lead'} with ${number(standings[0]?.points ?? 0)} points.`,
    rows: standings.map(standing => ({ label: number(standing.rank), text: nameOf(standing.member, names), value: score(standing) })),
    footer: 'Right of answered, and points. A new week has begun: /leaderboard.',
  }
}
