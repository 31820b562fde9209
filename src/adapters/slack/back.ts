/** The ways back to whoever did something on Slack. */
import type { webApi } from '@slack/bolt'
import type { Bot } from '../../bot/bot.ts'
import type { Card, Form } from '../../bot/card.ts'
import { slackForm } from '../../render/slack-form.ts'
import { inView, slackWindow } from '../../render/slack-view.ts'
import { slackImage, type SlackMessage } from '../../render/slack.ts'
import { isDirect } from './interaction.ts'
import { wordOf } from './refusals.ts'
import { wordsOf, type Render } from './render.ts'

/** What an answer is: for this person alone, or a change of what they pressed on. */
type To = 'person' | 'message'

/** The ways back of one interaction. */
export interface Back {
  client: webApi.WebClient
  user: string
  /** Says that it has arrived; `body` is what Slack shows with that. */
  ack(body?: object): Promise<void>
  /** What of a card can be shown with the acknowledgement, and whether that is all of it; null when nothing can. */
  early(card: Card): Promise<{ body: object, whole: boolean } | null>
  /** Shows a card, after the acknowledgement. */
  tell(card: Card, to: To): Promise<unknown>
  /** Opens a form, after the acknowledgement. */
  open(form: Form): Promise<unknown>
}

/** What the ways back are made of. */
export interface Means {
  client: webApi.WebClient
  render: Render
  onTrouble: Bot['onTrouble']
  user: string
  /** Where this happened, if in a conversation. */
  channel: string | null
  ack: (body?: object) => Promise<void>
}

/** How a conversation answers a command or a press. */
interface Answers {
  respond: (message: object) => Promise<unknown>
  /** Good for three seconds. */
  trigger: string
  /** The acknowledgement shows what needs no picture. */
  carries: boolean
  /** Whether the message that was pressed on is for this person alone: another, which all see, is no place for what one of them asked. */
  replaces: boolean
}

/** From a command or a button in a conversation. */
export function backToConversation(means: Means, { respond, trigger, carries, replaces }: Answers): Back {
  const { client, render, onTrouble, user, channel, ack } = means
  return {
    client, user, ack,
    early: async card => carries && slackImage(card) === null ? { body: alone(await render(client, card)), whole: true } : null,
    tell: async (card, to) => {
      try {
        await shown(means, card, async message => await respond(to === 'message' && replaces ? { ...message, replace_original: true } : alone(message)))
      } catch (error) {
        onTrouble('an answer could not be given where it was asked for, and goes another way', error)
        await backToPerson(means, null).tell(card, 'person')
      }
    },
    open: async form => await client.views.open({ trigger_id: trigger, view: slackForm(form, channel) }),
  }
}

/** From the App Home, or from a shortcut: the answer is a window. Its words come first, because a trigger is good for three seconds only. */
export function backToHome(means: Means, trigger: string): Back {
  const { client, ack, user, channel } = means
  return {
    client, user, ack,
    early: async () => null,
    tell: async card => {
      const opened = await client.views.open({ trigger_id: trigger, view: slackWindow(wordsOf(inView(card))) }).catch(async () => await write(means, user, card))
      if (slackImage(card) !== null && 'view' in opened && opened.view?.id !== undefined) await draw(means, opened.view.id, card)
    },
    open: async form => await client.views.open({ trigger_id: trigger, view: slackForm(form, channel) }),
  }
}

/** From a button in a window: the answer takes its place, and a form lies on top of it. */
export function backToWindow(means: Means, view: string, trigger: string): Back {
  const { client, user, ack } = means
  return {
    client, user, ack,
    early: async () => null,
    tell: async card => await draw(means, view, card),
    open: async form => await client.views.push({ trigger_id: trigger, view: slackForm(form, null) }),
  }
}

/** From a form: to where it was opened, or in the place of the form when that was outside any conversation. */
export function backToForm(means: Means, view: string): Back {
  const { client, user, channel, ack } = means
  if (channel !== null) return backToPerson(means, null)
  let isShown = false
  return {
    client, user, ack,
    early: async card => {
      isShown = true
      return { body: { response_action: 'update', view: slackWindow(wordsOf(inView(card))) }, whole: slackImage(card) === null }
    },
    tell: async card => isShown ? await draw(means, view, card) : await write(means, user, card),
    open: never,
  }
}

/** To one person in a conversation (in a thread when one is given): beside everyone else in a channel, or in the direct messages with Recall where that cannot be. */
export function backToPerson(means: Means, thread: string | null): Back {
  const { client, user, channel, ack } = means
  const within = thread === null ? {} : { thread_ts: thread }
  return {
    client, user, ack,
    early: async () => null,
    tell: async card => {
      if (channel === null) return await write(means, user, card)
      try {
        if (isDirect(channel)) return await write(means, channel, card, within)
        return await shown(means, card, async message => await client.chat.postEphemeral({ channel, user, ...message, ...within }))
      } catch (error) {
        if (!closed.includes(wordOf(error) ?? '')) throw error
        return await write(means, user, card)
      }
    },
    open: never,
  }
}

/** Slack's words for a channel in which Recall cannot say anything to somebody: a command works in channels that it is not in, and in the direct messages of two people. */
const closed = ['not_in_channel', 'user_not_in_channel', 'channel_not_found', 'is_archived']

/** Shows a card with its picture, or with its words where Slack does not take that. */
async function shown<Answer>({ client, render }: Means, card: Card, show: (message: SlackMessage) => Promise<Answer>): Promise<Answer> {
  try {
    return await show(await render(client, card))
  } catch (error) {
    if (slackImage(card) === null) throw error
    return await show(await render(client, card, 'refused'))
  }
}

async function draw(means: Means, view: string, card: Card): Promise<void> {
  await shown(means, inView(card), async message => await means.client.views.update({ view_id: view, view: slackWindow(message) }))
}

async function write(means: Means, channel: string, card: Card, within: { thread_ts?: string } = {}): Promise<object> {
  return await shown(means, card, async message => await means.client.chat.postMessage({ channel, ...message, ...within, unfurl_links: false, unfurl_media: false }))
}

/** A message for one person. */
function alone(message: SlackMessage): object {
  return { ...message, response_type: 'ephemeral', replace_original: false }
}

async function never(): Promise<never> {
  throw new Error('A form came where none can be opened.')
}
