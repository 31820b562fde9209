/** A workspace with a channel, an admin and a member, for stories of one screen. */
import type { Json, Message, View } from '../../standins/slack/world.ts'
import { readBlocks } from '../../render/reading.ts'
import { openSlackStage } from '../../support/slack.ts'

/** Opens it. Ada is an admin, Ben is not; both are in #general, where Recall is too. */
export async function openRoom(options: Parameters<typeof openSlackStage>[0] = {}) {
  const stage = await openSlackStage(options)
  const { slack } = stage
  const general = slack.addChannel({ name: 'general' })
  const [ada, ben] = [slack.person({ username: 'ada', isAdmin: true }), slack.person({ username: 'ben' })]
  for (const one of [ada, ben]) await one.join(general)
  return { ...stage, general, ada, ben }
}

export type Room = Awaited<ReturnType<typeof openRoom>>

/** Everything that a reader of a message or a view sees. */
export function read({ blocks }: Pick<Message | View, 'blocks'>): string {
  return readBlocks(blocks).text
}

/** The `action_id` of the button with this label. */
export function buttonOf({ blocks }: Pick<Message | View, 'blocks'>, label: string): string {
  const all = blocks.flatMap(block => block['type'] === 'actions' ? block['elements'] as Json[] : [])
  const found = all.find(one => (one['text'] as { text: string } | undefined)?.text.replace('…', '') === label)
  if (found === undefined) throw new Error(`There is no button ${label}: there are ${all.map(one => JSON.stringify(one['text'])).join(', ')}.`)
  return String(found['action_id'])
}
