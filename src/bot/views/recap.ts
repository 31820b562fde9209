/** The weekly recap. */
import type { NamedTeam } from '../board.ts'
import type { Card } from '../card.ts'
import { slash, words } from '../text.ts'
import { placeRow, placesImage, type Place } from './leaderboard.ts'
import { teamFields } from './podium.ts'
import { counted, number } from './words.ts'

/** The best places of a week that has ended, such as `week:2026-W47`, and the teams that played in it. */
export function recapCard(week: string, places: readonly Place[], total: number, teams: readonly NamedTeam[]): Card {
  const [year, count] = week.slice('week:'.length).split('-W')
  const title = `Week ${Number(count)} of ${year}`
  const best = places.filter(place => place.rank === 1).map(place => place.name)
  return {
    kind: 'podium',
    title,
    text: `${counted(total, 'person', 'people')} played. ${best.join(' and ')} ${best.length === 1 ? 'leads' : 'lead'} with ${number(places[0]?.points ?? 0)} points.`,
    image: placesImage(title, places, counted(places.length, 'place', 'places')),
    rows: places.map(placeRow),
    ...(teams.length > 0 && { fields: teamFields(teams) }),
    footer: words`Right of answered, and points. A new week has begun: ${slash('leaderboard')}.`,
  }
}
