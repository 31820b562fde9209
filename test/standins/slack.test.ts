import { afterEach, describe, expect, it } from 'vitest'
import { buttons, closeAll, connect, field, form, openStage, plain, room, serve } from './bolt.ts'

afterEach(closeAll)

for (const [mode, begin] of [['Socket Mode', connect], ['HTTP', serve]] as const) {
  describe(`the real Bolt over ${mode}`, () => {
    it('answers a command privately, through its response_url', async () => {
      const slack = await openStage()
      const { channel, ada } = await room(slack)
      await begin(slack, app => app.command('/recall', async ({ ack, respond, command }) => {
        await ack()
        await respond(`You wrote ${command.text}`)
      }))
      const seen = await ada.slash(channel.id, '/recall', 'quiz topic:metrics')
      expect(seen.kind).toBe('acknowledged')
      expect(await seen.answer()).toMatchObject({ text: 'You wrote quiz topic:metrics', visibleTo: ada.id })
      expect(slack.messages(channel.id)).toEqual([])
      expect(slack.deliveries.at(-1)?.payload).toMatchObject({ command: '/recall', team_id: slack.teamId, channel_id: channel.id, channel_name: 'general', user_id: ada.id, user_name: 'ada', is_enterprise_install: 'false' })
    })

    it('answers a command with the acknowledgement itself', async () => {
      const slack = await openStage()
      const { channel, ada } = await room(slack)
      await begin(slack, app => app.command('/recall', async ({ ack }) => ack({ response_type: 'in_channel', text: 'A round begins' })))
      await ada.slash(channel.id, '/recall', 'rapid')
      expect(slack.messages(channel.id).map(one => one.text)).toEqual(['A round begins'])
    })

    it('changes a message when its button is pressed', async () => {
      const slack = await openStage()
      const { channel, ada } = await room(slack)
      const app = await begin(slack, one => one.action('b', async ({ ack, client, body }) => {
        await ack()
        await client.chat.update({ channel: body.channel?.id ?? '', ts: 'message' in body ? body.message?.ts ?? '' : '', text: '1 answered', blocks: buttons('a') })
      }))
      const { ts } = await app.client.chat.postMessage({ channel: channel.id, text: 'Which?', blocks: buttons('a', 'b') })
      const [message] = slack.messages(channel.id)
      if (message === undefined) throw new Error('Nothing was posted.')
      const seen = await ada.press(message, 'b')
      expect(await seen.changed()).toMatchObject({ ts, text: '1 answered' })
      expect(message.versions.map(one => one.text)).toEqual(['Which?', '1 answered'])
      expect(slack.deliveries.at(-1)?.payload).toMatchObject({
        type: 'block_actions', team: { id: slack.teamId }, user: { id: ada.id, username: 'ada', name: 'ada', team_id: slack.teamId }, channel: { id: channel.id, name: 'general' }, message: { ts },
        container: { type: 'message', message_ts: ts, channel_id: channel.id, is_ephemeral: false }, actions: [{ action_id: 'b', block_id: 'answers', value: 'b', type: 'button' }], state: { values: {} }, enterprise: null, is_enterprise_install: false,
      })
    })

    it('sends a modal back with errors, then takes it', async () => {
      const slack = await openStage()
      const { channel, ada } = await room(slack)
      await begin(slack, app => {
        app.command('/recall', async ({ ack, client, command }) => {
          await ack()
          await client.views.open({ trigger_id: command.trigger_id, view: form(field('time', { type: 'plain_text_input' })) })
        })
        app.view('form', async ({ ack, view }) => {
          const time = view.state.values['time']?.['time']?.value ?? ''
          await ack(time === '25:00' ? { response_action: 'errors', errors: { time: 'There is no such time.' } } : undefined)
        })
      })
      const view = await (await ada.slash(channel.id, '/recall')).modal()
      await expect(ada.submit(view)).rejects.toThrow('time is required')
      expect(await ada.submit(view, { time: '25:00' })).toMatchObject({ kind: 'errors', errors: { time: 'There is no such time.' } })
      expect(ada.modal()).toBe(view)
      expect(await ada.submit(view, { time: '09:00' })).toMatchObject({ kind: 'closed', view: null })
    })

    it('offers options while a person types, and hears what they chose', async () => {
      const slack = await openStage()
      const { channel, ada } = await room(slack)
      await begin(slack, app => {
        app.shortcut('look-up', async ({ ack, client, body }) => {
          await ack()
          await client.views.open({ trigger_id: body.trigger_id, view: form(field('name', { type: 'external_select', min_query_length: 1 })) })
        })
        app.options('name', async ({ ack, payload }) => ack({ options: ['precision', 'recall'].filter(one => one.startsWith(payload.value)).map(value => ({ text: plain(value), value })) }))
        app.view('form', async ({ ack, view, client, body }) => {
          await ack({ response_action: 'clear' })
          await client.chat.postEphemeral({ channel: channel.id, user: body.user.id, text: view.state.values['name']?.['name']?.selected_option?.value ?? '' })
        })
      })
      const view = await (await ada.shortcut('look-up')).modal()
      expect(await ada.suggest(view, 'name', 'rec')).toEqual([{ text: 'recall', value: 'recall' }])
      expect(await ada.submit(view, { name: 'recall' })).toMatchObject({ kind: 'cleared' })
      expect((await slack.until(() => slack.privateMessages(ada.id)[0], 'the answer')).text).toBe('recall')
    })

    it('publishes the App Home when it is opened, and hears of its buttons', async () => {
      const slack = await openStage()
      const { ada } = await room(slack)
      await begin(slack, app => {
        app.event('app_home_opened', async ({ client, event }) => {
          await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'header', text: plain('My points') }, ...buttons('settings')] } })
        })
        app.action('settings', async ({ ack }) => ack())
      })
      const home = await ada.openHome()
      expect(home.blocks[0]).toMatchObject({ type: 'header', text: { text: 'My points' } })
      expect((await ada.press(home, 'settings')).kind).toBe('acknowledged')
      const { payload } = slack.deliveries.at(-1) ?? { payload: {} }
      expect(payload).toMatchObject({ type: 'block_actions', container: { type: 'view', view_id: home.id }, view: { id: home.id, type: 'home' }, actions: [{ action_id: 'settings' }] })
      expect(Object.keys(payload)).not.toContain('message')
      expect(Object.keys(payload)).not.toContain('response_url')
    })

    it('takes up a message by its shortcut, and lays one modal on another', async () => {
      const slack = await openStage()
      const { channel, ada } = await room(slack)
      const heard: string[] = []
      await begin(slack, app => {
        app.shortcut('quiz-us', async ({ ack, client, body }) => {
          await ack()
          heard.push('message' in body ? String(body.message.text) : '')
          await client.views.open({ trigger_id: body.trigger_id, view: form(field('name', { type: 'plain_text_input' })) })
        })
        app.view('form', async ({ ack }) => ack({ response_action: 'push', view: { ...form(), callback_id: 'sure', notify_on_close: true } }))
        app.view({ callback_id: 'sure', type: 'view_closed' }, async ({ ack }) => {
          heard.push('closed')
          await ack()
        })
      })
      const below = await (await ada.messageShortcut(await ada.write(channel.id, 'What is recall?'), 'quiz-us')).modal()
      const { kind, view } = await ada.submit(below, { name: 'recall' })
      expect({ kind, previous: view?.previousId }).toEqual({ kind: 'pushed', previous: below.id })
      if (view !== null) await ada.close(view)
      expect(ada.modal()).toBe(below)
      expect(heard).toEqual(['What is recall?', 'closed'])
    })

    it('hears what is chosen in a list, of what is written to it, and of buttons that are on no message', async () => {
      const slack = await openStage()
      const { channel, ada } = await room(slack)
      const heard: unknown[] = []
      const app = await begin(slack, one => {
        one.action(/.*/, async ({ ack, action }) => {
          heard.push('selected_option' in action ? action.selected_option : 'value' in action ? action.value : null)
          await ack()
        })
        one.message(/.*/, async ({ message }) => { heard.push('text' in message ? message.text : null) })
      })
      const option = { text: plain('Metrics'), value: 'metrics' }
      await app.client.chat.postMessage({ channel: channel.id, text: 'Which?', blocks: [{ type: 'actions', elements: [{ type: 'static_select', action_id: 'topic', options: [option] }] }] })
      const [message] = slack.messages(channel.id)
      if (message === undefined) throw new Error('Nothing was posted.')
      await expect(ada.choose(message, 'topic', 'loss')).rejects.toThrow('topic does not offer loss')
      await expect(ada.press(message, 'b')).rejects.toThrow('There is no b there: there are topic.')
      await ada.choose(message, 'topic', 'metrics')
      await ada.forge(message, { action_id: 'b', value: 'answer:b' })
      await ada.direct('quiz me')
      await expect.poll(() => heard).toEqual([option, 'answer:b', 'quiz me'])
    })
  })
}
