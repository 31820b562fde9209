/** What keeps Recall from posting somewhere, and what to do about it. */
import type { Obstacle } from '../../engine/obstacle.ts'
import type { Card, Text } from '../card.ts'
import { words } from '../text.ts'
import { listed } from './words.ts'

/** The sentence for whoever can change it; `channel` is the platform's own id. */
export function obstacleText(obstacle: Obstacle, channel: string): Text {
  const where = { channel }
  switch (obstacle.what) {
    case 'message gone': return words`Somebody deleted my message in ${where}.`
    case 'channel gone': return words`I could not find ${where}: it was deleted, or I may not see it.`
    case 'archived': return words`${where} is archived and locked, so I could not write there. Open it again.`
    case 'not a member': return words`I am not in ${where}, so I may not write there. Invite me: /invite @Recall.`
    case 'removed': return 'I am not a member here. Add me again, and I can write.'
    case 'timed out': return words`I am timed out here and may not write until ${{ at: obstacle.until, as: 'day and time' }}.`
    case 'not allowed': return words`I may not do that in ${where}. Allow me to ${needed(obstacle.needs)} there.`
    case 'not mentionable': return words`Nobody would hear of it: ${{ role: obstacle.role }} cannot be mentioned. Allow everyone to mention that role, choose another, or leave mention out.`
    case 'given up': return words`It did not work in ${where}. My log says why.`
  }
}

/** What somebody is told who asked for something that cannot be posted. */
export function obstacleCard(obstacle: Obstacle, channel: string): Card {
  return { kind: 'note', tone: 'bad', title: 'I cannot post there', text: words`${obstacleText(obstacle, channel)} Nothing was started.` }
}

function needed(permissions: readonly string[]): string {
  return permissions.length === 0 ? 'see it and to write' : `use ${listed(permissions)}`
}
