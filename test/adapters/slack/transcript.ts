/** Everything that Recall said on the stand-in of Slack, in order, as people read it. */
import type { SlackStandIn } from '../../standins/slack/slack.ts'
import type { Json } from '../../standins/slack/world.ts'
import { screenOf } from './screen.ts'

/** The bodies of all messages, forms and App Homes that Recall sent and Slack took. */
export function bodiesOf(slack: SlackStandIn): Json[] {
  const called = slack.requests.filter(({ error }) => error === null).flatMap(({ method, args }) => method === 'response_url' || method.startsWith('chat.') ? shownIn(args) : method.startsWith('views.') ? shownIn(unpacked(args['view']) as Json) : [])
  const acknowledged = slack.deliveries.flatMap(({ body }) => shownIn(body))
  return [...called, ...acknowledged]
}

function shownIn(args: Json): Json[] {
  const blocks = unpacked(args['blocks'])
  return Array.isArray(blocks) ? [{ ...args, blocks }] : []
}

/** What went over the line as JSON inside a form. */
export function unpacked(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) as unknown : value
}

/** The whole conversation. */
export function transcriptOf({ world }: SlackStandIn): string {
  return world.log.flatMap(({ channelId, visibleTo, authorId, versions }) => versions.map(({ at, text, blocks }, place) => {
    const who = world.users.get(authorId)?.username ?? '?'
    const where = world.channels.get(channelId)?.name ?? '?'
    const seen = visibleTo === null ? '' : `, only ${world.users.get(visibleTo)?.username ?? '?'} sees`
    return { at, lines: `${new Date(at).toISOString().slice(11, 19)}  #${where}  ${who} ${place === 0 ? 'says' : 'changes'}${seen}:\n${(blocks.length === 0 ? text : screenOf({ blocks }, world)).replace(/^/gm, '    │ ')}\n` }
  })).toSorted((a, b) => a.at - b.at).map(({ lines }) => lines).join('\n')
}
