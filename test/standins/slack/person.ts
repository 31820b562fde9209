/** Acting as a person with Slack's own client: it sends what that would send, and refuses (throws) what it would refuse. */
import { suggestions } from './elements.ts'
import { directWith } from './channels.ts'
import { join } from './building.ts'
import { tell } from './events.ts'
import { elementsOf, holdsValue, optionsOf, valueOf, valuesOf, type Filled } from './form.ts'
import { openInteraction, seeing, type Interaction, type Seen } from './interactions.ts'
import { writeMessage } from './messages.ts'
import { actionsPayload, closedPayload, heardBy, messageShortcutPayload, shortcutPayload, slashPayload, submissionPayload, suggestionPayload } from './payloads.ts'
import { say } from './respond.ts'
import { refusalOf } from './refusal.ts'
import type { State } from './state.ts'
import { submitted, type Submitted } from './submit.ts'
import { closeModals } from './views.ts'
import { apiView } from './wire.ts'
import { canSee, type Channel, type Json, type Message, type User, type View } from './world.ts'

/** Something with buttons: a message, or a view. */
export type Target = Message | View

export type Person = ReturnType<typeof personOf>

/** A person; `user` is who they are. They are in no channel until they `join` one. */
export function personOf(state: State, user: User) {
  const { world } = state

  function channelOf(id: string): Channel {
    const channel = world.channels.get(id)
    if (channel === undefined) throw new Error(`${user.username} cannot find the channel ${id}: it was deleted, or is none.`)
    if (!canSee(channel, user)) throw new Error(`${user.username} does not see the channel ${channel.name}: they have to join it.`)
    return channel
  }

  const suggestedFor = (element: Json): readonly Json[] => state.suggested.get(`${user.id} ${String(element['action_id'])}`) ?? []

  /** The element that a person sees, with its block. */
  function elementOf(target: Target, actionId: string): Json {
    checkSeen(target)
    const found = target.blocks.flatMap(block => elementsOf(block).map((element): Json => ({ ...element, block_id: block['block_id'] }))).find(one => one['action_id'] === actionId)
    if (found === undefined) throw new Error(`There is no ${actionId} there: there are ${target.blocks.flatMap(elementsOf).map(one => String(one['action_id'])).join(', ') || 'none'}.`)
    return found
  }

  function checkSeen(target: Target): void {
    if ('rootId' in target) {
      if (!target.open) throw new Error('That modal was closed.')
      if (target.userId !== user.id) throw new Error(`${user.username} does not see that view: it is another's.`)
      return
    }
    if (target.deleted) throw new Error('That message was deleted.')
    if (target.visibleTo !== null && target.visibleTo !== user.id) throw new Error(`${user.username} does not see that message: it is private to another.`)
    channelOf(target.channelId)
  }

  /** `changed` is the state of the element that was used. */
  function stateOf(target: Target, changed: Json, value: Json | null): Json {
    const entries = target.blocks.flatMap(block => elementsOf(block).filter(holdsValue).map(element => {
      const used = value !== null && element['action_id'] === changed['action_id'] && block['block_id'] === changed['block_id']
      return [String(block['block_id']), String(element['action_id']), used ? value : valueOf(element, undefined, [])] as const
    }))
    const values: Record<string, Json> = {}
    for (const [block, action, state] of entries) values[block] = { ...values[block], [action]: state }
    return values
  }

  async function use(target: Target, element: Json, value: Json | null): Promise<Seen> {
    const interaction = openInteraction(state, user, 'rootId' in target ? {} : { channel: channelOf(target.channelId), source: target })
    const { type, action_id, block_id, text, placeholder } = element
    const action = { type, action_id, block_id, ...(value ?? { text, value: element['value'] }), ...(placeholder !== undefined && { placeholder }) }
    return seeing(state, interaction, () => state.deliver('interactive', actionsPayload(state, interaction, { target, action, values: stateOf(target, element, value) })))
  }

  /** Shows what the app answered with its acknowledgement of a command. */
  function shown(interaction: Interaction, body: Json): string | null {
    if (body['text'] === undefined && body['blocks'] === undefined) return null
    try {
      say(state, interaction, body)
      return null
    } catch (error) {
      return String(refusalOf(error)?.['error'] ?? error)
    }
  }

  async function slash(channelId: string, command: string, text = ''): Promise<Seen> {
    const channel = channelOf(channelId)
    if (!state.commands.includes(command)) throw new Error(`${command} is not a valid command: the app has ${state.commands.join(', ')}.`)
    const installation = world.installations.get(user.teamId)
    if (installation?.revoked !== null || !installation.scopes.includes('commands')) throw new Error(`${command} is not offered to ${user.username}: the app is not in their workspace, or has no commands there.`)
    const interaction = openInteraction(state, user, { channel })
    return seeing(state, interaction, async () => {
      const delivery = await state.deliver('slash_commands', slashPayload(state, interaction, command, text))
      const reason = delivery.ok ? shown(interaction, delivery.body) : delivery.reason
      return { ...delivery, ok: reason === null, reason }
    })
  }

  async function suggest(target: Target, actionId: string, typed: string): Promise<{ text: string, value: string }[] | 'failed'> {
    const element = elementOf(target, actionId)
    if (!String(element['type']).endsWith('external_select')) throw new Error(`${actionId} does not ask the app for its options.`)
    const least = Number(element['min_query_length'] ?? 3)
    if (typed.length < least) throw new Error(`${actionId} asks the app from ${least} characters on.`)
    const { ok, body } = await state.deliver('interactive', suggestionPayload(state, user, 'rootId' in target ? null : channelOf(target.channelId), { target, action: element, value: typed }))
    if (!ok || !suggestions.safeParse(body).success) return 'failed'
    const options = [...optionsOf({ ...body, type: 'static_select' })]
    state.suggested.set(`${user.id} ${actionId}`, options)
    return options.map(one => ({ text: String((one['text'] as Json)['text']), value: String(one['value']) }))
  }

  async function write(channel: Channel, text: string, name: string, type: string, more: Json): Promise<Message> {
    const message = writeMessage(state, channel, { text, blocks: null, metadata: null }, { authorId: user.id })
    const installation = heardBy(state, user, channel)
    if (channel.members.has(installation.botUserId)) await tell(state, { type, user: user.id, text, ts: message.ts, team: user.teamId, user_team: user.teamId, channel: channel.id, event_ts: message.ts, ...more }, { name, channel, installation })
    return message
  }

  return {
    user,
    id: user.id,
    join: (channel: Channel) => join(state, channel, user.id),
    /** The direct messages with the bot. */
    directChannel: (): Channel => directWith(state, user, heardBy(state, user, null)),
    /** The modal in front of them, if any. */
    modal: (): View | null => world.stacks.get(user.id)?.at(-1) ?? null,
    slash,
    press: async (target: Target, actionId: string): Promise<Seen> => use(target, elementOf(target, actionId), null),
    /** Chooses in a list, several at once where it takes several. */
    choose: async (target: Target, actionId: string, value: string | readonly string[]): Promise<Seen> => {
      const element = elementOf(target, actionId)
      return use(target, element, valueOf(element, value, suggestedFor(element)))
    },
    /** Presses what is on no message that they see: a forged or outdated button. */
    forge: (target: Target, action: { action_id: string, value: string }): Promise<Seen> => use(target, { type: 'button', block_id: 'forged', text: { type: 'plain_text', text: 'forged' }, ...action }, null),
    suggest,
    /** Sends a modal with values by `block_id`; what is not given stays as it was opened. */
    submit: async (view: View, filled: Filled = {}): Promise<Submitted> => {
      checkSeen(view)
      const values = valuesOf(view, filled, suggestedFor)
      const interaction = openInteraction(state, user)
      return submitted(state, { view, interaction, payload: submissionPayload(state, interaction, view, values) })
    },
    /** Closes the modal in front; the app hears of it when it asked to. */
    close: async (view: View): Promise<void> => {
      checkSeen(view)
      closeModals(state, user.id, { all: view.body['clear_on_close'] === true })
      if (view.body['notify_on_close'] === true) await state.deliver('interactive', closedPayload(state, user, view))
    },
    shortcut: (callbackId: string): Promise<Seen> => {
      const interaction = openInteraction(state, user)
      return seeing(state, interaction, () => state.deliver('interactive', shortcutPayload(state, interaction, callbackId)))
    },
    messageShortcut: async (message: Message, callbackId: string): Promise<Seen> => {
      checkSeen(message)
      const interaction = openInteraction(state, user, { channel: channelOf(message.channelId) })
      return seeing(state, interaction, () => state.deliver('interactive', messageShortcutPayload(state, interaction, message, callbackId)))
    },
    /** Writes in a channel without a word to the bot. */
    write: async (channelId: string, text: string): Promise<Message> => {
      const channel = channelOf(channelId)
      const kind = channel.kind === 'private' ? 'group' : 'channel'
      return write(channel, text, `message.${kind}s`, 'message', { channel_type: kind })
    },
    /** Writes in a channel with the bot's name before it; it hears of that where it is. */
    mention: async (channelId: string, text: string): Promise<Message> => {
      const channel = channelOf(channelId)
      return write(channel, `<@${heardBy(state, user, channel).botUserId}> ${text}`, 'app_mention', 'app_mention', {})
    },
    /** Writes to the bot alone. */
    direct: (text: string): Promise<Message> => write(directWith(state, user, heardBy(state, user, null)), text, 'message.im', 'message', { channel_type: 'im' }),
    /** Opens the App Home, and waits for what the app publishes then. */
    openHome: async (): Promise<View> => {
      const before = world.homes.get(user.id)
      const versions = before?.versions ?? 0
      const installation = heardBy(state, user, null)
      await tell(state, { type: 'app_home_opened', user: user.id, channel: directWith(state, user, installation).id, tab: 'home', ...(before !== undefined && { view: apiView(state, before) }) }, { installation })
      return state.changes.until(() => (world.homes.get(user.id)?.versions ?? 0) > versions ? world.homes.get(user.id) : undefined, `the App Home of ${user.username}`)
    },
  }
}
