/** What keeps Recall from posting somewhere, and what to do about it. */
import type { Obstacle } from '../../engine/obstacle.ts'
import type { Card, Text } from '../card.ts'
import { listed } from './words.ts'

/** The sentence for whoever can change it; `channel` is the platform's own id. */
export function obstacleText(obstacle: Obstacle, channel: string): Text {
  const where = { channel }
  switch (obstacle.what) {
    case 'message gone': return ['Somebody deleted my message in ', where, '.']
    case 'channel gone': return ['I could not find ', where, ': it was deleted, or I may not see it.']
    case 'archived': return [where, ' is archived and locked, so I could not write there. Open it again.']
    case 'not a member': return ['I am not in ', where, ', so I may not write there. Invite me: /invite @Recall.']
    case 'removed': return 'I am not a member here. Add me again, and I can write.'
    case 'timed out': return ['I am timed out here and may not write until ', { at: obstacle.until, as: 'day and time' }, '.']
    case 'not allowed': return ['I may not do that in ', where, `. Allow me to ${needed(obstacle.needs)} there.`]
    case 'not mentionable': return ['Nobody would hear of it: ', { role: obstacle.role }, ' cannot be mentioned. Allow everyone to mention that role, choose another, or leave mention out.']
    case 'given up': return ['It did not work in ', where, '. My log says why.']
  }
}

/** What somebody is told who asked for something that cannot be posted. */
export function obstacleCard(obstacle: Obstacle, channel: string): Card {
  return { kind: 'note', tone: 'bad', title: 'I cannot post there', text: [...[obstacleText(obstacle, channel)].flat(), ' Nothing was started.'] }
}

function needed(permissions: readonly string[]): string {
  return permissions.length === 0 ? 'see it and to write' : `use ${listed(permissions)}`
}
