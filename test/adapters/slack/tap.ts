/** Everything that Recall sends, kept in two heaps: what must be the same whatever is right, and what may tell it. */
import type { Delivery } from '../../standins/slack/deliveries.ts'
import type { Recorded } from '../../standins/slack/faults.ts'
import type { SlackStage } from '../../support/slack.ts'

export interface Tap {
  /** Keeps all that is sent meanwhile, to the last byte. */
  secret<Result>(work: () => Promise<Result>): Promise<Result>
  /** Of what is sent meanwhile, but for pictures, only to where and in which order: somebody may learn what is right from it. */
  told<Result>(work: () => Promise<Result>): Promise<Result>
  /** One line a request, acknowledgement or file, in order. */
  lines: string[]
}

/** How often Recall asks whether a picture is ready depends on real time, so that is not kept. */
export function openTap({ slack }: SlackStage): Tap {
  const lines: string[] = []
  const files = new Set<string>()
  let [called, acknowledged] = [slack.requests.length, slack.deliveries.length]
  const note = (keep: boolean) => {
    const requests = slack.requests.slice(called).filter(({ method }) => method !== 'files.info' && (keep || !/^files\.|^upload/.test(method))).map(one => lineOf(one, keep))
    const acknowledgements = slack.deliveries.slice(acknowledged).map(one => acknowledgementOf(one, keep))
    const fresh = [...slack.world.files.values()].filter(({ id, bytes }) => bytes !== null && !files.has(id))
    for (const { id } of fresh) files.add(id)
    lines.push(...requests, ...acknowledgements, ...keep ? fresh.map(({ id, name, title, alt, bytes }) => `file ${id} ${name} ${title} ${alt} ${Buffer.from(bytes ?? []).toString('base64')}`) : [])
    ;[called, acknowledged] = [slack.requests.length, slack.deliveries.length]
  }
  const listen = (keep: boolean): Tap['secret'] => async work => {
    const result = await work()
    note(keep)
    return result
  }
  return { lines, secret: listen(true), told: listen(false) }
}

/** A trigger is Slack's own word, with the time of day in it. */
function lineOf({ method, args, status, error }: Recorded, whole: boolean): string {
  return JSON.stringify(whole ? { method, args: { ...args, trigger_id: undefined }, status, error } : { method, channel: args['channel'], status, error })
}

function acknowledgementOf({ kind, ok, body }: Delivery, whole: boolean): string {
  return JSON.stringify(whole ? { kind, ok, body } : { kind, ok })
}
