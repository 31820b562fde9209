/** Between Slack's line and Bolt: what has arrived is dealt with before an event is acknowledged, and before the process ends. */
import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import type { Bot } from '../../bot/bot.ts'
import { PATIENCE_MS } from './answer.ts'

/**
 * Lets the app deal with what the receiver brings; gives a way to wait for all that has begun. Bolt acknowledges events before anybody hears of them:
 * here that waits until they are dealt with, for two seconds at most, so that Slack tells of them again when the process dies meanwhile.
 */
export function dealWith(receiver: Receiver, app: App, onTrouble: Bot['onTrouble']): () => Promise<unknown> {
  const working = new Set<Promise<void>>()
  const deal = async (event: ReceiverEvent) => {
    const work = event.body['type'] === 'event_callback' ? hear(app, event, onTrouble) : app.processEvent(event)
    working.add(work)
    await work.finally(() => working.delete(work))
  }
  receiver.init({ processEvent: deal } as App)
  return async () => await Promise.allSettled(working)
}

async function hear(app: App, event: ReceiverEvent, onTrouble: Bot['onTrouble']): Promise<void> {
  let told: Promise<void> | null = null
  const acknowledge = () => told ??= event.ack().catch((error: unknown) => onTrouble('Slack could not be told that something has arrived', error))
  const late = setTimeout(() => void acknowledge(), PATIENCE_MS)
  await app.processEvent({ ...event, ack: async () => {} }).finally(() => clearTimeout(late))
  await acknowledge()
}
