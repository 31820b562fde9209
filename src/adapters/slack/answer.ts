/** Answers what people do: what is acknowledged is done already, unless it takes too long. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bot } from '../../bot/bot.ts'
import type { Form } from '../../bot/card.ts'
import type { Reply } from '../../bot/ports.ts'
import { notes } from '../../bot/views/note.ts'
import type { Meter } from '../../ops/meter.ts'
import type { Back } from './back.ts'
import { sendFile } from './file.ts'
import type { Render } from './render.ts'

/** Slack waits three seconds for an acknowledgement, which is a way away. */
export const PATIENCE_MS = 2000

/** What answering stands on. */
export interface Answering {
  render: Render
  meter: Meter
  onTrouble: Bot['onTrouble']
}

/** Tells Slack that something has arrived, once; says whether that got through. */
type Acknowledge = (body?: object) => Promise<boolean>

/** Acknowledges what somebody asked for once it is done, or after two seconds, and answers. It never throws. */
export async function answer(link: Answering, work: Promise<Reply | null>, back: Back): Promise<void> {
  const receivedAt = performance.now()
  const acknowledge = once(async body => {
    try {
      await back.ack(body)
      link.meter.acknowledged('slack', performance.now() - receivedAt)
      return true
    } catch (error) {
      link.onTrouble('Slack could not be told that something has arrived', error)
      return false
    }
  })
  try {
    const first = await Promise.race([work, sleep(PATIENCE_MS, 'slow' as const, { ref: false })])
    if (first === 'slow') await acknowledge()
    const reply = await work
    if (reply === null) return void await acknowledge()
    if (reply.to !== 'form' && reply.card.file === undefined) return await show(reply, back, acknowledge, first === 'slow')
    await acknowledge()
    if (reply.to === 'form') return await open(link, reply.form, back)
    if (reply.card.file !== undefined) await back.tell(await sendFile(back.client, back.user, { ...reply.card, file: reply.card.file }, link.onTrouble), reply.to)
  } catch (error) {
    link.onTrouble('an answer could not be delivered on Slack', error)
    await acknowledge()
  }
}

/** What could not go with the acknowledgement goes after it, even when that was lost with its line. */
async function show({ card, to }: Exclude<Reply, { to: 'form' }>, back: Back, acknowledge: Acknowledge, late: boolean): Promise<void> {
  const early = late ? null : await back.early(card)
  const arrived = await acknowledge(early?.body)
  if (!arrived || early?.whole !== true) await back.tell(card, to)
}

/** Opens a form, or says that it is too late for that. */
async function open({ onTrouble }: Answering, form: Form, back: Back): Promise<void> {
  try {
    await back.open(form)
  } catch (error) {
    onTrouble('a form could not be opened on Slack', error)
    await back.tell(notes.slow, 'person')
  }
}

function once(work: Acknowledge): Acknowledge {
  let done: Promise<boolean> | null = null
  return body => done ??= work(body)
}
