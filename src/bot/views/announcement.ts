/** What a round shows in its channels. */
import type { Round } from '../../engine/round.ts'
import type { Announcement } from '../../engine/step.ts'
import type { NamedTeam } from '../board.ts'
import type { Card } from '../card.ts'
import { podiumCard } from './podium.ts'
import { questionCard } from './question.ts'
import { revealCard } from './reveal.ts'

/** The card of an announcement, as the round now stands. `names` are the members' names by id, `teams` how teams came out at its end. */
export function announcementCard(round: Round, { show, part }: Announcement, names: Readonly<Record<string, string>>, teams: readonly NamedTeam[]): Card {
  switch (show) {
    case 'question':
    case 'count': return questionCard(round)
    case 'reveal': return revealCard(part === 'podium' ? round : { ...round, index: part }, names)
    case 'podium': return podiumCard(round, names, teams)
  }
}
